/** Calls travel for different times, and TI-ONE counts them when they arrive. */
import { expect, test } from 'vitest';
import { createRateLimit } from '../../src/emulator/rate.ts';
import { createDice } from '../helpers/dice.ts';
import { advance, mostWithin, ok, refusing, setStage, upTo, useVirtualTime, type Answer } from './virtual-time.ts';

useVirtualTime();

interface Journey {
  /** Milliseconds on the way, at the least and at the most, there and back. */
  readonly least: number;
  readonly most: number;
  /** Milliseconds until the answer is ready. */
  readonly work: number;
}

const throttled = refusing('RequestLimitExceeded');
const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** An upstream that is far, counts 20 in a second, and when calls arrived there. */
function setFarUpstream({ least, most, work }: Journey, seed: number) {
  const arrived: number[] = [];
  const refused: number[] = [];
  const dice = createDice(seed);
  const count = createRateLimit(20);
  const onTheWay = (): Promise<void> => pass(least + dice.below(most - least + 1));
  const answer: Answer = async (arrival) => {
    await onTheWay();
    const time = performance.now();
    arrived.push(time);
    let isRefused = false;
    try {
      // Its seconds begin at any moment of ours.
      count('', time + seed * 37);
    } catch {
      isRefused = true;
      refused.push(arrival.id);
    }
    await pass(isRefused ? 0 : work);
    await onTheWay();
    return (isRefused ? throttled : ok)(arrival);
  };
  return { arrived, refused, answer };
}

test.for<[string, Journey]>([
  ['a short and even way', { least: 5, most: 5, work: 20 }],
  ['a short and uneven way', { least: 0, most: 20, work: 0 }],
  ['an uneven way', { least: 0, most: 50, work: 0 }],
  ['an uneven way, and a slow answer', { least: 20, most: 70, work: 300 }],
  ['a way of any length up to a tenth of a second', { least: 0, most: 100, work: 5 }],
])('over %s no second holds more than 20 arrivals, whenever it begins', async ([, journey]) => {
  for (const seed of upTo(8)) {
    const { arrived, refused, answer } = setFarUpstream(journey, seed);
    const { ask, ends } = setStage(answer);
    for (const id of upTo(150)) ask(id);
    await advance(30_000);
    expect(mostWithin(1_000, arrived)).toBeLessThanOrEqual(20);
    expect(refused).toEqual([]);
    expect(ends.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(ends).toHaveLength(150);
  }
});

test('over a very uneven way a few calls are refused, then none for as long as that is remembered, and all are answered', async () => {
  let refusals = 0;
  for (const seed of upTo(8)) {
    const { refused, answer } = setFarUpstream({ least: 0, most: 400, work: 0 }, seed);
    const { ask, ends } = setStage(answer, { attempts: 4 });
    for (const id of upTo(400)) ask(id);
    await advance(60_000);
    expect(ends.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(ends).toHaveLength(400);
    expect(refused.length).toBeLessThanOrEqual(3);
    refusals += refused.length;
  }
  expect(refusals).toBeGreaterThan(0);
});
