/** Filters that only this API can evaluate: what they cost, where the count ends, and pages beyond it. */
import { expect, it } from 'vitest';
import { list, times } from '../helpers/call-table.ts';
import { createManyModels, down, idOf, nameOf } from '../helpers/many-models.ts';
import { readModels, type ModelFilter } from '../helpers/model-lists.ts';
import { sentParams } from '../helpers/small-system.ts';
import type { System } from '../helpers/system.ts';

const models = 250;
/** TI-ONE has no such filter. */
const filter = { id: { notIn: [idOf(0)] } };
const passing = down(models - 1, models - 1).map(idOf);

it('a page of a filter that TI-ONE cannot evaluate costs one call while nobody counts', async () => {
  const system = createManyModels({ models });
  const page = await readModels(system, { filter, first: 5, total: false });
  expect(page.nodes.map(({ id }) => id)).toEqual(passing.slice(0, 5));
  expect(system.calls()).toEqual([list]);
  expect(sentParams(system)).toMatchObject([{ Offset: 0, Limit: 6 }]);
});

it('counting costs a call for each hundred models, and brings the page too', async () => {
  const system = createManyModels({ models });
  const page = await readModels(system, { filter, first: 5 });
  expect(page.nodes.map(({ id }) => id)).toEqual(passing.slice(0, 5));
  expect(page.totalCount).toBe(passing.length);
  expect(system.calls()).toEqual(times(3, list));
  for (const params of sentParams(system)) expect(params).toMatchObject({ Limit: 100 });
});

it.each([
  { scanLimit: 250, total: 249, calls: 3 },
  { scanLimit: 249, total: null, calls: 1 },
  { scanLimit: 50, total: null, calls: 1 },
])('the count within a bound of $scanLimit is $total, for $calls calls', async ({ scanLimit, total, calls }) => {
  const system = createManyModels({ models, server: { scanLimit } });
  const page = await readModels(system, { filter, first: 5 });
  expect(page.totalCount).toBe(total);
  expect(page.nodes.map(({ id }) => id)).toEqual(passing.slice(0, 5));
  expect(page.pageInfo.hasNextPage).toBe(true);
  expect(system.calls()).toEqual(times(calls, list));
});

it('the count of what TI-ONE filters alone knows no bound, and needs one call', async () => {
  const system = createManyModels({ models, server: { scanLimit: 10 } });
  const page = await readModels(system, { filter: { format: { eq: 'PMML' } }, first: 5 });
  expect(page.totalCount).toBe(models);
  expect(system.calls()).toEqual([list]);
});

/** Few models, with more between them than is read at once, so that some pages are empty. */
const rare = [0, 3, 4, 130, 131];
const rareFilters: readonly ModelFilter[] = [
  { name: { in: [...rare.map(nameOf), ...down(1200, 100).map(nameOf)] } },
  {
    id: {
      notIn: down(models - 1, models)
        .filter((number) => !rare.includes(number))
        .map(idOf),
    },
  },
];
const rareIds = rare.toReversed().map(idOf);

const walks = rareFilters.flatMap((given) =>
  [1, 3, 100].flatMap((size) => [20, 50, 1000].map((scanLimit) => ({ filter: given, size, scanLimit }))),
);

it.each(walks)('pages of $size within a bound of $scanLimit come to the end without a gap (%#)', async (walk) => {
  const system = createManyModels({ models, server: { scanLimit: walk.scanLimit } });
  const forward = await walkAll(system, walk, 'first');
  expect(forward.ids).toEqual(rareIds);
  const backward = await walkAll(system, walk, 'last');
  expect(backward.ids).toEqual(rare.map(idOf));
  // Pages cut short by the bound are what makes this other than an ordinary walk.
  expect(forward.short > 0).toBe(walk.scanLimit < 1000);
});

interface Walked {
  readonly ids: readonly string[];
  /** Pages that were not full although there was a next one. */
  readonly short: number;
}

async function walkAll(
  system: System,
  { filter: given, size, scanLimit }: { filter: ModelFilter; size: number; scanLimit: number },
  way: 'first' | 'last',
): Promise<Walked> {
  const ids: string[] = [];
  let short = 0;
  let place = {};
  for (let pages = 0; pages < 100; pages += 1) {
    const page = await readModels(system, { filter: given, [way]: size, ...place, total: false });
    // A bound is looked at between two calls.
    expect(system.calls().length).toBeLessThanOrEqual(Math.ceil(scanLimit / 99) + 2);
    const found = page.nodes.map(({ id }) => id);
    ids.push(...(way === 'first' ? found : found.toReversed()));
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    if (!(way === 'first' ? hasNextPage : hasPreviousPage)) return { ids, short };
    if (found.length < size) short += 1;
    place = way === 'first' ? { after: endCursor } : { before: startCursor };
  }
  throw new Error('the walk does not end');
}

it.each([
  { maxLimit: 7, limitAboveMaximum: 'clamped' },
  { maxLimit: 10, limitAboveMaximum: 'refused' },
] as const)('everything is found where a page has at most $maxLimit and more is $limitAboveMaximum', async (limits) => {
  const { maxLimit, limitAboveMaximum } = limits;
  const system = createManyModels({ models: 60, emulator: { maxLimit, choices: { limitAboveMaximum } } });
  const everything = down(59, 60).map(idOf);
  const page = await readModels(system, { first: 50 });
  expect(page.nodes.map(({ id }) => id)).toEqual(everything.slice(0, 50));
  expect(page.totalCount).toBe(60);
  const rest = await readModels(system, { first: 50, after: page.pageInfo.endCursor });
  expect(rest.nodes.map(({ id }) => id)).toEqual(everything.slice(50));
  expect((await readModels(system, { filter: { id: { in: everything } }, first: 100 })).totalCount).toBe(60);
  expect((await readModels(system, { filter: { id: { notIn: [idOf(0)] } }, first: 1 })).totalCount).toBe(59);
  const byIds = await system.query(
    'query ($ids: [ID!]!) { trainingModelsByIds(ids: $ids) { id latestVersion { modelId } } }',
    {
      ids: everything,
    },
  );
  expect(byIds).toEqual({
    data: { trainingModelsByIds: everything.map((id) => ({ id, latestVersion: { modelId: id } })) },
  });
});
