/** What an operation would cost upstream if it was run now, as a rehearsal shows. */
import type { Served } from '../reads/index.ts';
import type { Action } from '../tione/actions.ts';
import type { EndedAttempt } from '../tione/attempt.ts';
import type { TioneClient } from '../tione/client.ts';

export interface Explanation {
  readonly calls: readonly ExplainedCalls[];
  /** All of them: what it takes if everything is there that is asked for by id, in the first region that is asked. */
  readonly totalCalls: number;
  /** Calls that it may take, whatever is there. */
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

/** What a rehearsal has shown. */
export interface Rehearsal {
  /** The calls that it asked for. */
  readonly asked: readonly EndedAttempt[];
  /** Its reads. */
  readonly served: readonly Served[];
  /** Calls that the operation takes at the most when nothing is remembered. */
  readonly bound: number;
}

export function explain({ asked, served, bound }: Rehearsal, client: Pick<TioneClient, 'waitMs'>): Explanation {
  const readsOf = new Map<EndedAttempt, number>();
  let cacheHits = 0;
  for (const { from, attempts } of served) {
    if (from === 'cache' || from === 'stale') cacheHits += 1;
    for (const { attempt } of attempts) readsOf.set(attempt, (readsOf.get(attempt) ?? 0) + 1);
  }
  const groups = new Map<string, ExplainedCalls>();
  for (const attempt of asked) {
    const { action, region } = attempt;
    const name = `${action} ${region}`;
    const before = groups.get(name) ?? { action, region, calls: 0, reads: 0 };
    // What is read anew because it is stale is read for nobody who waits.
    const reads = before.reads + (readsOf.get(attempt) ?? 1);
    groups.set(name, { action, region, calls: before.calls + 1, reads });
  }
  const calls = [...groups.values()];
  const totalCalls = asked.length;
  return {
    calls,
    totalCalls,
    // With all of it at hand, nothing is left to be found out.
    atMostCalls: totalCalls === 0 ? 0 : Math.max(totalCalls, bound),
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
