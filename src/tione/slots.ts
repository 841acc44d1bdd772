/** Slots: the moments at which calls may go out so that no window of the upstream ever holds too many of them. */

/** At most `count` calls in any `windowMs`, and `gapMs` between one call and the next. */
export interface Pace {
  readonly count: number;
  readonly windowMs: number;
  readonly gapMs: number;
}

/** Where slots come from: this process alone, or a store that several processes share. A lane is what is counted by itself. */
export interface Slots {
  /**
   * Takes the next free slot of a lane: the milliseconds from now until it. With `isInstead` it gives back the one taken last, which
   * was not used. Does not reject.
   */
  readonly take: (lane: string, pace: Pace, isInstead?: boolean) => number | Promise<number>;
  /** In about how many milliseconds the n-th slot from now (1 is the next one) will be, if it is taken. */
  readonly forecast: (lane: string, pace: Pace, n: number) => number;
  /** How many slots of the window that ends now are not taken, as far as is known. */
  readonly free: (lane: string, pace: Pace) => number;
  /** A number that changes with each slot that anybody takes. @default others take slots of which this process is not told */
  readonly revision?: () => number;
}

/** Slots of this process alone. `now` is in milliseconds, on a clock that never goes back. */
export function createLocalSlots(now: () => number = () => performance.now()): Slots {
  /** By lane, the latest slots, oldest first. */
  const taken = new Map<string, number[]>();
  let revision = 0;
  return {
    take: (lane, pace, isInstead = false) => {
      const time = now();
      revision += 1;
      const latest = taken.get(lane) ?? [];
      taken.set(lane, latest);
      if (isInstead) latest.pop();
      const slot = nextSlot(latest, pace, time);
      latest.push(slot);
      // One more than counts, for when the last one is given back.
      if (latest.length > pace.count + 1) latest.splice(0, latest.length - pace.count - 1);
      return slot - time;
    },
    forecast: (lane, pace, n) => {
      const time = now();
      return nthSlot(taken.get(lane) ?? [], pace, time, n) - time;
    },
    free: (lane, pace) => freeSlots(taken.get(lane) ?? [], pace, now()),
    revision: () => revision,
  };
}

/** How many slots of the window that ends now are not taken; those that are, oldest first. */
export function freeSlots(taken: readonly number[], { count, windowMs }: Pace, time: number): number {
  const since = time - windowMs;
  // Halves those among which the first one of the window is.
  let from = 0;
  let to = taken.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((taken[middle] ?? Infinity) > since) to = middle;
    else from = middle + 1;
  }
  return Math.max(0, count - (taken.length - from));
}

/** The earliest slot after those taken, given oldest first. */
export function nextSlot(taken: readonly number[], { count, windowMs, gapMs }: Pace, time: number): number {
  const last = taken.at(-1) ?? -Infinity;
  const windowAgo = taken.at(-count) ?? -Infinity;
  return Math.max(time, last + gapMs, windowAgo + windowMs);
}

/** The n-th slot from now (1 is the next one), when all of them are taken. */
export function nthSlot(taken: readonly number[], { count, windowMs, gapMs }: Pace, time: number, n: number): number {
  // A full window later everything is as it is now.
  const windows = Math.floor((n - 1) / count);
  let slot = taken.at(-1) ?? -Infinity;
  // Each has the one before it, and one that is taken already a window before it.
  for (let place = taken.length - count, left = (n - 1) % count; left >= 0; left -= 1, place += 1)
    slot = Math.max(time, slot + gapMs, place < 0 ? time : (taken[place] ?? time) + windowMs);
  return slot + windows * windowMs;
}
