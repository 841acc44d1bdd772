/** What an operation would cost upstream if it was run now, as a rehearsal shows. */
import type { Served } from '../reads/index.ts';
import type { Action } from '../tione/actions.ts';
import type { EndedAttempt } from '../tione/attempt.ts';
import type { TioneClient } from '../tione/client.ts';

export interface Explanation {
  readonly calls: readonly ExplainedCalls[];
  /** Calls of the upstream that are needed at least. */
  readonly totalCalls: number;
  /** Calls that it may take, where answers decide how many follow. */
  readonly atMostCalls: number;
  /** Reads that would be served by what is remembered. */
  readonly cacheHits: number;
  /** Milliseconds until the last of the calls could go out, at the rate as it is now. */
  readonly expectedWaitMs: number;
}

export interface ExplainedCalls {
  readonly action: Action;
  readonly region: string;
  readonly calls: number;
  /** Reads that they would serve: more than calls, where reads are merged. */
  readonly reads: number;
}

/** `served`: the reads of a rehearsal. `bound`: calls that the operation takes at most when nothing is remembered. */
export function explain(served: readonly Served[], bound: number, client: Pick<TioneClient, 'waitMs'>): Explanation {
  const readsOf = new Map<EndedAttempt, number>();
  let cacheHits = 0;
  for (const { from, attempts } of served) {
    if (from === 'cache' || from === 'stale') cacheHits += 1;
    for (const { attempt } of attempts) readsOf.set(attempt, (readsOf.get(attempt) ?? 0) + 1);
  }
  const groups = new Map<string, ExplainedCalls>();
  for (const [{ action, region }, reads] of readsOf) {
    const name = `${action} ${region}`;
    const before = groups.get(name) ?? { action, region, calls: 0, reads: 0 };
    groups.set(name, { action, region, calls: before.calls + 1, reads: before.reads + reads });
  }
  const calls = [...groups.values()];
  const totalCalls = readsOf.size;
  return {
    calls,
    totalCalls,
    atMostCalls: Math.max(totalCalls, totalCalls === 0 ? 0 : bound),
    cacheHits,
    expectedWaitMs: Math.round(Math.max(0, ...waits(calls, client))),
  };
}

/** TI-ONE counts an action over all regions. */
function waits(calls: readonly ExplainedCalls[], client: Pick<TioneClient, 'waitMs'>): readonly number[] {
  const byAction = new Map<Action, number>();
  for (const { action, calls: count } of calls) byAction.set(action, (byAction.get(action) ?? 0) + count);
  return Array.from(byAction, ([action, count]) => client.waitMs(action, count));
}
