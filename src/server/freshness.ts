/** How old what one request was told is. */
import type { Reading } from '../reads/index.ts';

export interface Freshness {
  /** Takes note of something that the answer is made of. */
  readonly note: (reading: Reading<unknown>) => void;
  /** Milliseconds for which all of it still counts as fresh: Infinity when nothing was read. */
  readonly leftMs: () => number;
  /** Whether some of it was too old when it was served. */
  readonly isStale: () => boolean;
  /** When the oldest part was read, in milliseconds since the epoch; undefined when nothing was. */
  readonly readAt: () => number | undefined;
}

export function createFreshness(): Freshness {
  let isStale = false;
  let freshUntil = Infinity;
  let oldest: number | undefined;
  return {
    note: (reading) => {
      freshUntil = Math.min(freshUntil, reading.freshUntil);
      isStale ||= reading.isStale;
      oldest = Math.min(oldest ?? Infinity, reading.readAt);
    },
    leftMs: () => Math.max(0, freshUntil - performance.now()),
    isStale: () => isStale,
    readAt: () => oldest,
  };
}
