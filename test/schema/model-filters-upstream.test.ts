/** Which conditions on models reach TI-ONE, how they are written there, and what is refused or costs nothing. */
import { expect, it } from 'vitest';
import { list, times } from '../helpers/call-table.ts';
import { createManyModels, down, idOf, nameOf } from '../helpers/many-models.ts';
import { readModels, type ModelFilter } from '../helpers/model-lists.ts';
import { failures, sentParams } from '../helpers/small-system.ts';

const filterOf = (Name: string, ...Values: readonly string[]): object => ({ Name, Values, Fuzzy: false });
const names = (count: number): readonly string[] => Array.from({ length: count }, (_, number) => nameOf(number));
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, number) => idOf(number));
const values = (count: number): readonly string[] => Array.from({ length: count }, (_, number) => String(number));

const exact = { OrderField: 'CreateTime', Order: 'DESC', Offset: 0, Limit: 5, WithModelVersions: false };
/** Where rows may have to be left out, one more is read, to see whether there is a next page. */
const narrowed = { ...exact, Limit: 6 };
const ofVersions = { ...exact, WithModelVersions: true };

/** What is sent for the first page of five. */
const sent: readonly { readonly filter: ModelFilter | null; readonly params: object }[] = [
  { filter: null, params: exact },
  { filter: { name: {}, id: { notIn: [] } }, params: exact },
  { filter: { name: { eq: 'a' } }, params: { ...exact, Filters: [filterOf('keyword', 'a', 'a')] } },
  { filter: { name: { in: ['a'] } }, params: { ...exact, Filters: [filterOf('keyword', 'a', 'a')] } },
  { filter: { name: { in: ['a', 'b', 'a'] } }, params: { ...exact, Filters: [filterOf('keyword', 'a', 'b')] } },
  { filter: { name: { in: names(100) } }, params: { ...exact, Filters: [filterOf('keyword', ...names(100))] } },
  { filter: { name: { in: names(101) } }, params: narrowed },
  {
    filter: { name: { contains: 'a' } },
    params: { ...narrowed, Filters: [{ Name: 'keyword', Values: ['a'], Fuzzy: true }] },
  },
  {
    filter: { name: { contains: 'a', in: ['ab', 'b'] } },
    params: { ...exact, Filters: [filterOf('keyword', 'ab', 'ab')] },
  },
  { filter: { id: { notIn: ['m-1'] } }, params: narrowed },
  {
    filter: { versionType: { rawIn: ['NEWER'] } },
    params: { ...ofVersions, Filters: [filterOf('ModelVersionType', 'NEWER', 'NEWER')] },
  },
  {
    filter: { format: { eq: 'PMML' } },
    params: { ...ofVersions, Filters: [filterOf('ModelFormat', 'PMML', 'pmml', 'Pmml')] },
  },
  {
    filter: { source: { rawIn: ['COS', 'CFS'] } },
    params: { ...ofVersions, Filters: [filterOf('TrainingModelSource', 'COS', 'CFS')] },
  },
  { filter: { format: { notIn: ['PMML'] } }, params: { ...ofVersions, Limit: 6 } },
  { filter: { format: { in: ['PMML', 'UNRECOGNIZED'] } }, params: { ...ofVersions, Limit: 6 } },
  {
    filter: {
      name: { eq: 'a' },
      source: { rawIn: ['COS'] },
      tags: [{ key: 'team' }, { key: 'stage', values: ['x', 'y'] }],
    },
    params: {
      ...ofVersions,
      Limit: 6,
      Filters: [filterOf('keyword', 'a', 'a'), filterOf('TrainingModelSource', 'COS', 'COS')],
      TagFilters: [{ TagKey: 'team' }, { TagKey: 'stage', TagValues: ['x', 'y'] }],
    },
  },
  {
    filter: { tags: [{ key: 'team', values: ['x'] }] },
    params: { ...exact, TagFilters: [{ TagKey: 'team', TagValues: ['x'] }] },
  },
  { filter: { tags: [{ key: 'team', values: values(101) }] }, params: narrowed },
];

