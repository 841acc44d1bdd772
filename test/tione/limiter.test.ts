/** Calls go out in order, smoothly, and never too many in a window. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Slots } from '../../src/tione/slots.ts';
import { params, region } from './client-fakes.ts';
import { advance, idsOf, mostWithin, ok, setStage, upTo, useVirtualTime, type Answer } from './virtual-time.ts';

useVirtualTime();

const answeringAfter =
  (ms: number): Answer =>
  async (arrival) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return ok(arrival);
  };

test('20 calls at once go out over half a second, and the next 20 a window later', async () => {
  const { arrivals, ask, expectNothingLeft } = setStage();
  for (const id of upTo(40)) ask(id);
  await advance(0);
  expect(idsOf(arrivals)).toEqual([0]);
  await advance(1_049);
  expect(idsOf(arrivals)).toEqual(upTo(20));
  const gaps = arrivals.slice(1).map(({ at }, index) => at - (arrivals[index]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(25);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(26);
  await advance(1);
  expect(arrivals.at(-1)?.id).toBe(20);
  await advance(600);
  expect(idsOf(arrivals)).toEqual(upTo(40));
  expectNothingLeft();
});

test('calls of a rate whose gaps no timer could keep go out at once, as far as the window allows', async () => {
  const { arrivals, ask, expectNothingLeft } = setStage(undefined, { requestsPerSecond: 600 });
  for (const id of upTo(700)) ask(id);
  await advance(0);
  expect(idsOf(arrivals)).toEqual(upTo(600));
  await advance(1_100);
  expect(idsOf(arrivals)).toEqual(upTo(700));
  expectNothingLeft();
});

test('whenever calls come, they go out in their order, never too many in a window, and none later than need be', async () => {
  const between = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 1_500 }));
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 30 }),
      fc.array(between, { minLength: 1, maxLength: 80 }),
      async (requestsPerSecond, pauses) => {
        const { arrivals, ask, now, expectNothingLeft } = setStage(undefined, { requestsPerSecond });
        const came: number[] = [];
        for (const [id, ms] of pauses.entries()) {
          await advance(ms);
          came.push(now());
          ask(id);
        }
        await advance((pauses.length / requestsPerSecond + 1) * 1_100);
        expect(idsOf(arrivals)).toEqual(upTo(pauses.length));
        const times = arrivals.map(({ at }) => at);
        expect(mostWithin(1_049, times)).toBeLessThanOrEqual(requestsPerSecond);
        for (const [id, at] of times.entries()) {
          const gapAfter = (times[id - 1] ?? -Infinity) + 500 / requestsPerSecond;
          const windowAfter = (times[id - requestsPerSecond] ?? -Infinity) + 1_100;
          // Timers know whole milliseconds only.
          expect(at - Math.max(came[id] ?? 0, gapAfter, windowAfter)).toBeLessThanOrEqual(2);
        }
        expectNothingLeft();
      },
    ),
    { seed: 20, numRuns: 60 },
  );
});

test.for<[number, number]>([
  [0, 9_950],
  [40, 9_950],
  [41, 10_400],
  [500, 10_400],
])('200 calls that take %i ms each go out within %i ms', async ([ms, within]) => {
  const { arrivals, ask } = setStage(answeringAfter(ms));
  for (const id of upTo(200)) ask(id);
  await advance(20_000);
  expect(arrivals).toHaveLength(200);
  expect(arrivals.at(-1)?.at).toBeGreaterThan(within - 100);
  expect(arrivals.at(-1)?.at).toBeLessThanOrEqual(within + 100);
});

test('actions do not wait for each other', async () => {
  const { client, arrivals, ask } = setStage();
  for (const id of upTo(100)) ask(id);
  await advance(500);
  expect(client.waitMs('DescribeTrainingModelVersions')).toBeGreaterThan(4_000);
  expect(client.waitMs('DescribeTrainingModelVersion')).toBe(0);
  ask(100, { action: 'DescribeTrainingModelVersion' });
  await advance(0);
  expect(arrivals.at(-1)).toMatchObject({ id: 100, at: 500 });
});

test('waitMs is what a call then waits', async () => {
  const { client, arrivals, ask, now } = setStage(answeringAfter(50));
  for (const id of upTo(70)) {
    const expected = now() + client.waitMs('DescribeTrainingModelVersions');
    ask(id);
    await advance(id % 7);
    if (id % 10 !== 0) continue;
    await advance(expected - now() + 2);
    const arrived = arrivals.find((arrival) => arrival.id === id)?.at ?? Infinity;
    expect(Math.abs(arrived - expected)).toBeLessThanOrEqual(1);
  }
});

test('waitMs does not count on answers that stay quick', async () => {
  const { client, ask, arrivals } = setStage();
  ask(0);
  await advance(10);
  const expected = 10 + client.waitMs('DescribeTrainingModelVersions', 99);
  for (const id of upTo(99)) ask(1 + id);
  await advance(20_000);
  expect(expected).toBeGreaterThan(4 * 1_100);
  expect(arrivals.at(-1)?.at).toBeLessThan(expected);
});

test('who leaves frees its place at once, and those behind move up', async () => {
  const { arrivals, ask, endOf, expectNothingLeft } = setStage();
  const asked = upTo(60).map((id) => ask(id));
  await advance(260);
  const left = [10, 15, ...upTo(60).slice(20, 40)];
  // The first in line has a slot already, which goes to the next one.
  expect(arrivals.at(-1)?.id).toBe(10);
  for (const id of [11, ...left]) asked[id]?.cancel();
  await advance(0);
  for (const id of [11, ...left.slice(1)]) {
    expect(endOf(id)).toMatchObject({ at: 260, error: { kind: 'cancelled' } });
  }
  await advance(28);
  expect(arrivals.at(-1)?.id).toBe(12);
  await advance(20_000);
  expect(idsOf(arrivals)).toEqual(upTo(60).filter((id) => id <= 10 || ![11, ...left].includes(id)));
  expect(arrivals.at(-1)?.at).toBeLessThan(1_700);
  expectNothingLeft();
});

test('whose signal has aborted before it asks takes no place', async () => {
  const { client, arrivals, ask, endOf } = setStage();
  for (const id of upTo(3)) ask(id);
  await advance(0);
  const waitMs = client.waitMs('DescribeTrainingModelVersions');
  ask(3).cancel();
  const signal = AbortSignal.abort();
  const late = client.call('DescribeTrainingModelVersions', params, { region, signal });
  await expect(late).rejects.toMatchObject({ kind: 'cancelled' });
  await advance(0);
  expect(endOf(3)).toMatchObject({ error: { kind: 'cancelled' } });
  expect(client.waitMs('DescribeTrainingModelVersions')).toBe(waitMs);
  await advance(1_000);
  expect(arrivals).toHaveLength(3);
});

test('without a limit all go out at once', async () => {
  const { client, arrivals, ask } = setStage(undefined, { requestsPerSecond: Infinity });
  for (const id of upTo(1_000)) ask(id);
  await advance(0);
  expect(arrivals).toHaveLength(1_000);
  expect(client.waitMs('DescribeTrainingModelVersions')).toBe(0);
});

test('slots may come from elsewhere, slowly: one is asked for at a time, and order and abort hold meanwhile', async () => {
  const lanes: string[] = [];
  let running = 0;
  const slots: Slots = {
    free: () => 0,
    take: async (lane) => {
      lanes.push(lane);
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 30));
      running -= 1;
      return 70;
    },
    forecast: (_lane, _pace, n) => n * 100,
  };
  const { arrivals, ask, endOf, expectNothingLeft } = setStage(undefined, { slots });
  const asked = upTo(5).map((id) => ask(id));
  await advance(110);
  asked[1]?.cancel();
  await advance(0);
  expect(endOf(1)).toMatchObject({ at: 110, error: { kind: 'cancelled' } });
  ask(5, { patienceMs: 250 });
  await advance(0);
  expect(endOf(5)).toMatchObject({ at: 110, error: { kind: 'throttled' } });
  await advance(1_000);
  expect(arrivals.map(({ id, at }) => [id, at])).toEqual([
    [0, 100],
    [2, 200],
    [3, 300],
    [4, 400],
  ]);
  expect(new Set(lanes)).toEqual(new Set(['DescribeTrainingModelVersions']));
  expect(lanes).toHaveLength(4);
  expectNothingLeft();
});
