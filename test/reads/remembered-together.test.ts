/** What is remembered changes nothing of how the rest is asked for together, nor of what is told of reads. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { list, versionsOf } from '../helpers/call-table.ts';
import { createClockedSystem, stopClock, until, type ClockedSystem } from '../helpers/clocked-system.ts';
import { askWith, showCalls } from '../helpers/inspected.ts';
import { idOf, insertNumbered } from '../helpers/many-models.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

const byIds = (...numbers: readonly number[]): string =>
  `{ trainingModelsByIds(ids: ${JSON.stringify(numbers.map(idOf))}) { name versions { totalCount } } }`;
const alone = (number: number): string => `{ trainingModel(id: "${idOf(number)}") { name versions { totalCount } } }`;

function createFour(): ClockedSystem {
  const system = createClockedSystem({ server: { inspector: { mode: 'on-request' } } });
  for (const number of [1, 2, 3, 4]) insertNumbered(system, number, { versions: 2 });
  return system;
}

it('asks for the rest as if all of it was asked for', async () => {
  const system = createFour();
  await system.tell(byIds(1, 2));
  expect(system.calls()).toEqual([list]);
  const { data } = await system.tell(byIds(1, 3, 2));
  expect(data).toMatchObject({ trainingModelsByIds: [{ name: 'model 1' }, { name: 'model 3' }, { name: 'model 2' }] });
  // Alone it would have been asked for by the other action.
  expect(system.calls()).toEqual([list]);
  expect(system.sent.at(-1)?.params).toMatchObject({
    Filters: [{ Values: [idOf(3), idOf(3)] }],
    WithModelVersions: true,
  });
});

it('asks for nothing of what was read alone when it is asked for with others', async () => {
  const system = createFour();
  await system.tell(alone(1));
  expect(system.calls()).toEqual([versionsOf]);
  await system.tell(byIds(1, 2, 3));
  expect(system.calls()).toEqual([list]);
  expect(system.sent.at(-1)?.params).toMatchObject({ Filters: [{ Values: [idOf(2), idOf(3)] }] });
});

it.each([
  { what: 'one model', query: alone(1), action: versionsOf, reads: 1 },
  { what: 'models by their ids', query: byIds(1, 2, 3), action: list, reads: 3 },
  { what: 'one model by a list of ids', query: byIds(1), action: versionsOf, reads: 1 },
  { what: 'a model with tags', query: alone(1).replace('name', 'name tags { key }'), action: list, reads: 1 },
  {
    what: 'several models, each by a field',
    query: `{ a: trainingModel(id: "${idOf(1)}") { name } b: trainingModel(id: "${idOf(2)}") { name } }`,
    action: list,
    reads: 2,
  },
])('tells of $what the calls that would have been made', async ({ query, action, reads }) => {
  const system = createFour();
  const ask = () => until(askWith(system, query, { headers: showCalls }));
  const first = await ask();
  const again = await ask();
  expect(again.data).toEqual(first.data);
  const shown = again.tione.calls?.map(({ servedFrom, ...call }) => ({ servedFrom, action: call.action }));
  expect(shown).toEqual(Array.from({ length: reads }, () => ({ servedFrom: 'CACHE', action })));
  expect(system.calls()).toHaveLength(1);
});
