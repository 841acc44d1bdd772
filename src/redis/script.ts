/** Lua that runs in Redis as one step. */
import { createHash } from 'node:crypto';
import { isUnknownScript, type Redis } from './connect.ts';

/** A script on one key. */
export type Script = (redis: Pick<Redis, 'run'>, key: string, args: readonly (string | number)[]) => Promise<unknown>;

export function createScript(text: string): Script {
  const digest = createHash('sha1').update(text).digest('hex');
  return async (redis, key, args) => {
    const rest = ['1', key, ...args.map(String)];
    try {
      return await redis.run(key, ['EVALSHA', digest, ...rest], digest);
    } catch (error) {
      // A server that was restarted, or took over, does not have it.
      if (!isUnknownScript(error)) throw error;
      return redis.run(key, ['EVAL', text, ...rest], digest);
    }
  };
}
