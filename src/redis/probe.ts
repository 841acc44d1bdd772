/** A look at Redis by somebody who wants to know what is wrong with it: one link, and each failure as the server tells it. */
import { redisLimits, type Redis } from './connect.ts';
import { loadRedisLibrary } from './library.ts';
import { openLink } from './link.ts';
import { withoutPassword, type RedisRoot, type RedisTarget } from './target.ts';
import { withinLimit } from './time-limit.ts';
import { messageOf } from './trouble.ts';

export interface RedisProbe extends Pick<Redis, 'run'> {
  /** Ends the link. Commands under way reject. */
  readonly close: () => void;
}

/**
 * Opens a link as {@link connectRedis} does and with the same time limits, but only once. No error holds the password. Commands that
 * fail leave the link as it is.
 */
export async function probeRedis(target: RedisTarget, root: RedisRoot): Promise<RedisProbe> {
  const library = await loadRedisLibrary();
  const life = new AbortController();
  const told = (error: unknown) => new Error(withoutPassword(messageOf(error), target));
  const causes: unknown[] = [];
  try {
    const { openMs, limitMs } = redisLimits;
    const onFailure = (cause: unknown): void => {
      causes.push(cause);
    };
    const opening = openLink({ library, target, root, connectMs: openMs, signal: life.signal, onFailure });
    const send = await withinLimit(opening, openMs);
    return {
      run: (key, command) =>
        withinLimit(send(key, command), limitMs).catch((error: unknown) => {
          throw told(error);
        }),
      close: () => {
        life.abort();
      },
    };
  } catch (error) {
    life.abort();
    // What the opening itself rejects with is what came of the cause.
    throw told(causes[0] ?? error);
  }
}
