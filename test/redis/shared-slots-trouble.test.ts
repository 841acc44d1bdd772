import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { redisMissing, startRedis } from '../helpers/redis-server.ts';
import { createTaker, mostInWindow, pace, settledMs } from '../helpers/slot-takers.ts';

// Nearly all of their time is waiting.
const redisTest = test.skipIf(redisMissing).concurrent;

redisTest(
  'a flushed Redis forgets slots, and none is given that it may have forgotten (skipped without redis-server)',
  async () => {
    await using server = await startRedis();
    await using a = await createTaker(server.url);
    await using b = await createTaker(server.url);
    await sleep(settledMs(a.redis));
    for (const taker of [a, b]) taker.run();
    for (let flush = 0; flush < 4; flush += 1) {
      await sleep(300);
      expect(server.cli('FLUSHALL')).toBe('OK');
    }
    await sleep(settledMs(a.redis) + 500);
    for (const taker of [a, b]) await taker.stop();
    expect(mostInWindow([a, b])).toBeLessThanOrEqual(pace.count);
  },
);

redisTest('a slot that is yet to come counts although Redis forgot it (skipped without redis-server)', async () => {
  await using server = await startRedis();
  await using a = await createTaker(server.url);
  await using b = await createTaker(server.url);
  await sleep(settledMs(a.redis));
  for (let n = 0; n < pace.count; n += 1) await sleep(await a.take());
  expect(await a.take()).toBeGreaterThan(0);
  expect(server.cli('FLUSHALL')).toBe('OK');
  for (let n = 0; n < pace.count; n += 1) await b.take();
  expect(mostInWindow([a, b])).toBeLessThanOrEqual(pace.count);
});

redisTest.for(['flushed', 'stopped'])(
  'one process has used up the budget, Redis is %s, and another waits a window (skipped without redis-server)',
  async (event) => {
    await using server = await startRedis();
    await using a = await createTaker(server.url);
    await using b = await createTaker(server.url);
    await sleep(settledMs(a.redis));
    a.run();
    await sleep(3.5 * pace.windowMs);
    if (event === 'flushed') server.cli('FLUSHALL');
    else await server.stop();
    b.run();
    await sleep(5 * pace.windowMs);
    for (const taker of [a, b]) await taker.stop();
    expect(mostInWindow([a, b])).toBeLessThanOrEqual(pace.count);
    expect(b.times.length).toBeGreaterThan(0);
  },
);

redisTest(
  'while Redis is gone each process keeps to its share, and shares again after (skipped without redis-server)',
  async () => {
    await using server = await startRedis();
    await using a = await createTaker(server.url);
    await using b = await createTaker(server.url);
    await sleep(settledMs(a.redis));
    for (const taker of [a, b]) taker.run();
    await sleep(500);
    await server.stop();
    const stopped = performance.now();
    await sleep(1_000);
    const down = [a, b].map(({ times }) => times.filter((time) => time > stopped + 2 * pace.windowMs));
    await server.start();
    await sleep(settledMs(a.redis) + 1_500);
    for (const taker of [a, b]) await taker.stop();
    expect(mostInWindow([a, b])).toBeLessThanOrEqual(pace.count);
    for (const times of down) expect(times.length).toBeGreaterThan(0);
    for (const { messages } of [a, b])
      expect(messages).toEqual([
        expect.stringMatching(/^Redis at redis:\/\/127\.0\.0\.1:\d+ does not serve \(.+\): until it does/),
        expect.stringMatching(/serves again/),
      ]);
  },
);

redisTest('a Redis that answers nothing is one that is gone (skipped without redis-server)', async () => {
  await using server = await startRedis();
  await using a = await createTaker(server.url);
  await using b = await createTaker(server.url);
  await sleep(settledMs(a.redis));
  for (const taker of [a, b]) taker.run();
  await sleep(500);
  server.freeze();
  const frozen = performance.now();
  await sleep(1_600);
  server.thaw();
  const thawed = performance.now();
  await sleep(settledMs(a.redis) + 1_500);
  for (const taker of [a, b]) await taker.stop();
  expect(mostInWindow([a, b])).toBeLessThanOrEqual(pace.count);
  for (const { times, messages } of [a, b]) {
    expect(times.some((time) => time > frozen + 400 + pace.windowMs && time < thawed)).toBe(true);
    expect(messages).toEqual([expect.stringContaining('no answer in 400 ms'), expect.stringMatching(/serves again/)]);
  }
});

redisTest('many short failures never add up to more than the budget (skipped without redis-server)', async () => {
  await using server = await startRedis();
  await using a = await createTaker(server.url);
  await using b = await createTaker(server.url);
  await using c = await createTaker(server.url);
  const takers = [a, b, c];
  await sleep(settledMs(a.redis));
  for (const taker of takers) taker.run();
  for (const pauseMs of [100, 350, 700, 1_500, 300]) {
    await sleep(pauseMs);
    await server.stop();
    await sleep(pauseMs / 2);
    await server.start();
  }
  await sleep(settledMs(a.redis) + 500);
  for (const taker of takers) await taker.stop();
  expect(mostInWindow(takers)).toBeLessThanOrEqual(pace.count);
});
