/** Slots that several processes share through a ledger in Redis; without Redis, each keeps to its share. */
import { randomBytes } from 'node:crypto';
import { freeSlots, nextSlot, nthSlot, type Pace, type Slots } from '../tione/slots.ts';
import type { Redis } from './connect.ts';
import { createLedger, type Answer } from './ledger.ts';
import { createServerClock } from './server-clock.ts';
import { createReplicas, shareOf } from './share.ts';
import { createSight } from './sight.ts';

export interface SharedSlots extends Slots {
  /** Says goodbye to the others, so that they need not reckon with this process. To be called before Redis is closed. */
  readonly close: () => Promise<void>;
}

export interface SharedSlotsOptions {
  readonly redis: Redis;
  /** Of the key in Redis: processes with the same prefix share slots. */
  readonly prefix: string;
  /** Milliseconds, on a clock that never goes back. @default performance.now */
  readonly now?: () => number;
}

/** Milliseconds between signs of life: so long may it take until the others reckon with this process. */
const signMs = 1_000;
/** A slot is late when it is that many milliseconds ago by the time it is known. */
const lateMs = 1;

export function createSharedSlots({ redis, prefix, now = () => performance.now() }: SharedSlotsOptions): SharedSlots {
  const ledger = createLedger(redis, `${prefix}:slots`, randomBytes(6).toString('hex'));
  const clock = createServerClock();
  const replicas = createReplicas();
  /** By lane, the latest slots of this process, oldest first. */
  const taken = new Map<string, number[]>();
  /** Lanes whose latest slot of this process stands in the ledger. */
  const booked = new Set<string>();
  /** By lane, how many processes were taking slots when this one last did. */
  const active = new Map<string, number>();
  let longestWindowMs = 0;
  /** How long answers took of late: no slot is asked for that would be over by the time it is known. */
  let leadMs = lateMs;

  const sight = createSight(redis, () => 2 * longestWindowMs, now);
  // One window for the slots that others take until they notice, one more until those are over.
  const graceMs = (windowMs: number): number => redis.noticeMs + 2 * windowMs;
  const share = (pace: Pace): Pace => shareOf(pace, replicas.count());
  /** What this process may well get of the pace, by what the others have taken of late. */
  const expected = (lane: string, pace: Pace) => {
    const clear = sight.isClear(graceMs(share(pace).windowMs));
    return { clear, mine: clear ? shareOf(pace, active.get(lane) ?? 1) : share(pace) };
  };
  const nextOfShare = (lane: string, pace: Pace): number =>
    Math.max(nextSlot(taken.get(lane) ?? [], share(pace), now()), sight.quietUntil(pace.windowMs));

  const learn = (sentAt: number, windowMs: number, { now: serverNow, live, young }: Answer): void => {
    const receivedAt = now();
    clock.observe(sentAt, receivedAt, serverNow);
    leadMs = Math.max(lateMs, leadMs / 2, receivedAt - sentAt);
    replicas.learn(live, { young, settled: sight.isClear(graceMs(windowMs)) });
  };

  const takeFromLedger = async (lane: string, pace: Pace, isInstead: boolean): Promise<number> => {
    const { windowMs } = share(pace);
    const isBooked = booked.delete(lane);
    // A late slot is given back: used after its time it would crowd those that follow. Once, or a slow Redis would keep the call
    // waiting.
    for (let again = false; ; again = true) {
      const sentAt = now();
      const shareMs = Math.max(leadMs, nextOfShare(lane, pace) - sentAt);
      const lead = sight.isClear(graceMs(windowMs)) ? leadMs : shareMs;
      const answer = await ledger.write(graceMs(windowMs), {
        lane,
        ...pace,
        leadMs: lead,
        youngLeadMs: shareMs,
        isInstead: again || (isInstead && isBooked),
      });
      learn(sentAt, windowMs, answer);
      active.set(lane, answer.active);
      const slot = clock.here(answer.slot);
      if (again || slot >= now() - lateMs) {
        booked.add(lane);
        return slot;
      }
    }
  };

  const sign = (): void => {
    const sentAt = now();
    ledger.write(graceMs(longestWindowMs)).then(
      (answer) => {
        learn(sentAt, longestWindowMs, answer);
      },
      // Who watches Redis knows.
      () => undefined,
    );
  };
  const timer = setInterval(sign, signMs).unref();
  redis.watch((sound) => {
    if (sound) sign();
  });

  return {
    take: async (lane, pace, isInstead = false) => {
      longestWindowMs = Math.max(longestWindowMs, share(pace).windowMs);
      if (isInstead) taken.set(lane, (taken.get(lane) ?? []).slice(0, -1));
      const known = await takeFromLedger(lane, pace, isInstead).catch(() => nextOfShare(lane, pace));
      const slot = Math.max(known, now());
      taken.set(lane, [...(taken.get(lane) ?? []), slot].slice(-pace.count));
      return Math.max(0, slot - now());
    },
    forecast: (lane, pace, n) => {
      const time = now();
      const { clear, mine } = expected(lane, pace);
      const slot = nthSlot(taken.get(lane) ?? [], mine, time, n);
      return Math.max(slot, clear ? time : sight.quietUntil(pace.windowMs)) - time;
    },
    free: (lane, pace) =>
      sight.quietUntil(pace.windowMs) > now() ? 0 : freeSlots(taken.get(lane) ?? [], expected(lane, pace).mine, now()),
    close: async () => {
      clearInterval(timer);
      await ledger.leave().catch(() => undefined);
    },
  };
}
