/** A cache in Redis that several processes share. */
import { randomBytes } from 'node:crypto';
import type { SharedCache } from '../reads/shared-cache.ts';
import type { Redis } from './connect.ts';
import { createScript } from './script.ts';

export interface SharedCacheOptions {
  readonly redis: Pick<Redis, 'run'>;
  /** Of all keys. What is kept under another one is never read, so the version of what is kept belongs into it. */
  readonly prefix: string;
}

/** Characters. A longer text is not shared, because every other command would wait behind it. */
const longest = 1_048_576;

/** A claim that expired may be another's by now. */
const releaseOwn = createScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`);

/** Keys have no hash tag, so that they spread over the nodes of a cluster. */
export function createSharedCache({ redis, prefix }: SharedCacheOptions): SharedCache {
  /** A process claims a key only once at a time, so one token will do for all its claims. */
  const token = randomBytes(12).toString('hex');
  const valueKey = (key: string): string => `${prefix}:value:${key}`;
  const claimKey = (key: string): string => `${prefix}:claim:${key}`;
  // Who watches Redis knows why.
  const unknown = (): undefined => undefined;
  return {
    get: async (key) => {
      const text = await redis.run(valueKey(key), ['GET', valueKey(key)]).catch(unknown);
      return typeof text === 'string' ? text : undefined;
    },
    set: (key, text, ttlMs) => {
      if (text.length > longest || ttlMs < 1) return;
      redis.run(valueKey(key), ['SET', valueKey(key), text, 'PX', milliseconds(ttlMs)]).catch(unknown);
    },
    claim: async (key, forMs) => {
      const command = ['SET', claimKey(key), token, 'NX', 'PX', milliseconds(forMs)] as const;
      return (await redis.run(claimKey(key), command).catch(unknown)) !== null;
    },
    release: (key) => {
      releaseOwn(redis, claimKey(key), [token]).catch(unknown);
    },
  };
}

function milliseconds(ms: number): string {
  return String(Math.max(1, Math.floor(ms)));
}
