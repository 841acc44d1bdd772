/** Tries in Redis what replicas do there, with their own code and with keys that no replica uses. */
import { randomBytes } from 'node:crypto';
import { maxSkewMs } from '../../reads/shared-readings.ts';
import { createLedger } from '../../redis/ledger.ts';
import { createSharedCache } from '../../redis/shared-cache.ts';
import { reasonOf } from '../reason.ts';
import { adviceFor } from './redis-advice.ts';
import type { Reached } from './redis-open.ts';
import type { RedisCheck } from './report.ts';

/** Milliseconds of our clock before and after, and of the clock of Redis in between. */
export interface ClockReading {
  readonly before: number;
  readonly there: number;
  readonly after: number;
}

/** One slot of a lane that nobody waits for. */
const slot = { lane: 'doctor', count: 1, windowMs: 1, gapMs: 0, leadMs: 0, youngLeadMs: 0 } as const;

/** Takes a slot from a ledger of its own, which is then deleted. Its key is always the same: if one is left over, the next takes it. */
export async function checkRate({
  probe,
  server,
  prefix,
}: Reached): Promise<{ readonly check: RedisCheck; readonly clock?: ClockReading }> {
  const facts = { subject: 'Redis rate', server } as const;
  const key = `${prefix}:doctor:slots`;
  const ledger = createLedger(probe, key, randomBytes(6).toString('hex'));
  try {
    // The first time the script may have to be sent, and the time taken says little.
    await ledger.write(0, slot);
    const before = Date.now();
    const { now } = await ledger.write(0, slot);
    const after = Date.now();
    await ledger.leave();
    return {
      check: { verdict: 'ok', ...facts, finding: 'can be shared: the scripts run' },
      clock: { before, there: now, after },
    };
  } catch (error) {
    const finding = `cannot be shared: ${reasonOf(error)}${adviceFor(error)}`;
    return { check: { verdict: 'FAIL', ...facts, finding } };
  } finally {
    await probe.run(key, ['DEL', key]).catch(() => undefined);
  }
}

/** Milliseconds after which Redis forgets what is left here. */
const keepMs = 10_000;

/** Writes and reads a value, and claims a key, which nobody can then claim again. */
export async function checkCache({ probe, server, prefix }: Reached): Promise<RedisCheck> {
  const facts = { subject: 'Redis cache', server } as const;
  const problems: unknown[] = [];
  // The cache keeps failures to itself, because requests go on without it.
  const run: typeof probe.run = (key, command) =>
    probe.run(key, command).catch((error: unknown) => {
      problems.push(error);
      throw error;
    });
  const cache = createSharedCache({ redis: { run }, prefix });
  const key = `doctor:${randomBytes(6).toString('hex')}`;
  cache.set(key, key, keepMs);
  const isKept = (await cache.get(key)) === key;
  const isClaimedOnce = (await cache.claim(key, keepMs)) && !(await cache.claim(key, keepMs));
  if (isKept && isClaimedOnce) return { verdict: 'ok', ...facts, finding: 'can be shared' };
  const [problem = new Error('what was written is not there')] = problems;
  return { verdict: 'FAIL', ...facts, finding: `cannot be shared: ${reasonOf(problem)}${adviceFor(problem)}` };
}

/**
 * The rate goes by the clock of Redis, whatever it says. But what one replica has read seems to come from the future to another that
 * is too far behind: with both of them within half of that of Redis it does not.
 */
export function checkRedisClock({ server }: Reached, { before, there, after }: ClockReading): RedisCheck {
  const skewMs = (before + after) / 2 - there;
  const skewSeconds = Math.round(skewMs / 100) / 10 + 0;
  const facts = { subject: 'Redis clock', server, skewSeconds } as const;
  const size = `${String(Math.abs(skewSeconds))} s`;
  const where = skewSeconds === 0 ? 'in step with' : `${size} ${skewSeconds < 0 ? 'behind' : 'ahead of'}`;
  if (Math.abs(skewMs) - (after - before) / 2 <= maxSkewMs / 2)
    return { verdict: 'ok', ...facts, finding: `${where} Redis` };
  const finding =
    `${where} Redis: replicas whose clocks differ by more than ${String(maxSkewMs / 1_000)} s do not share what they read; ` +
    'set the clock of this machine or of Redis, such as by NTP';
  return { verdict: 'note', ...facts, finding };
}
