/** Who cannot be served in time is told so at once, and when to come back. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance, idsOf, ok, refusing, setStage, upTo, useVirtualTime, type Stage } from './virtual-time.ts';

useVirtualTime();

/** Fills the queue with callers of endless patience. */
async function fill({ ask, ends }: Stage, count: number): Promise<void> {
  for (const id of upTo(count)) ask(id);
  await advance(0);
  expect(ends).toHaveLength(1);
}

test('a call whose turn comes after its deadline fails at once, costs nothing, and is told when to come back', async () => {
  const stage = setStage();
  await fill(stage, 100);
  const before = stage.client.waitMs('DescribeTrainingModelVersions');
  stage.ask(100, { patienceMs: 2_000 });
  await advance(0);
  const { at, error } = stage.endOf(100);
  expect(at).toBe(0);
  expect(error).toMatchObject({ kind: 'throttled', retryable: true, upstreamCode: undefined });
  // Its turn less half of its patience.
  expect(error?.retryAfterMs).toBe(Math.ceil(before - 1_000));
  expect(stage.client.waitMs('DescribeTrainingModelVersions')).toBe(before);
  await advance(20_000);
  expect(idsOf(stage.arrivals)).toEqual(upTo(100));
  stage.expectNothingLeft();
});

test('a call that can just be served in time is', async () => {
  const stage = setStage();
  await fill(stage, 100);
  const patienceMs = Math.ceil(stage.client.waitMs('DescribeTrainingModelVersions'));
  stage.ask(100, { patienceMs: patienceMs + 1 });
  stage.ask(101, { patienceMs });
  await advance(20_000);
  expect(stage.endOf(100).error).toBeUndefined();
  expect(stage.endOf(101).error?.kind).toBe('throttled');
});

test('however many are turned away, each is served that comes back when it was told', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        requestsPerSecond: fc.integer({ min: 1, max: 30 }),
        waiting: fc.integer({ min: 50, max: 100 }),
        crowd: fc.integer({ min: 1, max: 60 }),
        longest: fc.double({ min: 0.01, max: 1, noNaN: true }),
        shares: fc.array(fc.double({ min: 0.55, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 }),
        startMs: fc.integer({ min: 0, max: 1_000 }),
      }),
      async ({ requestsPerSecond, waiting, crowd, longest, shares, startMs }) => {
        const stage = setStage(undefined, { requestsPerSecond });
        const { client, ask, endOf, expectNothingLeft } = stage;
        await fill(stage, waiting);
        await advance(startMs);
        // Nobody can be served at once, and nobody has less than half the time of another.
        const longestMs = longest * client.waitMs('DescribeTrainingModelVersions');
        const served: Promise<boolean>[] = upTo(crowd).map(async (index) => {
          const patienceMs = Math.floor(longestMs * (shares[index % shares.length] ?? 1));
          const first = await ask(1_000 + index, { patienceMs }).ended;
          expect(first.error?.kind).toBe('throttled');
          expect(first.at).toBe(startMs);
          await new Promise((resolve) => setTimeout(resolve, first.error?.retryAfterMs));
          return (await ask(2_000 + index, { patienceMs }).ended).error === undefined;
        });
        await advance((1 + (waiting + 2 * crowd) / requestsPerSecond) * 1_100 + 20_000);
        expect(await Promise.all(served)).toEqual(upTo(crowd).map(() => true));
        expect(endOf(waiting - 1).error).toBeUndefined();
        expectNothingLeft();
      },
    ),
    { seed: 21, numRuns: 50 },
  );
});

test('of a crowd of hundreds, too, each is told a turn that is kept', async () => {
  const stage = setStage();
  const patienceMs = 10_000;
  await fill(stage, 100);
  const crowd = 900;
  const told: number[] = [];
  const served = upTo(crowd).map(async (index) => {
    const first = await stage.ask(1_000 + index, { patienceMs }).ended;
    if (first.error === undefined) return true;
    told.push(first.error.retryAfterMs ?? 0);
    await new Promise((resolve) => setTimeout(resolve, first.error?.retryAfterMs));
    return (await stage.ask(10_000 + index, { patienceMs }).ended).error === undefined;
  });
  await advance(120_000);
  expect(await Promise.all(served)).toEqual(upTo(crowd).map(() => true));
  // The last of them have to wait for as long as it takes to serve all before them.
  expect(Math.max(...told)).toBeGreaterThan(40_000);
  stage.expectNothingLeft();
});

test('those who come back meet a queue that is never empty for want of them', async () => {
  const { arrivals, ask } = setStage();
  for (const id of upTo(100)) {
    const again = async (): Promise<void> => {
      const { error } = await ask(id, { patienceMs: 1_500 }).ended;
      if (error === undefined) return;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs));
      await again();
    };
    void again();
  }
  await advance(30_000);
  expect(arrivals).toHaveLength(100);
  expect(arrivals.at(-1)?.at).toBeLessThan(5_500);
});

test('nobody goes out after its deadline, whether its signal says so or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          afterMs: fc.integer({ min: 0, max: 60 }),
          patienceMs: fc.integer({ min: 1, max: 4_000 }),
          isSignalled: fc.boolean(),
        }),
        { minLength: 10, maxLength: 80 },
      ),
      fc.infiniteStream(fc.nat(9)),
      async (callers, luck) => {
        const throttled = refusing('RequestLimitExceeded');
        const stage = setStage((arrival) => (luck.next().value === 0 ? throttled : ok)(arrival), { attempts: 4 });
        const deadlines: number[] = [];
        for (const [id, { afterMs, patienceMs, isSignalled }] of callers.entries()) {
          await advance(afterMs);
          deadlines.push(stage.now() + patienceMs);
          stage.ask(id, { patienceMs, isSignalled });
        }
        await advance(30_000);
        for (const { id, at } of stage.arrivals) expect(at).toBeLessThanOrEqual(deadlines[id] ?? 0);
        expect(stage.ends).toHaveLength(callers.length);
        for (const { error } of stage.ends) expect([undefined, 'throttled']).toContain(error?.kind);
        stage.expectNothingLeft();
      },
    ),
    { seed: 22, numRuns: 40 },
  );
});

test('a deadline that has passed before the call is asked for is a deadline, limit or none', async () => {
  for (const requestsPerSecond of [20, Infinity]) {
    const { arrivals, ask } = setStage(undefined, { requestsPerSecond });
    const { error } = await ask(0, { patienceMs: -1, isSignalled: false }).ended;
    expect(error).toMatchObject({ kind: 'deadline', retryAfterMs: undefined });
    expect(arrivals).toEqual([]);
  }
});

test('a deadline that passes in the queue, because slots come later than foretold, is the fault of the rate', async () => {
  const slots = { take: () => 400, forecast: (_lane: string, _pace: object, n: number) => n * 100, free: () => 0 };
  const { arrivals, ask, endOf, expectNothingLeft } = setStage(undefined, { slots });
  ask(0);
  ask(1, { patienceMs: 300 });
  ask(2, { patienceMs: 300, isSignalled: false });
  ask(3);
  await advance(300);
  expect(endOf(1)).toMatchObject({ at: 300, error: { kind: 'throttled' } });
  await advance(500);
  expect(endOf(2)).toMatchObject({ at: 800, error: { kind: 'throttled' } });
  expect(arrivals.map(({ id, at }) => [id, at])).toEqual([
    [0, 400],
    [3, 800],
  ]);
  expectNothingLeft();
});
