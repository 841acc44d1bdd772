/** Servers under the same requests over HTTP. */
import type { LoadJob, LoadResult, Requests } from './messages.ts';
import type { Program } from './processes.ts';
import { race, type Contestant, type Race } from './rounds.ts';
import type { Setting } from './setting.ts';

/** Part by which the mean size of answers may differ: they are of other models when one server is faster. */
const tolerance = 0.02;

/** @throws Error when a contestant refuses requests, or its answers are shorter or longer than those of the others. */
export async function raceUnderLoad(
  load: Program<LoadJob, LoadResult>,
  contestants: readonly Contestant[],
  requests: Requests,
  connections: number,
  setting: Setting,
): Promise<Race> {
  /** Answers so far, and their bytes. */
  const sums = new Map(contestants.map(({ name }) => [name, { answers: 0, bytes: 0 }]));
  const result = await race(contestants, setting, async ({ name, server: { port } }, seconds) => {
    const sum = sums.get(name) ?? { answers: 0, bytes: 0 };
    // Goes on where it was, so that no request comes twice.
    const job = { port, path: '/graphql', requests, connections, seconds, start: sum.answers };
    const { answers, bytes, refused, ...rest } = await load.run(job);
    if (refused > 0) throw new Error(`${name} has refused ${String(refused)} requests`);
    sum.answers += answers;
    sum.bytes += bytes;
    return { count: answers, ...rest };
  });
  const sizes = [...sums].map(([name, { answers, bytes }]) => ({ name, size: bytes / answers }));
  const [first] = sizes;
  for (const { name, size } of sizes)
    if (first !== undefined && Math.abs(size / first.size - 1) > tolerance)
      throw new Error(
        `answers of ${name} have ${size.toFixed(0)} bytes, those of ${first.name} ${first.size.toFixed(0)}`,
      );
  return result;
}
