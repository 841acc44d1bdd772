/** What one process may do when it cannot ask what the others do. */
import type { Pace } from '../tione/slots.ts';

/**
 * One of so many equal shares of a pace, such that all together never exceed it. With more processes than slots in a window each
 * gets one in a longer window, which holds on average only.
 */
export function shareOf({ count, windowMs, gapMs }: Pace, replicas: number): Pace {
  return {
    count: Math.max(1, Math.floor(count / replicas)),
    windowMs: Math.max(windowMs, (windowMs * replicas) / count),
    gapMs: gapMs * replicas,
  };
}

/** How many processes to reckon with. */
export interface Replicas {
  readonly count: () => number;
  /** Learns how many a ledger shows, and whether all that are alive can be in it by now. */
  readonly learn: (live: number, ledger: { readonly young: boolean; readonly settled: boolean }) => void;
}

/**
 * A process that never reached Redis, or found an empty one, cannot know how many others there are; one assumed too few is a burst
 * of refused calls, one too many is a slower start.
 */
const assumedReplicas = 4;

export function createReplicas(): Replicas {
  let known: number | undefined;
  return {
    count: () => known ?? assumedReplicas,
    learn: (live, { young, settled }) => {
      if (settled && !young) known = live;
      else known = Math.max(live, known ?? (young ? assumedReplicas : 0));
    },
  };
}
