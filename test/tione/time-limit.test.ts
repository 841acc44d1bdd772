/** An attempt that takes too long is ended, so that there is time for another one. */
import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { params, region, type Options } from './client-fakes.ts';
import { advance, hanging, ok, setStage, upTo, useVirtualTime } from './virtual-time.ts';

useVirtualTime();

const unlimited: Options = { requestsPerSecond: Infinity };

test('an attempt that hangs is ended down to the socket, and tried again', async () => {
  const { arrivals, ask, endOf, expectNothingLeft } = setStage(
    (arrival) => (arrivals.length === 1 ? hanging : ok)(arrival),
    { ...unlimited, attempts: 2, random: () => 0 },
  );
  ask(0, { patienceMs: 10_000 });
  await advance(4_999);
  expect(arrivals[0]?.signal.aborted).toBe(false);
  await advance(1);
  expect(arrivals[0]?.signal.aborted).toBe(true);
  await advance(1);
  expect(arrivals).toHaveLength(2);
  expect(endOf(0).error).toBeUndefined();
  expect(arrivals[1]?.signal.aborted).toBe(false);
  expectNothingLeft();
});

test('a host that hangs is unavailable, after as many attempts as there may be', async () => {
  const { arrivals, ask, endOf, expectNothingLeft } = setStage(hanging, {
    ...unlimited,
    attempts: 3,
    attemptTimeoutMs: 1_000,
    random: () => 0.5,
  });
  ask(0);
  await advance(3_299);
  expect(arrivals.map(({ at }) => at)).toEqual([0, 1_100, 2_300]);
  await advance(1);
  const { at, error } = endOf(0);
  expect(at).toBe(3_300);
  expect(error).toMatchObject({ kind: 'unavailable', retryable: true });
  expect(error?.message).toContain('no answer within 1000 ms');
  expectNothingLeft();
});

test("the caller's own deadline stays a deadline, and its leaving a cancellation", async () => {
  const { arrivals, ask, endOf, expectNothingLeft } = setStage(hanging, { ...unlimited, attempts: 4 });
  ask(0, { patienceMs: 3_000 });
  const { cancel } = ask(1);
  await advance(1_000);
  cancel();
  await advance(2_000);
  expect(endOf(0)).toMatchObject({ at: 3_000, error: { kind: 'deadline' } });
  expect(endOf(1)).toMatchObject({ at: 1_000, error: { kind: 'cancelled' } });
  await advance(20_000);
  expect(arrivals.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  expectNothingLeft();
});

test('the time that a call waits for its turn does not count', async () => {
  const { ask, endOf } = setStage(ok, { requestsPerSecond: 1, attemptTimeoutMs: 100 });
  ask(0);
  ask(1);
  await advance(2_000);
  expect(endOf(1)).toMatchObject({ at: 1_100 });
  expect(endOf(1).error).toBeUndefined();
});

test('who provides sockets or credentials need not listen to the signal', async () => {
  const deaf = setStage(() => new Promise(() => undefined), unlimited);
  const slow = setStage(ok, { ...unlimited, credentials: () => new Promise(() => undefined) });
  for (const { ask, endOf, expectNothingLeft } of [deaf, slow]) {
    const { cancel } = ask(0);
    ask(1, { patienceMs: 2_000 });
    ask(2);
    await advance(1_000);
    cancel();
    await advance(4_000);
    expect(endOf(0).error?.kind).toBe('cancelled');
    expect(endOf(1).error?.kind).toBe('deadline');
    expect(endOf(2).error?.kind).toBe('unavailable');
    expectNothingLeft();
  }
});

test('a signal that serves many calls gathers no listeners', async () => {
  const { client, expectNothingLeft } = setStage(ok, unlimited);
  const { signal } = new AbortController();
  const asking = { ...params, Limit: 1 };
  const calls = upTo(100).map(() => client.call('DescribeTrainingModelVersions', asking, { region, signal }));
  await advance(0);
  await Promise.all(calls);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expectNothingLeft();
});
