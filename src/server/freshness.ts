/** How old what one request was told is. */
import type { Reading } from '../reads/index.ts';

export interface Freshness {
  /** Takes note of something that the answer is made of; `isStill` tells whether memory would serve the very same. */
  readonly note: (reading: Reading<unknown>, isStill: () => boolean) => void;
  /** Milliseconds for which all of it still counts as fresh: Infinity when nothing was read. */
  readonly leftMs: () => number;
  /** Whether some of it was too old when it was served. */
  readonly isStale: () => boolean;
  /** Whether all of it is still fresh, and would be served again. */
  readonly isUnchanged: () => boolean;
  /** When the oldest part was read, in milliseconds since the epoch; undefined when nothing was. */
  readonly readAt: () => number | undefined;
}

export function createFreshness(): Freshness {
  let isStale = false;
  let freshUntil = Infinity;
  let oldest: number | undefined;
  const parts: (() => boolean)[] = [];
  return {
    note: (reading, isStill) => {
      if (reading.freshUntil < freshUntil) freshUntil = reading.freshUntil;
      if (reading.isStale) isStale = true;
      if (oldest === undefined || reading.readAt < oldest) oldest = reading.readAt;
      parts.push(isStill);
    },
    leftMs: () => Math.max(0, freshUntil - performance.now()),
    isStale: () => isStale,
    isUnchanged: () => !isStale && performance.now() < freshUntil && parts.every((isStill) => isStill()),
    readAt: () => oldest,
  };
}

/** What an answer with stale parts says of them in its extension `tione`; undefined where all is fresh. */
export function staleMark(freshness: Freshness): { readonly isStale: true; readonly readAt: string } | undefined {
  const readAt = freshness.isStale() ? freshness.readAt() : undefined;
  return readAt === undefined ? undefined : { isStale: true, readAt: new Date(readAt).toISOString() };
}
