/** Readings in a cache that several processes share, so that one of them reads for all. */
import type { Ending } from '../tione/cancellation.ts';
import type { SharedCache } from './shared-cache.ts';

/** A reading of some process's. */
export interface SharedReading {
  readonly value: unknown;
  /** When the upstream was asked, in milliseconds since the epoch. */
  readonly readAt: number;
}

export interface SharedReadings {
  /**
   * What is kept under a key. When that is not fresh and another process is about to read it, waits for that one; otherwise
   * this process may read it, and must say that it is `done`.
   */
  readonly find: (key: string, signal: Pick<Ending, 'aborted'>) => Promise<SharedReading | undefined>;
  readonly keep: (key: string, reading: SharedReading) => void;
  readonly done: (key: string) => void;
}

export interface SharedReadingsOptions {
  readonly cache: SharedCache;
  /** Milliseconds for which a reading counts as fresh. */
  readonly ttlMs: number;
  /** Milliseconds for which it is kept beyond that. */
  readonly staleMs: number;
}

/** Milliseconds for which one process may read before the others stop waiting for it: mostly enough, and no outage if it dies. */
const claimMs = 2_000;
/** Milliseconds between two looks for what another process reads. */
const lookMs = 25;

export function createSharedReadings({ cache, ttlMs, staleMs }: SharedReadingsOptions): SharedReadings {
  const look = async (key: string): Promise<SharedReading | undefined> => {
    const text = await cache.get(key);
    return text === undefined ? undefined : parse(text);
  };
  const isFresh = (reading: SharedReading | undefined): boolean =>
    reading !== undefined && Date.now() - reading.readAt < ttlMs;
  return {
    find: async (key, signal) => {
      let found = await look(key);
      if (isFresh(found)) return found;
      // Between the look and the claim another process may have ended reading.
      if (await cache.claim(key, claimMs)) return (await look(key)) ?? found;
      const until = performance.now() + claimMs;
      while (performance.now() < until && !signal.aborted) {
        await new Promise((resolve) => setTimeout(resolve, lookMs));
        found = await look(key);
        if (isFresh(found)) break;
      }
      return found;
    },
    keep: (key, reading) => {
      cache.set(key, JSON.stringify(reading), ttlMs + staleMs);
    },
    done: (key) => {
      cache.release(key);
    },
  };
}

/** The store may hold what another program wrote. */
function parse(text: string): SharedReading | undefined {
  try {
    const reading: unknown = JSON.parse(text);
    if (typeof reading !== 'object' || reading === null || !('value' in reading) || !('readAt' in reading))
      return undefined;
    const { value, readAt } = reading;
    return typeof readAt === 'number' && readAt <= Date.now() + maxSkewMs ? { value, readAt } : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds by which the clocks of two processes may differ. What comes from further ahead would seem fresh for too long. */
export const maxSkewMs = 1_000;
