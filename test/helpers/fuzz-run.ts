/** Sends generated requests one by one, some at once, and looks at every answer. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { problemOf, type FuzzAnswer } from './fuzz-checks.ts';

export interface Run<Sent> {
  readonly first: number;
  readonly count: number;
  readonly make: (number: number) => Sent;
  readonly send: (sent: Sent) => Promise<FuzzAnswer>;
}

const atOnce = 40;

/** How many answers there were, by status and by the code of the first error. Rejects with the request that was answered wrongly. */
export async function run<Sent>({ first, count, make, send }: Run<Sent>): Promise<Readonly<Record<string, number>>> {
  const seen: Record<string, number> = {};
  let next = first;
  const worker = async (): Promise<void> => {
    while (next < first + count) {
      const number = next;
      next += 1;
      const sent = make(number);
      const answer = await send(sent).catch((error: unknown) => ({ status: 599, headers: {}, text: String(error) }));
      const problem = problemOf(answer);
      if (problem !== undefined)
        throw new Error(`request ${String(number)}: ${problem}\n${JSON.stringify({ sent, answer }, undefined, 1)}`);
      const code = /"code":"(\w+)"/.exec(answer.text)?.[1] ?? '';
      const kind = `${String(answer.status)} ${code}`.trim();
      seen[kind] = (seen[kind] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return seen;
}

/** Bytes that are in use once everything unused is gone. */
export async function usedBytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  // What the flag adds, by its documentation.
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 4; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    collect();
  }
  return process.memoryUsage().heapUsed;
}

/** What keeps the process awake, by its kind: connections, servers and timers. */
export function awake(): Readonly<Record<string, number>> {
  const kinds = process.getActiveResourcesInfo().filter((kind) => /^(?:TCP|Timeout|Immediate)/.test(kind));
  return Object.fromEntries(
    [...new Set(kinds)].sort().map((kind) => [kind, kinds.filter((one) => one === kind).length]),
  );
}
