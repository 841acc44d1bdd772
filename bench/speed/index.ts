/** Speed against peers: cases, the table of what they found, and the same as JSON and as charts. */
import { relative } from 'node:path';
import { cases } from './cases/index.ts';
import { holds, type CaseResult } from './findings.ts';
import { machineText, thisMachine } from './machine.ts';
import { rootDirectory } from './places.ts';
import { prepare } from './prepare.ts';
import { figureLines, findingLines, growthLines } from './report.ts';
import { writeResults } from './results.ts';
import { quick, tell, thorough } from './setting.ts';

const quickOption = '--quick';
const snapshotOption = '--snapshot';

/** What can be given to {@link speed}. */
export const speedParts: readonly string[] = [...Object.keys(cases), quickOption, snapshotOption];

/** All cases unless some are named. False when a target is missed. @throws Error when a peer answers otherwise than we do. */
export async function speed(parts: readonly string[]): Promise<boolean> {
  const setting = parts.includes(quickOption) ? quick : thorough;
  const named = Object.entries(cases).filter(([name]) => parts.includes(name));
  prepare();
  const machine = thisMachine();
  const results: Record<string, CaseResult> = {};
  for (const [name, each] of named.length === 0 ? Object.entries(cases) : named) {
    tell(`${name}: ${each.about}`);
    const result = await each.run(setting);
    results[name] = result;
    print(name, figureLines(result));
    for (const growth of result.growth ?? []) print(name, growthLines(growth));
    for (const note of result.notes ?? []) console.log(`\n${name}: ${note}`);
  }
  const found = Object.values(results);
  console.log(`\n${machineText(machine)}; at the end ${thisMachine().load.toFixed(1)}`);
  console.log(
    'Median of all rounds (least–most). The server prints to a file. Ratios: over 1 is faster than what it is against.',
  );
  console.log(findingLines(found).join('\n'));
  for (const file of writeResults({ machine, setting, results }, parts.includes(snapshotOption)))
    tell(`written: ${relative(rootDirectory, file)}`);
  return found.flatMap(({ findings }) => findings).every(holds);
}

function print(title: string, lines: readonly string[]): void {
  if (lines.length > 0) console.log(['', title, ...lines].join('\n'));
}
