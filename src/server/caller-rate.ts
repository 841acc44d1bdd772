/** How often somebody may come in a minute, and how that is told. */
import type { RateLimiterRes } from 'rate-limiter-flexible';
import type { RefusedRequest } from './refuse.ts';

/** Seconds for which requests are counted together. */
const windowSeconds = 60;

export interface Rate {
  /** Counts one; answers what is left, or who must wait. */
  readonly take: (
    id: string,
  ) => Promise<{ readonly headers: Readonly<Record<string, string>>; readonly isOver: boolean }>;
}

/** So many requests in a minute for each id. `name` tells limits apart in headers. */
export function createRate(name: string, perMinute: number): Rate {
  let counting: ReturnType<typeof startCounting> | undefined;
  const policy = `"${name}";q=${String(perMinute)};w=${String(windowSeconds)}`;
  return {
    take: async (id) => {
      const spent = await (await (counting ??= startCounting(perMinute)))(id);
      const seconds = String(Math.max(1, Math.ceil(spent.msBeforeNext / 1000)));
      const isOver = spent.consumedPoints > perMinute;
      const left = `"${name}";r=${String(Math.max(0, spent.remainingPoints))};t=${seconds}`;
      return {
        isOver,
        headers: { 'ratelimit-policy': policy, ratelimit: left, ...(isOver ? { 'retry-after': seconds } : {}) },
      };
    },
  };
}

/** The library is loaded by the first request that is counted. */
async function startCounting(perMinute: number): Promise<(id: string) => Promise<RateLimiterRes>> {
  const { RateLimiterMemory, RateLimiterRes } = await import('rate-limiter-flexible');
  const limiter = new RateLimiterMemory({ points: perMinute, duration: windowSeconds });
  // It rejects with what it resolves to otherwise.
  return (id) =>
    limiter.consume(id).catch((reason: unknown) => {
      if (reason instanceof RateLimiterRes) return reason;
      throw reason;
    });
}

export function rateLimited(message: string, headers: Readonly<Record<string, string>>): RefusedRequest {
  return { status: 429, code: 'RATE_LIMITED', message, headers };
}
