/** Redis as this process sees it: commands with a time limit, on a link that is opened again for ever. */
import { keepLink, longestPauseMs } from './keep-link.ts';
import { loadRedisLibrary } from './library.ts';
import { openLink } from './link.ts';
import { readRedisUrl, withoutPassword } from './target.ts';
import { withinLimit } from './time-limit.ts';
import { createTrouble } from './trouble.ts';

export interface Redis {
  /**
   * Runs a command where its key lives. Rejects at once while there is no link and after the time limit otherwise. A command that
   * fails closes the link, so that nothing piles up behind it; `NOSCRIPT` is an answer, not a failure. The purpose tells apart
   * what a server may refuse while it serves the rest. @default the name of the command
   */
  readonly run: (key: string, command: readonly [string, ...string[]], purpose?: string) => Promise<unknown>;
  /** Calls at once with whether Redis serves, and again at each change. */
  readonly watch: (listener: (sound: boolean) => void) => void;
  /** Milliseconds within which every process notices that Redis serves again. */
  readonly noticeMs: number;
  /** Ends the link. Commands under way reject. */
  readonly close: () => void;
}

export interface RedisOptions {
  readonly url: string;
  /** Told once when Redis stops to serve, and once when it serves again. Never a password. */
  readonly onTrouble: (message: string) => void;
  /** Milliseconds that a command may take. @default 150 */
  readonly limitMs?: number;
  /** Milliseconds that opening a link may take. @default 1000 */
  readonly openMs?: number;
}

/** Milliseconds that a command, and the opening of a link, may take unless told otherwise. */
export const redisLimits = { limitMs: 150, openMs: 1_000 } as const;

/** Resolves when the first link is open or has failed. Rejects only for a malformed URL and without the client library. */
export async function connectRedis({
  url,
  onTrouble,
  limitMs = redisLimits.limitMs,
  openMs = redisLimits.openMs,
}: RedisOptions): Promise<Redis> {
  const target = readRedisUrl(url);
  const { roots, name } = target;
  const library = await loadRedisLibrary();
  const trouble = createTrouble((problem) => {
    onTrouble(
      problem === undefined
        ? `Redis at ${name} serves again: rate and cache are shared`
        : `Redis at ${name} does not serve (${withoutPassword(problem, target)}): until it does, this process keeps to its ` +
            'share of the rate and to a cache of its own',
    );
  });
  const link = await keepLink({
    // Each attempt starts from another node, so that one that is gone does not hide those that are there.
    open: (n, signal, onFailure) =>
      openLink({ library, target, root: roots[n % roots.length] ?? roots[0], connectMs: openMs, signal, onFailure }),
    openMs,
    onOpen: trouble.served,
    onFailure: trouble.failed,
  });
  return {
    run: async (key, command, purpose = command[0]) => {
      const open = link.current();
      if (open === undefined) throw new Error('there is no link to Redis');
      try {
        const reply = await withinLimit(open.send(key, command), limitMs);
        link.serves();
        trouble.served(purpose);
        return reply;
      } catch (error) {
        if (isUnknownScript(error)) throw error;
        // Told first, or this would pass for a failure of the link.
        if (error instanceof library.ErrorReply) trouble.failed(error, purpose);
        open.fail(error);
        throw error;
      }
    },
    watch: trouble.watch,
    // An attempt may have begun just before Redis served again; the next may need all its time.
    noticeMs: roots.length * (openMs + longestPauseMs) + openMs,
    close: link.close,
  };
}

/** Whether Redis answered that it does not have a script of that digest. */
export function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}