it.each(sent)('asks the upstream once for a page of $filter', async ({ filter, params }) => {
  const system = createManyModels({ models: 1 });
  await readModels(system, { filter, first: 5, total: false });
  expect(system.calls()).toEqual([list]);
  expect(sentParams(system)).toEqual([params]);
});

it.each<ModelFilter>([
  { id: { in: [] } },
  { id: { eq: 'junk' } },
  { id: { in: ['', 'm-', 'mv-v1-1'] } },
  { id: { eq: idOf(0), in: [idOf(1)] } },
  { id: { eq: idOf(0), notIn: [idOf(0)] } },
  { name: { in: [] } },
  { name: { eq: '' } },
  { name: { eq: 'a', contains: 'b' } },
  { versionType: { in: [] } },
  { source: { in: [] } },
  { format: { in: [] } },
  { format: { rawIn: [] } },
  { format: { eq: 'PMML', notIn: ['PMML'] } },
  { tags: [{ key: 'number', values: [] }] },
  { name: { contains: 'model' }, format: { in: [] } },
])('answers no models without a call for %j', async (filter) => {
  const system = createManyModels({ models: 3 });
  const page = await readModels(system, { filter });
  expect(page).toMatchObject({ nodes: [], totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null } });
  expect(system.calls()).toEqual([]);
});

const sizes = [
  { filter: { id: { in: ids(150) } }, calls: 2, total: 120 },
  { filter: { id: { in: [...ids(100), ...ids(100)] } }, calls: 1, total: 100 },
  { filter: { id: { in: ids(500) } }, calls: 5, total: 120 },
  { filter: { name: { in: names(100) } }, calls: 1, total: 100 },
  { filter: { name: { in: names(150) } }, calls: 2, total: 120 },
  { filter: { tags: [{ key: 'number', values: values(110) }] }, calls: 2, total: 110 },
  { filter: { tags: Array.from({ length: 10 }, () => ({ key: 'number', values: ['7'] })) }, calls: 1, total: 1 },
];

it.each(sizes)(
  '$total models pass a filter with many values, at a cost of $calls calls (%#)',
  async ({ filter, calls, total }) => {
    const system = createManyModels({ models: 120 });
    const page = await readModels(system, { filter, first: 100 });
    expect(page.totalCount).toBe(total);
    const newest = total === 1 ? [7] : down(total - 1, Math.min(total, 100));
    expect(page.nodes.map(({ id }) => id)).toEqual(newest.map(idOf));
    expect(system.calls()).toEqual(times(calls, list));
    expect(page.pageInfo.hasNextPage).toBe(total > 100);
    if (total <= 100) return;
    const rest = await readModels(system, { filter, first: 100, after: page.pageInfo.endCursor });
    expect(rest.nodes.map(({ id }) => id)).toEqual(down(total - 101, total - 100).map(idOf));
    expect(rest.pageInfo.hasNextPage).toBe(false);
  },
);

it.each([
  { what: '501 ids', filter: { id: { in: ids(501) } }, names: ['filter.id', '501', 'at most 500'] },
  {
    what: '11 tags',
    filter: { tags: times(11, 'k').map((key) => ({ key })) },
    names: ['filter.tags', '11', 'at most 10'],
  },
])('$what in a filter are refused before any call', async ({ filter, names: parts }) => {
  const system = createManyModels({ models: 1 });
  const answer = await system.query(
    'query ($filter: TrainingModelFilter) { trainingModels(filter: $filter) { totalCount } }',
    { filter },
  );
  expect(answer.data).toEqual({ trainingModels: null });
  expect(failures(answer)).toEqual([{ path: ['trainingModels'], code: 'BAD_USER_INPUT' }]);
  for (const part of parts) expect(answer.errors?.[0]?.message).toContain(part);
  expect(system.calls()).toEqual([]);
});

it('a part of a name is found in the case that TI-ONE finds it in', async () => {
  const system = createManyModels({ models: 3 });
  expect((await readModels(system, { filter: { name: { contains: 'MODEL' } } })).nodes).toEqual([]);
  expect((await readModels(system, { filter: { name: { contains: 'mod' } } })).totalCount).toBe(3);
});
