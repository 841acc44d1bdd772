/** Many ids in several regions, and regions that answer an empty list for what they do not have. */
import { expect, it } from 'vitest';
import { list, times, versionsOf } from '../helpers/call-table.ts';
import { idOf, nameOf, versionIdOf } from '../helpers/many-models.ts';
import { called, createRegionalSystem, first, second, third, type RegionalSystem } from '../helpers/regional-system.ts';
import type { Transport } from '../../src/tione/transport.ts';

/** Every other model is in the first region, the rest in the second. */
const numbers = Array.from({ length: 250 }, (_, index) => index);
const regionOf = (number: number): typeof first | typeof second => (number % 2 === 0 ? first : second);
const byIds = 'query ($ids: [ID!]!) { trainingModelsByIds(ids: $ids) { id region name latestVersion { id } } }';
const ids = numbers.map(idOf);
const answer = {
  data: {
    trainingModelsByIds: numbers.map((number) => ({
      id: idOf(number),
      region: regionOf(number),
      name: nameOf(number),
      latestVersion: { id: versionIdOf(number) },
    })),
  },
};

function createFull(around?: (transport: Transport) => Transport): RegionalSystem {
  const system = createRegionalSystem({}, around);
  for (const number of numbers)
    system.put(regionOf(number), {
      TrainingModelId: idOf(number),
      TrainingModelName: nameOf(number),
      TrainingModelVersions: [{ TrainingModelVersionId: versionIdOf(number) }],
    });
  return system;
}

const in2 = (atFirst: number, atSecond: number): readonly string[] => [
  ...times(atFirst, called(list, first)),
  ...times(atSecond, called(list, second)),
];

it('250 ids in two regions cost a call for each hundred of all, and one for each hundred of those that are left', async () => {
  const system = createFull();
  expect(await system.query(byIds, { ids })).toEqual(answer);
  expect(system.where()).toEqual(in2(3, 2));
  expect(await system.query(byIds, { ids })).toEqual(answer);
  expect([...system.where()].sort()).toEqual(in2(2, 2));
});

it('the same when the calls for the first region end one after the other', async () => {
  let turn = Promise.resolve();
  const system = createFull((transport) => (request) => {
    const mine = turn.then(() => transport(request));
    // The next call begins when this one was answered and all that follows from it at once has happened.
    turn = mine.then(() => new Promise((resolve) => setImmediate(resolve)));
    return mine;
  });
  expect(await system.query(byIds, { ids })).toEqual(answer);
  expect(system.where()).toEqual(in2(3, 2));
});

const model = 'm-700000000000000010';
const record = { TrainingModelId: model, TrainingModelName: 'here', TrainingModelVersions: [{}, {}] };
const queries = [
  {
    query: `{ trainingModel(id: "${model}") { region name versions { totalCount } } }`,
    field: 'trainingModel',
    data: { region: second, name: 'here', versions: { totalCount: 2 } },
  },
  { query: `{ trainingModel(id: "${model}") { region } }`, field: 'trainingModel', data: { region: second } },
  {
    query: `{ trainingModelsByIds(ids: ["${model}"]) { region } }`,
    field: 'trainingModelsByIds',
    data: [{ region: second }],
  },
  {
    query: `{ trainingModelVersions(modelId: "${model}") { totalCount nodes { region } } }`,
    field: 'trainingModelVersions',
    data: { totalCount: 2, nodes: [{ region: second }, { region: second }] },
  },
  {
    query: `{ trainingModelVersions(modelId: "${model}", filter: { type: { eq: NORMAL } }) { totalCount } }`,
    field: 'trainingModelVersions',
    data: { totalCount: 2 },
  },
];

function createWithEmptyLists(isOffline: boolean): RegionalSystem {
  const system = createRegionalSystem({ choices: { unknownModel: 'empty-list' } });
  if (isOffline) system.emulator.faults.set({ offlineActions: [list] });
  return system;
}

it.each(queries.flatMap((query) => [true, false].map((isOffline) => ({ ...query, isOffline }))))(
  'the region that has versions wins over one that answers an empty list; list action offline: $isOffline, $query',
  async ({ query, field, data, isOffline }) => {
    const system = createWithEmptyLists(isOffline);
    system.put(second, record);
    expect(await system.query(query)).toEqual({ data: { [field]: data } });
    expect(system.where()).toEqual([called(versionsOf, first), called(list, first), called(versionsOf, second)]);
    expect(await system.query(query)).toEqual({ data: { [field]: data } });
    expect(system.where()).toEqual([called(versionsOf, second)]);
  },
);

it.each(queries.flatMap((query) => [true, false].map((isOffline) => ({ ...query, isOffline }))))(
  'a model that moved is found though its old region answers an empty list; list action offline: $isOffline, $query',
  async ({ query, field, data, isOffline }) => {
    const system = createWithEmptyLists(isOffline);
    system.put(third, record);
    expect((await system.query(query)).errors).toBeUndefined();
    system.put(second, record);
    expect(await system.query(query)).toEqual({ data: { [field]: data } });
  },
);

it('a model without versions in another region has its name', async () => {
  const system = createRegionalSystem();
  system.put(second, { TrainingModelId: model, TrainingModelName: 'bare' });
  expect(await system.query(`{ trainingModel(id: "${model}") { region name } }`)).toEqual({
    data: { trainingModel: { region: second, name: 'bare' } },
  });
  expect(system.where()).toEqual([called(versionsOf, first), called(versionsOf, second), called(list, second)]);
});

it('an id that every region answers an empty list for is null when the list action knows better', async () => {
  expect(await createWithEmptyLists(false).query(`{ trainingModel(id: "${model}") { id } }`)).toEqual({
    data: { trainingModel: null },
  });
});
