/** When the upstream refuses calls for their rate, because others use the account too, calls slow down for a while. */
import { expect, test } from 'vitest';
import { createLocalSlots, type Slots } from '../../src/tione/slots.ts';
import {
  advance,
  idsOf,
  mostWithin,
  ok,
  refusing,
  setStage,
  upTo,
  useVirtualTime,
  type Answer,
} from './virtual-time.ts';

useVirtualTime();

/** Milliseconds, for a minute after a refusal. */
const longWindowMs = 1_200;
const throttled = refusing('RequestLimitExceeded.UinLimitExceeded');

/** Refuses the calls with these numbers. */
const refusingOnly =
  (...ids: readonly number[]): Answer =>
  (arrival) =>
    (ids.includes(arrival.id) ? throttled : ok)(arrival);

const timesOf = (arrivals: readonly { readonly at: number }[]): readonly number[] => arrivals.map(({ at }) => at);

/** How many calls go out in the window that begins at a time, when more wait than can. */
const inWindow = (arrivals: readonly { readonly at: number }[], from: number): number =>
  timesOf(arrivals).filter((at) => at >= from && at < from + longWindowMs - 1).length;

test('after a refusal nothing goes out for half a second, not even what had its slot', async () => {
  const { arrivals, ask, expectNothingLeft } = setStage(refusingOnly(3));
  for (const id of upTo(30)) ask(id);
  await advance(3_000);
  const refusedAt = arrivals[3]?.at ?? 0;
  expect(idsOf(arrivals)).toEqual(upTo(30));
  expect((arrivals[4]?.at ?? 0) - refusedAt).toBeGreaterThanOrEqual(500);
  expect((arrivals[4]?.at ?? 0) - refusedAt).toBeLessThan(560);
  await advance(10_000);
  expectNothingLeft();
});

test('a slot that was taken when a refusal came is given back', async () => {
  const given: boolean[] = [];
  const local = createLocalSlots();
  const slots: Slots = {
    ...local,
    take: (lane, pace, isInstead = false) => {
      given.push(isInstead);
      return local.take(lane, pace, isInstead);
    },
  };
  const { arrivals, ask } = setStage(refusingOnly(1), { slots });
  for (const id of upTo(4)) ask(id);
  await advance(2_000);
  expect(idsOf(arrivals)).toEqual(upTo(4));
  expect(given).toEqual([false, false, false, true, false]);
});

test('a refusal takes three tenths of the rate, which come back one by one, a second each', async () => {
  const { arrivals, ask } = setStage(refusingOnly(0));
  for (const id of upTo(1_000)) ask(id);
  await advance(30_000);
  // 14 a window to begin with; each window is a fifth longer than the second in which the rate grows.
  const first = inWindow(arrivals, 500);
  expect(first).toBeGreaterThanOrEqual(13);
  expect(first).toBeLessThanOrEqual(15);
  const later = upTo(20).map((index) => inWindow(arrivals, 500 + index * longWindowMs));
  for (const [index, calls] of later.entries()) expect(calls).toBeGreaterThanOrEqual((later[index - 1] ?? 0) - 1);
  expect(later.slice(8).every((calls) => calls >= 19)).toBe(true);
  expect(mostWithin(longWindowMs - 1, timesOf(arrivals))).toBe(20);
});

test('several refusals within a second count once', async () => {
  const once = setStage(refusingOnly(0));
  // All in the air when the first is refused.
  const answers: Answer = async (arrival) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return (arrival.id < 4 ? throttled : ok)(arrival);
  };
  const often = setStage(answers);
  for (const { ask } of [once, often]) for (const id of upTo(100)) ask(id);
  await advance(20_000);
  // Half a second after the first refusal, at 14 a window.
  for (const [index, at] of [600, 636, 672, 708].entries()) expect(often.arrivals[index + 4]?.at).toBeCloseTo(at, -1);
  // The same rate as after a single one.
  const span = (arrivals: readonly { readonly at: number }[]): number =>
    (arrivals[60]?.at ?? 0) - (arrivals[10]?.at ?? 0);
  expect(Math.abs(span(once.arrivals) - span(often.arrivals))).toBeLessThan(150);
});

test('a refusal more than a second after the last slows down further, before all has come back', async () => {
  let refusals = 0;
  const { arrivals, ask } = setStage((arrival) => {
    if (arrival.at < refusals * 1_600) return ok(arrival);
    refusals += 1;
    return (refusals <= 5 ? throttled : ok)(arrival);
  });
  for (const id of upTo(1_000)) ask(id);
  await advance(9_000);
  // 20 → 14 → 10 → 7 → 5 → 4, and one more for each second since.
  expect(inWindow(arrivals, 7_000)).toBeLessThanOrEqual(6);
  await advance(30_000);
  expect(inWindow(arrivals, 36_000)).toBeGreaterThanOrEqual(19);
});

test('the rate never falls to nothing', async () => {
  const { arrivals, ask } = setStage(throttled, { requestsPerSecond: 1 });
  for (const id of upTo(100)) ask(id);
  await advance(33_000);
  expect(arrivals.length).toBeGreaterThanOrEqual(18);
});

test('only the action that was refused slows down', async () => {
  const { arrivals, ask } = setStage(refusingOnly(0));
  ask(0);
  await advance(10);
  ask(1, { action: 'DescribeTrainingModelVersion' });
  ask(2);
  await advance(0);
  expect(idsOf(arrivals)).toEqual([0, 1]);
  await advance(1_000);
  expect(idsOf(arrivals)).toEqual([0, 1, 2]);
});

test('a slow-down turns away those who cannot be served in time any more, and nobody else', async () => {
  const { arrivals, ask, ends, endOf, expectNothingLeft } = setStage(refusingOnly(0));
  // Every third has little patience, and stands among the others.
  const patient = upTo(90).filter((id) => id % 3 !== 2);
  for (const id of upTo(90)) ask(id, { patienceMs: patient.includes(id) ? 20_000 : 4_700 });
  await advance(0);
  const away = ends.filter(({ error }) => error?.upstreamCode === undefined && error !== undefined);
  expect(away.length).toBeGreaterThan(3);
  for (const { id, at, error } of away) {
    expect(at).toBe(0);
    expect(id % 3).toBe(2);
    expect(error?.kind).toBe('throttled');
  }
  // Those who were further ahead were told to come back earlier.
  const told = away.map(({ error }) => error?.retryAfterMs ?? 0);
  expect(told).toEqual(told.toSorted((one, other) => one - other));
  expect(new Set(told).size).toBe(told.length);
  await advance(30_000);
  const served = upTo(90).filter((id) => !idsOf(away).includes(id));
  expect(idsOf(arrivals)).toEqual(served);
  for (const id of served.slice(1)) expect(endOf(id).error).toBeUndefined();
  expectNothingLeft();
});
