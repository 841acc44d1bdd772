import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { redisMissing, startRedis } from '../helpers/redis-server.ts';
import { createTaker, mostInWindow, pace, settledMs } from '../helpers/slot-takers.ts';

// Nearly all of their time is waiting.
const redisTest = test.skipIf(redisMissing).concurrent;

redisTest(
  'three processes never take more than one budget, and equal parts of it (skipped without redis-server)',
  async () => {
    await using server = await startRedis();
    await using a = await createTaker(server.url);
    await using b = await createTaker(server.url);
    await using c = await createTaker(server.url);
    const takers = [a, b, c];
    for (const taker of takers) taker.run();
    await sleep(settledMs(a.redis) + 2_000);
    for (const taker of takers) await taker.stop();
    expect(mostInWindow(takers)).toBe(pace.count);
    const counts = takers.map(({ times }) => times.length);
    expect(Math.min(...counts)).toBeGreaterThan(60);
    expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(1.3);
    expect(takers.flatMap(({ messages }) => messages)).toEqual([]);
  },
);

redisTest('a slot that is given back counts for nobody (skipped without redis-server)', async () => {
  await using server = await startRedis();
  await using a = await createTaker(server.url);
  await using b = await createTaker(server.url);
  await sleep(settledMs(a.redis));
  // Were they all in the ledger, they would take eight windows.
  let waitMs = await a.take();
  for (let left = 8 * pace.count; left > 0; left -= 1) waitMs = await a.take(true);
  expect(waitMs).toBeLessThan(pace.windowMs);
  // Only its own are given back.
  for (let left = 2 * pace.count; left > 0; left -= 1) waitMs = await b.take();
  expect(await a.take(true)).toBeGreaterThan(waitMs - pace.windowMs);
});

redisTest('a process gets all that idle ones leave (skipped without redis-server)', async () => {
  await using server = await startRedis();
  await using a = await createTaker(server.url);
  await using idle = await createTaker(server.url);
  await sleep(settledMs(a.redis));
  a.run();
  await sleep(1_000);
  await a.stop();
  expect(mostInWindow([a])).toBe(pace.count);
  expect(idle.times).toEqual([]);
});
