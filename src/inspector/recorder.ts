/** Records how the reads of one operation are served. */
import type { Served, ServedFrom } from '../reads/index.ts';

export interface ReadCounts {
  readonly reads: Readonly<Record<ServedFrom, number>>;
  /** Attempts that went out for this operation, those apart that others had begun. */
  readonly upstreamCalls: number;
}

export const noReads: ReadCounts['reads'] = { upstream: 0, 'in-flight': 0, cache: 0, stale: 0, 'shared-cache': 0 };

/** One for each operation. */
export class Recorder {
  /** When the operation began, in milliseconds of `performance.now()`. */
  readonly beganAt = performance.now();
  /** What was served so far, in the order in which it was. */
  readonly served: readonly Served[];
  readonly #served: Served[] = [];
  #running = 0;
  #begun = 0;
  #waiting: (() => void)[] = [];

  constructor() {
    this.served = this.#served;
  }

  /** A read begins; what is returned is to be told how it was served. */
  watch(): (served: Served) => void {
    this.#running += 1;
    this.#begun += 1;
    return (end) => {
      this.#served.push(end);
      this.#running -= 1;
      if (this.#running > 0) return;
      for (const resolve of this.#waiting) resolve();
      this.#waiting = [];
    };
  }

  /** Reads so far, by how they were served, and the attempts to call the upstream that were made for them. */
  counts(): ReadCounts {
    const reads = { ...noReads };
    let upstreamCalls = 0;
    for (const { from, attempts } of this.#served) {
      reads[from] += 1;
      for (const { attempt, isOwn } of attempts) if (isOwn && attempt.sentAt !== undefined) upstreamCalls += 1;
    }
    return { reads, upstreamCalls };
  }

  /** Resolves when nothing more is under way: a read whose answer makes no further one begin. */
  async quiet(): Promise<void> {
    for (let before = -1; before !== this.#begun || this.#running > 0;) {
      await this.#untilNoneRuns();
      before = this.#begun;
      // Resolvers go on in microtasks and ticks, and all of those come before this.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #untilNoneRuns(): Promise<void> {
    return this.#running === 0 ? Promise.resolve() : new Promise((resolve) => void this.#waiting.push(resolve));
  }
}
