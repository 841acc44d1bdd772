/** Which moments are free, and how far ahead that can be told. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLocalSlots, type Pace } from '../../src/tione/slots.ts';
import { upTo } from './virtual-time.ts';

const windowMs = 1_100;
const paceOf = (count: number): Pace => ({ count, windowMs, gapMs: 500 / count });

/** Slots and what was taken of them, in milliseconds since the start. */
function createTaker() {
  let time = 0;
  const taken: number[] = [];
  const slots = createLocalSlots(() => time);
  return {
    slots,
    taken,
    now: () => time,
    wait: (ms: number) => {
      time += ms;
    },
    take: (pace: Pace) => {
      taken.push(time + Number(slots.take('lane', pace)));
    },
  };
}

const pauses = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 3_000 })), {
  minLength: 1,
  maxLength: 150,
});
const counts = fc.integer({ min: 1, max: 30 });

test('a slot is the earliest moment at which neither the window is full nor the last call too near', () => {
  fc.assert(
    fc.property(counts, pauses, (count, between) => {
      const { taken, now, wait, take } = createTaker();
      const pace = paceOf(count);
      for (const ms of between) {
        wait(ms);
        const gap = (taken.at(-1) ?? -Infinity) + pace.gapMs;
        const window = (taken.at(-count) ?? -Infinity) + windowMs;
        take(pace);
        expect(taken.at(-1)).toBeCloseTo(Math.max(now(), gap, window), 6);
      }
    }),
  );
});

test('after a slot was given back all is as if it had not been taken', () => {
  fc.assert(
    fc.property(counts, pauses, fc.integer({ min: 0, max: 3_000 }), (count, between, lateMs) => {
      const [one, other] = [createTaker(), createTaker()];
      const pace = paceOf(count);
      for (const { wait, take } of [one, other]) {
        for (const ms of between) {
          wait(ms);
          take(pace);
        }
      }
      const unused = Number(one.slots.take('lane', pace)) + lateMs;
      for (const { wait } of [one, other]) wait(unused);
      expect(one.slots.take('lane', pace, true)).toBe(0);
      expect(other.slots.take('lane', pace)).toBe(0);
      for (let left = 2 * count; left > 0; left -= 1)
        expect(one.slots.take('lane', pace)).toBeCloseTo(Number(other.slots.take('lane', pace)), 6);
    }),
  );
});

test('no window holds too many when the pace slows down and quickens by one a second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 30 }), pauses, fc.nat(), (most, between, when) => {
      const { taken, wait, take } = createTaker();
      let count = most;
      for (const [index, ms] of between.entries()) {
        wait(ms);
        if (index === when % between.length) count = Math.ceil(most / 2);
        else if (ms > 1_000) count = Math.min(most, count + 1);
        const before = taken.at(-count) ?? -Infinity;
        take(paceOf(count));
        expect((taken.at(-1) ?? 0) - before).toBeGreaterThanOrEqual(windowMs - 1e-6);
      }
    }),
  );
});

test('the forecast of the n-th slot is the n-th slot, windows ahead', () => {
  fc.assert(
    fc.property(counts, pauses, (count, between) => {
      const { slots, taken, now, wait, take } = createTaker();
      const pace = paceOf(count);
      for (const ms of between) {
        wait(ms);
        take(pace);
      }
      const ahead = upTo(4 * count);
      const forecast = ahead.map((index) => now() + slots.forecast('lane', pace, index + 1));
      ahead.forEach(() => {
        take(pace);
      });
      for (const [index, slot] of taken.slice(between.length).entries()) expect(forecast[index]).toBeCloseTo(slot, 6);
    }),
  );
});

test('a forecast takes nothing, and lanes know nothing of each other', () => {
  const slots = createLocalSlots(() => 0);
  expect(slots.forecast('a', paceOf(20), 1)).toBe(0);
  expect(slots.take('a', paceOf(20))).toBe(0);
  expect(slots.take('a', paceOf(20))).toBe(25);
  expect(slots.take('b', paceOf(20))).toBe(0);
});
