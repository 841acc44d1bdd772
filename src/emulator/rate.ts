/** The documented rate limit: in each calendar second of arrival the first N calls succeed and the rest are refused. */
import { requestLimitExceeded } from './refusal.ts';

/**
 * Counts one call of a key, or throws `RequestLimitExceeded` with the count of that second. `others` is how many requests
 * came before it at the start of the second, from elsewhere.
 */
export type RateLimit = (key: string, arrivedAtMs: number, others?: number) => void;

/** Calls are counted once their body was read, so one of an earlier second may come after one of a later second. */
const keptSeconds = 4;

export function createRateLimit(perSecond: number): RateLimit {
  const counters = new Map<string, Map<number, number>>();
  return (key, arrivedAtMs, others = 0) => {
    const second = Math.floor(arrivedAtMs / 1000);
    const counts = counters.get(key) ?? new Map<number, number>();
    counters.set(key, counts);
    const count = (counts.get(second) ?? 0) + 1;
    counts.set(second, count);
    if (counts.size > keptSeconds) counts.delete(Math.min(...counts.keys()));
    if (others + count > perSecond) throw requestLimitExceeded(others + count, perSecond);
  };
}
