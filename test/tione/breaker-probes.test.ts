/** How a host that was down is found to be up again. */
import { expect, test, vi } from 'vitest';
import type { Options } from './client-fakes.ts';
import {
  advance,
  broken,
  hanging,
  idsOf,
  mostWithin,
  ok,
  refusing,
  setHost,
  upTo,
  useVirtualTime,
  type Answer,
} from './virtual-time.ts';

useVirtualTime();

const unlimited: Options = { requestsPerSecond: Infinity };
const after =
  (ms: number, answer: Answer): Answer =>
  async (arrival) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return answer(arrival);
  };

/** A host that has just been found down, by calls 0 to 4. */
async function setDown(options: Options = unlimited) {
  const host = setHost(options, broken);
  for (const id of upTo(5)) host.ask(id);
  await advance(110);
  expect(host.arrivals).toHaveLength(5);
  return host;
}

test('one call a second tries the host, however many are asked for', async () => {
  const { arrivals, ask, ends } = await setDown();
  for (const id of upTo(400)) {
    ask(10 + id);
    ask(1_000 + id);
    await advance(25);
  }
  const probes = arrivals.slice(5).map(({ at }) => at);
  expect(probes).toHaveLength(10);
  expect(mostWithin(1_000, probes)).toBe(1);
  expect(ends).toHaveLength(805);
});

test.for([
  ['an answer', ok],
  ['an error of the upstream', refusing('InternalError')],
] as const)('%s ends it, and calls go out again', async ([, answer]) => {
  const { arrivals, ask, become, expectNothingLeft } = await setDown();
  become(answer);
  ask(5);
  await advance(1_000);
  for (const id of upTo(10)) ask(6 + id);
  await advance(0);
  expect(idsOf(arrivals)).toEqual([0, 1, 2, 3, 4, ...upTo(10).map((id) => 6 + id)]);
  expectNothingLeft();
});

test('after it has ended five faults are needed anew', async () => {
  const { arrivals, ask, become, endOf } = await setDown();
  become(ok);
  await advance(1_000);
  ask(5);
  await advance(0);
  become(broken);
  for (const id of upTo(6)) {
    ask(6 + id);
    await advance(0);
  }
  expect(arrivals).toHaveLength(5 + 1 + 5);
  expect(endOf(11).error?.retryAfterMs).toBe(1_000);
});

test('those who wait for a probe then go out in their order and at the rate of all', async () => {
  const { arrivals, ask, become, expectNothingLeft } = await setDown({});
  become(after(3_000, ok));
  await advance(1_500);
  for (const id of upTo(60)) {
    ask(5 + id);
    await advance(10);
  }
  expect(idsOf(arrivals)).toEqual(upTo(6));
  become(ok);
  await advance(20_000);
  expect(idsOf(arrivals)).toEqual(upTo(65));
  expect(
    mostWithin(
      1_049,
      arrivals.map(({ at }) => at),
    ),
  ).toBe(20);
  expectNothingLeft();
});

test('those who wait for a probe fail with it', async () => {
  const { arrivals, ask, become, endOf, expectNothingLeft } = await setDown();
  become(after(300, broken));
  await advance(1_000);
  for (const id of upTo(5)) ask(5 + id);
  await advance(300);
  for (const id of [6, 7, 8, 9]) {
    expect(endOf(id)).toMatchObject({ at: 1_410, error: { kind: 'unavailable', retryAfterMs: 1_000 } });
  }
  expect(arrivals).toHaveLength(6);
  expectNothingLeft();
});

test('who waits for the probe of somebody else may leave, and is never sent', async () => {
  const { arrivals, ask, become, endOf, expectNothingLeft } = await setDown();
  become(after(1_000, ok));
  await advance(1_000);
  ask(5);
  const { cancel } = ask(6);
  ask(7, { patienceMs: 500 });
  await advance(400);
  cancel();
  await advance(0);
  expect(endOf(6)).toMatchObject({ at: 1_510, error: { kind: 'cancelled' } });
  await advance(100);
  expect(endOf(7)).toMatchObject({ at: 1_610, error: { kind: 'deadline' } });
  await advance(5_000);
  expect(idsOf(arrivals)).toEqual(upTo(6));
  expectNothingLeft();
});

test('a probe whose caller leaves ends nothing, and the next comes a second after it', async () => {
  const { arrivals, ask, become, endOf, expectNothingLeft } = await setDown();
  become(hanging);
  await advance(1_000);
  const { cancel } = ask(5);
  ask(6);
  await advance(400);
  cancel();
  await advance(0);
  expect(endOf(5).error?.kind).toBe('cancelled');
  expect(endOf(6).error).toMatchObject({ kind: 'unavailable', retryAfterMs: 600 });
  await advance(599);
  ask(7);
  await advance(0);
  expect(endOf(7).error).toMatchObject({ kind: 'unavailable', retryAfterMs: 1 });
  // A probe that was on its way for more than a second makes room at once.
  await advance(1);
  const slow = ask(8);
  ask(9);
  ask(10);
  await advance(2_000);
  slow.cancel();
  become(after(100, ok));
  await advance(0);
  expect(idsOf(arrivals)).toEqual([...upTo(6), 8, 9]);
  await advance(100);
  expect(endOf(9).error).toBeUndefined();
  expect(idsOf(arrivals)).toEqual([...upTo(6), 8, 9, 10]);
  await advance(100);
  expectNothingLeft();
});

test('calls from before say nothing about the time after', async () => {
  const { arrivals, ask, become, ends } = setHost({ ...unlimited, attemptTimeoutMs: 3_000 }, hanging);
  for (const id of upTo(50)) ask(100 + id);
  await advance(1_500);
  become(broken);
  for (const id of upTo(51)) ask(200 + id);
  await advance(0);
  expect(ends).toHaveLength(51);
  become(ok);
  await advance(1_000);
  ask(300);
  await advance(0);
  // Only now do the first ones run out of time.
  await advance(1_000);
  expect(ends).toHaveLength(102);
  ask(301);
  await advance(0);
  expect(idsOf(arrivals).slice(-2)).toEqual([300, 301]);
});

test('a wall clock that is set back does not keep the host down', async () => {
  const { arrivals, ask, become } = await setDown();
  vi.setSystemTime(Date.now() - 3_600_000);
  become(ok);
  await advance(1_000);
  ask(5);
  await advance(0);
  expect(idsOf(arrivals)).toEqual(upTo(6));
});
