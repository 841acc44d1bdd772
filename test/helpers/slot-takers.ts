/** Processes that take slots from one Redis, each with a connection of its own, and what they took. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connectRedis, type Redis } from '../../src/redis/connect.ts';
import { createSharedSlots } from '../../src/redis/shared-slots.ts';
import type { Pace } from '../../src/tione/slots.ts';

export interface Taker extends AsyncDisposable {
  readonly redis: Redis;
  /** Moments of the slots that it took. */
  readonly times: number[];
  /** What was told of Redis. */
  readonly messages: string[];
  /** Takes one slot, in place of the last one if told so, and does not wait until it comes. */
  readonly take: (isInstead?: boolean) => Promise<number>;
  /** Takes one slot after the other, each when the one before has come, until told to stop. */
  readonly run: () => void;
  readonly stop: () => Promise<void>;
}

export const pace: Pace = { count: 12, windowMs: 200, gapMs: 0 };

/** The clock of Redis is read over a socket, and a slot is known a moment after it was taken: together a few milliseconds. */
const readingMs = 5;

export async function createTaker(url: string, prefix = 'test'): Promise<Taker> {
  const messages: string[] = [];
  // Several servers and all takers are on one machine, where a server may have to wait for its turn.
  const redis = await connectRedis({ url, onTrouble: (message) => messages.push(message), limitMs: 400, openMs: 500 });
  const slots = createSharedSlots({ redis, prefix });
  const times: number[] = [];
  let running = Promise.resolve();
  let stopped = false;
  const take = async (isInstead = false): Promise<number> => {
    const waitMs = await slots.take('lane', pace, isInstead);
    times.push(performance.now() + waitMs);
    return waitMs;
  };
  const takeOn = async (): Promise<void> => {
    while (!stopped) await sleep(await take());
  };
  const stop = (): Promise<void> => {
    stopped = true;
    return running;
  };
  return {
    redis,
    times,
    messages,
    take,
    run: () => {
      stopped = false;
      running = takeOn();
    },
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await slots.close();
      redis.close();
    },
  };
}

/** Milliseconds after which the ledger is old enough, and sight long enough, for the ledger alone to decide. */
export const settledMs = (redis: Redis): number => redis.noticeMs + 8 * pace.windowMs;

/** The most slots of all takers that any window holds. */
export function mostInWindow(takers: readonly Taker[], windowMs = pace.windowMs - readingMs): number {
  const times = takers.flatMap((taker) => taker.times).sort((a, b) => a - b);
  return Math.max(...times.map((start, index) => times.slice(index).filter((time) => time < start + windowMs).length));
}
