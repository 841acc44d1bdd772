/** What `doctor` says of things that cannot be brought about here, and how it breaks its lines. */
import { afterEach, expect, test, vi } from 'vitest';
import { checkCredential } from '../../src/cli/doctor/credential.ts';
import { checkServer } from '../../src/cli/doctor/redis-server.ts';
import { checkRedisClock } from '../../src/cli/doctor/redis-sharing.ts';
import type { Reached } from '../../src/cli/doctor/redis-open.ts';
import { toText } from '../../src/cli/doctor/text.ts';
import { readRedisUrl } from '../../src/redis/target.ts';
import { temporary } from '../helpers/secrets.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** A Redis that takes so many milliseconds for a command, on a clock that only it moves. */
function farAway(ms: number): Reached {
  vi.useFakeTimers({ toFake: ['performance'] });
  const target = readRedisUrl('redis://127.0.0.1:6379');
  const run = (): Promise<null> => {
    vi.advanceTimersByTime(ms);
    return Promise.resolve(null);
  };
  const probe = { run, close: () => undefined };
  return { probe, root: target.roots[0], server: target.name, target, prefix: 'tione-graphql:1' };
}

test.each([
  [75, 'ok', 'Redis 7.0.15 at redis://127.0.0.1:6379, round trip 75 ms'],
  [
    76,
    'note',
    'Redis 7.0.15 at redis://127.0.0.1:6379, round trip 76 ms; it is too far away: replicas wait 150 ms at the most',
  ],
])('a Redis that is %i ms away is %s', async (ms, verdict, finding) => {
  const check = await checkServer(farAway(ms), { product: 'Redis', version: '7.0.15' });
  expect(check).toMatchObject({ verdict, finding, ms });
});

test.each([
  // Within half a second each, two replicas are within one.
  [500, 0, 'ok', '0.5 s ahead of Redis'],
  [-600, 0, 'note', /^0\.6 s behind Redis: replicas whose clocks differ by more than 1 s do not share what they read/],
  // The clock was read somewhere within these 300 ms.
  [600, 300, 'ok', '0.6 s ahead of Redis'],
  [0, 0, 'ok', 'in step with Redis'],
])('a clock that is %i ms off, read within %i ms, is %s', (skewMs, tookMs, verdict, finding) => {
  const there = 1_800_000_000_000;
  const middle = there + skewMs;
  const reading = { before: middle - tookMs / 2, there, after: middle + tookMs / 2 };
  const check = checkRedisClock(farAway(1), reading);
  expect(check).toMatchObject({ verdict, skewSeconds: skewMs / 1_000 });
  expect(check.finding).toEqual(typeof finding === 'string' ? finding : expect.stringMatching(finding));
});

test('when temporary keys end is told, and nothing of the keys', () => {
  const expiresAt = Date.parse('2030-01-01T12:00:00Z');
  const check = checkCredential({ ...temporary, source: 'CVM role reader', expiresAt }, expiresAt - 90 * 60_000);
  expect(check).toEqual({
    verdict: 'ok',
    subject: 'credential',
    finding: 'from CVM role reader, until 2030-01-01T12:00:00.000Z (in 90 min); it is renewed before',
    source: 'CVM role reader',
    expiresAt: '2030-01-01T12:00:00.000Z',
  });
});

const check = {
  verdict: 'FAIL',
  subject: 'credential',
  finding:
    'no source has one of those credentials; set up one of these:\n  here: it is not there at all, nor anywhere else',
} as const;

test('in a terminal a finding goes on below itself, and no word is broken', () => {
  expect(toText(check, 80).split('\n')).toEqual([
    'FAIL  credential                     no source has one of those credentials; set',
    '                                       up one of these:',
    '                                       here: it is not there at all, nor',
    '                                         anywhere else',
  ]);
  for (const columns of [70, 80, 90, 100])
    for (const line of toText(check, columns).split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
  expect(toText(check, 500)).toBe(toText(check, 100));
});

test.each([undefined, 0, 40])('with %s columns it breaks only where it does itself', (columns) => {
  expect(toText(check, columns).split('\n')).toHaveLength(2);
});
