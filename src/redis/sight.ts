/**
 * What may be believed of the others' slots, by what was seen of Redis.
 *
 * - Redis fails: nothing for one window, because the others may just have used up the whole budget; then the share of one
 *   process. Slots still to come count against the share of who holds them, so each process must take the next slot of a lane
 *   only when the one before has come.
 * - Redis serves again: both rules at once, for as long as another process may still not have noticed, and one window more.
 * - After that what all processes did in the last window is in the ledger, and the ledger alone decides.
 *
 * So at any time either all slots of the last window are in the ledger, or every process keeps to its share: the sum is never too
 * much when Redis stops, stalls, forgets or moves for all of them. It can be when only some processes lose sight of Redis for more
 * than a window: those take their shares, and the others do not know.
 */
import type { Redis } from './connect.ts';

export interface Sight {
  /** Whether the ledger alone decides, so long after Redis began to serve. */
  readonly isClear: (graceMs: number) => boolean;
  /** The moment before which a share is not to be used. */
  readonly quietUntil: (windowMs: number) => number;
}

/** For so many milliseconds after Redis began to serve, no process can have gone beyond its share: a failure needs no quiet. */
type CalmMs = () => number;

export function createSight(redis: Redis, calmMs: CalmMs, now: () => number): Sight {
  let soundSince: number | undefined;
  let quietSince = -Infinity;
  redis.watch((sound) => {
    const time = now();
    if (!sound && (soundSince === undefined || time >= soundSince + calmMs())) quietSince = time;
    soundSince = sound ? time : undefined;
  });
  return {
    isClear: (graceMs) => soundSince !== undefined && now() >= soundSince + graceMs,
    quietUntil: (windowMs) => quietSince + windowMs,
  };
}
