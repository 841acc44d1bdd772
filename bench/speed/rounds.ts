/** Contestants in turns: whatever else this machine does meets all of them. */
import type { Figure, Finding } from './findings.ts';
import type { Running } from './processes.ts';
import { cpuMsOf } from './cpu-time.ts';
import { tell, type Setting } from './setting.ts';
import { ratios, spreadOf } from './statistics.ts';

export interface Contestant<Process extends Running = Running> {
  readonly name: string;
  readonly server: Process;
}

/** What was done in one turn. */
export interface Work {
  /** Answers, calls or signatures. */
  readonly count: number;
  readonly seconds: number;
  readonly p50Ms?: number;
  readonly p99Ms?: number;
}

interface Turn extends Work {
  readonly cpuMs: number;
}

export interface Race {
  readonly figures: readonly Figure[];
  /** How much faster the first contestant is than another, round by round. */
  readonly ratioTo: (name: string) => Pick<Finding, 'spread' | 'byCpu'>;
}

/** Has each contestant work for some seconds, round by round. */
export async function race<Process extends Running>(
  contestants: readonly Contestant<Process>[],
  { rounds, seconds, warmUpSeconds }: Setting,
  work: (contestant: Contestant<Process>, seconds: number) => Promise<Work>,
): Promise<Race> {
  const turns = new Map(contestants.map(({ name }) => [name, [] as Turn[]]));
  for (const contestant of contestants) await work(contestant, warmUpSeconds);
  for (let round = 0; round < rounds; round += 1) {
    tell(`round ${String(round + 1)} of ${String(rounds)}`);
    // Each comes first as often as the others.
    const first = round % contestants.length;
    for (const contestant of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      const { name, server } = contestant;
      const before = cpuMsOf(server.pid);
      const done = await work(contestant, seconds);
      turns.get(name)?.push({ ...done, cpuMs: cpuMsOf(server.pid) - before });
    }
  }
  const [own = []] = turns.values();
  return {
    figures: [...turns].map(([name, each]) => figureOf(name, each)),
    ratioTo: (name) => {
      const theirs = turns.get(name) ?? [];
      return {
        spread: ratios(own.map(perSecond), theirs.map(perSecond)),
        byCpu: ratios(theirs.map(cpuMicros), own.map(cpuMicros)),
      };
    },
  };
}

function perSecond({ count, seconds }: Turn): number {
  return count / seconds;
}

function cpuMicros({ cpuMs, count }: Turn): number {
  return (cpuMs * 1_000) / count;
}

function figureOf(contestant: string, turns: readonly Turn[]): Figure {
  const times = (name: 'p50Ms' | 'p99Ms'): readonly number[] => turns.flatMap(({ [name]: ms }) => ms ?? []);
  const [p50Ms, p99Ms] = [times('p50Ms'), times('p99Ms')];
  return {
    contestant,
    perSecond: spreadOf(turns.map(perSecond)),
    cpuMicros: spreadOf(turns.map(cpuMicros)),
    ...(p50Ms.length === 0 ? {} : { p50Ms: spreadOf(p50Ms), p99Ms: spreadOf(p99Ms) }),
  };
}
