/** What is remembered of where things are, for how long, and what ends it. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { list, version, versionsOf } from '../helpers/call-table.ts';
import { called, createRegionalSystem, first, regions, second, third } from '../helpers/regional-system.ts';
import { at } from '../helpers/small-system.ts';

const model = 'm-700000000000000010';
const v1 = 'mv-v1-700000000000000011';
const v2 = 'mv-v2-700000000000000012';
const record = {
  TrainingModelId: model,
  TrainingModelName: 'here',
  TrainingModelVersions: [
    { TrainingModelVersionId: v1, CreateTime: '2024-01-01T00:00:00Z' },
    { TrainingModelVersionId: v2, CreateTime: '2024-01-02T00:00:00Z' },
  ],
};

const byModel = `{ trainingModel(id: "${model}") { region } }`;
const byVersion = `{ trainingModelVersion(id: "${v1}") { region } }`;
const versionList = `{ trainingModelVersions(modelId: "${model}") { nodes { region } } }`;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  // The clock of a process that has just begun, but not at this very moment.
  vi.advanceTimersByTime(1_000);
});
afterEach(() => {
  vi.useRealTimers();
});

const page = `trainingModels(region: "${second}", first: 5)`;
const lessons = [
  { what: 'a list of models', query: `{ ${page} { nodes { id } } }`, asks: [byModel, versionList] },
  {
    what: 'a list of models with versions',
    query: `{ ${page} { nodes { latestVersion { id } } } }`,
    asks: [byVersion],
  },
  {
    what: 'a model with versions',
    query: `{ trainingModel(id: "${model}") { versions { totalCount } } }`,
    asks: [byVersion],
  },
  { what: 'versions of a model', query: versionList, asks: [byModel, byVersion] },
  {
    what: 'versions that pass a filter',
    query: versionList.replace('")', '", filter: { type: { eq: NORMAL } })'),
    asks: [byModel, byVersion],
  },
  { what: 'a model in a named region', query: byModel.replace('")', `", region: "${second}")`), asks: [byVersion] },
  { what: 'a version of the model', query: byVersion, asks: [byModel] },
];

it.each(lessons.flatMap(({ asks, ...lesson }) => asks.map((ask) => ({ ...lesson, ask }))))(
  'looks first where $what was seen: $ask',
  async ({ query, ask }) => {
    const system = createRegionalSystem();
    system.put(second, record);
    expect((await system.query(query)).errors).toBeUndefined();
    system.where();
    const answer = await system.query(ask);
    expect(answer.errors).toBeUndefined();
    expect(JSON.stringify(answer.data)).toContain(second);
    expect(system.where()).toEqual([called(ask === byVersion ? version : versionsOf, second)]);
  },
);

it.each([
  { ms: 0, isAsked: false },
  { ms: 4_999, isAsked: false },
  { ms: 5_001, isAsked: true },
  { ms: 3_600_000, isAsked: true },
])('an id that was nowhere is looked for again after $ms ms: $isAsked', async ({ ms, isAsked }) => {
  for (const [query, action] of [
    [byModel, versionsOf],
    [byVersion, version],
    [versionList, versionsOf],
  ] as const) {
    const system = createRegionalSystem();
    const nothing = await system.query(query);
    expect(nothing.errors).toBeUndefined();
    expect(system.where()).toEqual(regions.map((region) => called(action, region)));
    system.put(second, record);
    vi.advanceTimersByTime(ms);
    const answer = await system.query(query);
    if (isAsked) expect(JSON.stringify(answer.data)).toContain(second);
    else expect(answer).toEqual(nothing);
    expect(system.where()).toEqual(isAsked ? [called(action, first), called(action, second)] : []);
  }
});

it('an id that was nowhere is still asked for in a region that is named', async () => {
  const system = createRegionalSystem();
  await system.query(byModel);
  system.put(third, record);
  system.where();
  expect(await system.query(byModel.replace('")', `", region: "${third}")`))).toEqual({
    data: { trainingModel: { region: third } },
  });
  expect(system.where()).toEqual([called(versionsOf, third)]);
});

it('where something was found is not forgotten with time', async () => {
  const system = createRegionalSystem();
  system.put(third, record);
  await system.query(byModel);
  system.where();
  vi.advanceTimersByTime(30 * 24 * 3_600_000);
  expect(await system.query(byModel)).toEqual({ data: { trainingModel: { region: third } } });
  expect(system.where()).toEqual([called(versionsOf, third)]);
});

it.each([
  { query: byModel, action: versionsOf },
  { query: byVersion, action: version },
  { query: versionList, action: versionsOf },
  { query: versionList.replace('")', '", filter: { type: { eq: NORMAL } })'), action: versionsOf },
  { query: `{ trainingModel(id: "${model}") { region tags { key } } }`, action: list },
])('what has moved is found again, and then known: $query', async ({ query, action }) => {
  const system = createRegionalSystem();
  system.put(second, record);
  await system.query(query);
  system.where();
  system.put(third, record);
  expect(JSON.stringify((await system.query(query)).data)).toContain(third);
  expect(system.where()).toEqual([second, first, third].map((region) => called(action, region)));
  expect(JSON.stringify((await system.query(query)).data)).toContain(third);
  expect(system.where()).toEqual([called(action, third)]);
});

it('what was deleted is null after a look at every region', async () => {
  const system = createRegionalSystem();
  system.put(second, record);
  await system.query(byModel);
  system.where();
  system.emulator.store.remove(model);
  expect(await system.query(byModel)).toEqual({ data: { trainingModel: null } });
  expect(system.where()).toEqual([second, first, third].map((region) => called(versionsOf, region)));
});

it('a cursor tells the region of its model, to a server that has not seen it too', async () => {
  const list = (more: string): string =>
    `{ trainingModelVersions(modelId: "${model}", first: 1${more}) { nodes { id region } pageInfo { endCursor hasNextPage } } }`;
  const system = createRegionalSystem();
  system.put(third, record);
  const { data } = await system.query(list(''));
  const cursor = String(at(data, 'trainingModelVersions', 'pageInfo', 'endCursor'));
  const other = createRegionalSystem();
  other.put(third, record);
  const answer = await other.query(list(`, after: "${cursor}"`));
  expect(at(answer.data, 'trainingModelVersions', 'nodes')).toEqual([{ id: v1, region: third }]);
  expect(other.where()).toEqual([called(versionsOf, third)]);
  const elsewhere = await other.query(list(`, after: "${cursor}", region: "${first}"`));
  expect(elsewhere.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  expect(other.where()).toEqual([]);
});
