/**
 * How many calls of TI-ONE an operation takes, before any is made: that is what is scarce. Counted as planner and README do, with
 * everything where it is first looked for, nothing remembered, and the list action on.
 */
import type { ExecutionArgs, FieldNode } from 'graphql';
import { callsAtMost } from '../loaders/planner.ts';
import { lookUpsOf, type LookUp } from './look-ups.ts';
import { rootFields } from './root-fields.ts';

export interface UpstreamCalls {
  readonly count: number;
  /** The first field with which there are more than `bound`. */
  readonly excess: FieldNode | undefined;
}

/**
 * Calls of TI-ONE that one operation may take: as many as it allows of one action in ten seconds, the usual deadline of a
 * request (20 a second). More would be refused in part, and leave nothing for others until then.
 */
export const maxUpstreamCalls = 200;

/** The same, where one list that is filtered here may take more. */
export function mostUpstreamCalls(scanLimit: number): number {
  return Math.max(maxUpstreamCalls, scanCalls(scanLimit));
}

/** A page that TI-ONE has filtered: two windows, because pages overlap by a row. */
const pageCalls = 2;

/** A list that is filtered here: windows of a hundred that overlap by a row, and the first one. */
export function scanCalls(scanLimit: number): number {
  return 1 + Math.ceil(scanLimit / 99);
}

export function listCalls(isExact: boolean, scanLimit: number): number {
  return isExact ? pageCalls : scanCalls(scanLimit);
}

/** Ids of one operation are read together, wherever they stand. */
function createTally(scanLimit: number) {
  const models = new Map<string | undefined, Set<string>>();
  const versions = new Map<string, number>();
  let lists = 0;
  return {
    take: (asked: LookUp): void => {
      if (asked.kind === 'list') {
        lists += listCalls(asked.isExact, scanLimit);
        return;
      }
      const { id, region, selected } = asked;
      if (asked.kind === 'model') {
        models.set(region, (models.get(region) ?? new Set()).add(id));
        return;
      }
      // One call, and one for its model where more is asked of that than the version tells.
      const calls = selected().below('model').has('tags', 'versions', 'latestVersion') ? 2 : 1;
      const key = JSON.stringify([id, region]);
      versions.set(key, Math.max(calls, versions.get(key) ?? 0));
    },
    count: (): number =>
      [...models.values()].reduce((sum, ids) => sum + callsAtMost(ids.size, true), lists) +
      [...versions.values()].reduce((sum, calls) => sum + calls, 0),
  };
}

export function upstreamCalls(operation: ExecutionArgs, bound: number, scanLimit: number): UpstreamCalls {
  const tally = createTally(scanLimit);
  let excess: FieldNode | undefined;
  for (const field of rootFields(operation)) {
    for (const asked of lookUpsOf(field)) tally.take(asked);
    if (tally.count() > bound) excess ??= field.node;
  }
  return { count: tally.count(), excess };
}
