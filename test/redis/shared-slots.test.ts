import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { redisMissing, startRedis } from '../helpers/redis-server.ts';
import { createTaker, mostInWindow, pace, settledMs } from '../helpers/slot-takers.ts';

const redisTest = test.skipIf(redisMissing);

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
    expect(mostInWindow([a, b])).toBe(pace.count);
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
    expect(mostInWindow([a, b])).toBe(pace.count);
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
  await sleep(1_200);
  server.thaw();
  const thawed = performance.now();
  await sleep(settledMs(a.redis) + 1_500);
  for (const taker of [a, b]) await taker.stop();
  expect(mostInWindow([a, b])).toBe(pace.count);
  for (const { times, messages } of [a, b]) {
    expect(times.some((time) => time > frozen + 600 && time < thawed)).toBe(true);
    expect(messages).toEqual([expect.stringContaining('no answer in 150 ms'), expect.stringMatching(/serves again/)]);
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
  expect(mostInWindow(takers)).toBe(pace.count);
});
