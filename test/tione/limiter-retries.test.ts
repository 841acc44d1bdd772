/** Who has waited before need not stand in line again. */
import { expect, test } from 'vitest';
import { advance, idsOf, ok, refusing, setStage, upTo, useVirtualTime } from './virtual-time.ts';

useVirtualTime();

test('a retry goes out before all others that wait, behind earlier retries', async () => {
  const { arrivals, ask } = setStage(
    async (arrival) => {
      const isFirstTime = arrivals.filter(({ id }) => id === arrival.id).length === 1;
      await new Promise((resolve) => setTimeout(resolve, 450));
      return (arrival.id < 3 && isFirstTime ? refusing('InternalError') : ok)(arrival);
    },
    { attempts: 2, requestsPerSecond: 4 },
  );
  for (const id of upTo(12)) ask(id);
  await advance(20_000);
  // All three come back before the next window begins.
  expect(idsOf(arrivals)).toEqual([0, 1, 2, 3, 0, 1, 2, ...upTo(12).slice(4)]);
});

test('those whom a retry pushes past their deadline are told at once', async () => {
  const { ask, arrivals, ends, endOf } = setStage(
    (arrival) => (arrivals.length === 1 ? refusing('InternalError') : ok)(arrival),
    { attempts: 2, requestsPerSecond: 4, random: () => 0.5 },
  );
  ask(0);
  for (const id of upTo(8).slice(1)) ask(id, { patienceMs: 1_600 });
  await advance(99);
  expect(idsOf(ends)).toEqual([]);
  await advance(2);
  expect(idsOf(ends)).toEqual([7]);
  expect(endOf(7)).toMatchObject({ error: { kind: 'throttled' } });
  await advance(5_000);
  expect(idsOf(arrivals)).toEqual([0, 0, ...upTo(7).slice(1)]);
});
