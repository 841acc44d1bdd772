/** How fast calls may follow one another, as far as is known: slower after refusals, then bit by bit as documented again. */
import type { Pace } from './slots.ts';

export interface AdaptivePace {
  readonly pace: () => Pace;
  /** The pace that calls can be promised: the same, or slower where it may not last. */
  readonly surePace: () => Pace;
  /** Milliseconds for which no call may go out. */
  readonly heldMs: () => number;
  /** The upstream has answered a call, after so many milliseconds. */
  readonly answered: (ms: number) => void;
  /** The upstream has refused a call for its rate. Whether that was news. */
  readonly refused: () => boolean;
}

/** Milliseconds by which a busy process may miss the moment of a call. */
export const lateMsAtMost = 10;
/**
 * Milliseconds. The upstream counts arrivals in windows of one second. Calls travel for different times, so ours are longer: a call
 * that goes out a second after the answer to another one cannot arrive in the same second. The short window holds while answers
 * come within what it is longer, the usual one otherwise; the long one after a refusal, which may mean that the way is uneven.
 */
const windows = { short: 1_050, usual: 1_100, long: 1_200 } as const;
/** Milliseconds of an answer for the short window. */
const quickMs = windows.short - 1_000 - lateMsAtMost;
/** Milliseconds for which an answer tells how long others take: two windows, so that it is known of all calls of the last one. */
const toldMs = 2_000;
/** Milliseconds without a refusal after which the windows are no longer the long ones. */
const cautionMs = 60_000;
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
  let answeredAt = -Infinity;
  let slowlyAnsweredAt = -Infinity;

  const windowMs = (): number => {
    const time = performance.now();
    if (time - refusedAt < cautionMs) return windows.long;
    const isQuick = time - answeredAt < toldMs && time - slowlyAnsweredAt >= toldMs;
    return isQuick ? windows.short : windows.usual;
  };
  const paceOf = (ms: number): Pace => {
    grow();
    // Half the even distance: a few calls need not wait long, and no burst fills a window at once. The same in all windows, or
    // what is foretold would not come true.
    // Less than a millisecond is none: no timer would keep it, and all would wait for longer.
    return { count, windowMs: ms, gapMs: count > 500 ? 0 : 500 / count };
  };
  const grow = (): void => {
    const windows = count < most ? Math.floor((performance.now() - changedAt) / adaptMs) : 0;
    if (windows === 0) return;
    count = Math.min(most, count + windows);
    changedAt += windows * adaptMs;
  };

  return {
    pace: () => paceOf(windowMs()),
    // One slow answer ends the short windows.
    surePace: () => paceOf(Math.max(windowMs(), windows.usual)),
    heldMs: () => Math.max(0, refusedAt + holdMs - performance.now()),
    answered: (ms) => {
      answeredAt = performance.now();
      if (ms > quickMs) slowlyAnsweredAt = answeredAt;
    },
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
