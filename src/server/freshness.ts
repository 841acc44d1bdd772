/** How old what one request was told is. */
import type { Reading } from '../reads/index.ts';

export class Freshness {
  #isStale = false;
  #freshUntil = Infinity;
  #readAt: number | undefined;
  readonly #parts: (() => boolean)[] = [];

  /** Takes note of something that the answer is made of; `isStill` tells whether memory would serve the very same. */
  note({ freshUntil, isStale, readAt }: Reading<unknown>, isStill: () => boolean): void {
    if (freshUntil < this.#freshUntil) this.#freshUntil = freshUntil;
    if (isStale) this.#isStale = true;
    if (this.#readAt === undefined || readAt < this.#readAt) this.#readAt = readAt;
    this.#parts.push(isStill);
  }

  /** Milliseconds for which all of it still counts as fresh: Infinity when nothing was read. */
  leftMs(): number {
    return Math.max(0, this.#freshUntil - performance.now());
  }

  /** Whether some of it was too old when it was served. */
  isStale(): boolean {
    return this.#isStale;
  }

  /** Whether all of it is still fresh, and would be served again. */
  isUnchanged(): boolean {
    return !this.#isStale && performance.now() < this.#freshUntil && this.#parts.every((isStill) => isStill());
  }

  /** When the oldest part was read, in milliseconds since the epoch; undefined when nothing was. */
  readAt(): number | undefined {
    return this.#readAt;
  }
}

/** What an answer with stale parts says of them in its extension `tione`; undefined where all is fresh. */
export function staleMark(freshness: Freshness): { readonly isStale: true; readonly readAt: string } | undefined {
  const readAt = freshness.isStale() ? freshness.readAt() : undefined;
  return readAt === undefined ? undefined : { isStale: true, readAt: new Date(readAt).toISOString() };
}
