/** `npm run bench [-- NAME [PART…]]`: one bench, or parts of it; without a name, all of them. */
import { protection, scenarioNames } from './protection/index.ts';
import { signing } from './signing.ts';
import { speed, speedParts } from './speed/index.ts';

interface Bench {
  readonly about: string;
  /** What of it can be run alone. */
  readonly parts: readonly string[];
  /** Resolves to whether all that must hold did. */
  readonly run: (parts: readonly string[]) => Promise<boolean>;
}

const benches: Readonly<Record<string, Bench>> = {
  signing: { about: 'what a signature costs, as ratios', parts: [], run: signing },
  protection: {
    about: 'what the upstream and the callers see of crowds, outages and faults, over real sockets',
    parts: scenarioNames,
    run: protection,
  },
  speed: {
    about: 'how fast it is beside other servers and clients, as ratios with targets',
    parts: speedParts,
    run: speed,
  },
};

const [name, ...parts] = process.argv.slice(2);
const known = name === undefined ? undefined : benches[name];
const unknown = parts.filter((part) => known?.parts.includes(part) !== true);
if (name === undefined || known === undefined || unknown.length > 0)
  for (const [each, { about, parts: all }] of Object.entries(benches))
    console.error(`npm run bench -- ${each}${all.length === 0 ? '' : ` [${all.join('|')}]`}: ${about}`);
if ((name !== undefined && known === undefined) || unknown.length > 0) {
  console.error(`there is no ${known === undefined ? String(name) : unknown.join(', ')}`);
  process.exitCode = 2;
} else
  for (const { run } of known === undefined ? Object.values(benches) : [known])
    if (!(await run(parts))) process.exitCode = 1;
