/** Records how the reads of one operation are served. */
import type { Served, ServedFrom } from '../reads/index.ts';

export interface Recorder {
  /** When the operation began, in milliseconds of `performance.now()`. */
  readonly beganAt: number;
  /** A read begins; what is returned is to be told how it was served. */
  readonly watch: () => (served: Served) => void;
  /** What was served so far, in the order in which it was. */
  readonly served: () => readonly Served[];
  /** Reads so far, by how they were served, and the attempts to call the upstream that were made for them. */
  readonly counts: () => ReadCounts;
  /** Resolves when nothing more is under way: a read whose answer makes no further one begin. */
  readonly quiet: () => Promise<void>;
}

export interface ReadCounts {
  readonly reads: Readonly<Record<ServedFrom, number>>;
  /** Attempts that went out for this operation, those apart that others had begun. */
  readonly upstreamCalls: number;
}

export const noReads: ReadCounts['reads'] = { upstream: 0, 'in-flight': 0, cache: 0, stale: 0, 'shared-cache': 0 };

export function createRecorder(): Recorder {
  const beganAt = performance.now();
  const served: Served[] = [];
  let running = 0;
  let begun = 0;
  let waiting: (() => void)[] = [];

  const untilNoneRuns = (): Promise<void> =>
    running === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve));
  return {
    beganAt,
    watch: () => {
      running += 1;
      begun += 1;
      return (end) => {
        served.push(end);
        running -= 1;
        if (running > 0) return;
        for (const resolve of waiting) resolve();
        waiting = [];
      };
    },
    served: () => served,
    counts: () => {
      const reads = { ...noReads };
      let upstreamCalls = 0;
      for (const { from, attempts } of served) {
        reads[from] += 1;
        for (const { attempt, isOwn } of attempts) if (isOwn && attempt.sentAt !== undefined) upstreamCalls += 1;
      }
      return { reads, upstreamCalls };
    },
    quiet: async () => {
      for (let before = -1; before !== begun || running > 0;) {
        await untilNoneRuns();
        before = begun;
        // Resolvers go on in microtasks and ticks, and all of those come before this.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
