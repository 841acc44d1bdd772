/** How fast calls may follow one another, as far as is known: slower after refusals, then bit by bit as documented again. */
import type { Pace } from './slots.ts';

export interface AdaptivePace {
  readonly pace: () => Pace;
  /** Milliseconds for which no call may go out. */
  readonly heldMs: () => number;
  /** The upstream has refused a call for its rate. Whether that was news. */
  readonly refused: () => boolean;
}

/**
 * Milliseconds. The upstream counts arrivals in windows of one second; a tenth more keeps calls within them although they
 * travel for different times.
 */
export const windowMs = 1_100;
/** Milliseconds between two changes of what is known of the upstream's limit: one of its windows. */
const adaptMs = 1_000;
/** The part that is left after a refusal. It grows again by one call per window. */
const backOff = 0.7;
/** Milliseconds without any call after a refusal: half a window of the upstream, on average what is left of it. */
const holdMs = 500;

/** `most`: requests per second that the upstream is documented to allow, a whole number. */
export function createAdaptivePace(most: number): AdaptivePace {
  /** How many calls fit into a window: the documented number, less what others use. */
  let count = most;
  let changedAt = -Infinity;
  let refusedAt = -Infinity;

  const grow = (): void => {
    const windows = count < most ? Math.floor((performance.now() - changedAt) / adaptMs) : 0;
    if (windows === 0) return;
    count = Math.min(most, count + windows);
    changedAt += windows * adaptMs;
  };

  return {
    pace: () => {
      grow();
      // Half the even distance: a few calls need not wait long, and no burst fills a window at once.
      return { count, windowMs, gapMs: windowMs / count / 2 };
    },
    heldMs: () => Math.max(0, refusedAt + holdMs - performance.now()),
    refused: () => {
      const time = performance.now();
      // Refusals within one window of the upstream say the same thing several times.
      if (time - refusedAt < adaptMs) return false;
      grow();
      count = Math.max(1, Math.floor(count * backOff));
      changedAt = time;
      refusedAt = time;
      return true;
    },
  };
}
