/** A gateway, or anybody, may send any representations: bounded, answered each in its place, and at the known price. */
import { expect, test } from 'vitest';
import { createSmallSystem, failures, putModel } from '../helpers/small-system.ts';
import { createSystem, type System } from '../helpers/system.ts';
import { askEntities } from './entities.ts';

const list = 'DescribeTrainingModels';
const versionsOf = 'DescribeTrainingModelVersions';
const version = 'DescribeTrainingModelVersion';

const models = (ids: readonly string[]): readonly unknown[] => ids.map((id) => ({ __typename: 'TrainingModel', id }));
const versions = (ids: readonly string[]): readonly unknown[] =>
  ids.map((id) => ({ __typename: 'TrainingModelVersion', id }));

function generated(count: number): System {
  return createSystem({ emulator: { models: count, versions: 1 }, server: { regions: ['ap-guangzhou'] } });
}

function idsIn({ emulator }: System, count: number): { models: readonly string[]; versions: readonly string[] } {
  const rows = emulator.store.models('ap-guangzhou').slice(0, count);
  return {
    models: rows.map((row) => row.TrainingModelId),
    versions: rows.flatMap((row) => row.TrainingModelVersions.map((one) => one.TrainingModelVersionId)),
  };
}

test.each([
  { models: 1, calls: [versionsOf] },
  { models: 100, calls: [list] },
  { models: 101, calls: [list, list] },
  { models: 1_000, calls: Array<string>(10).fill(list) },
])('$models models in one request cost $calls.length calls', async ({ models: count, calls }) => {
  const system = generated(count);
  const wanted = models(idsIn(system, count).models);
  expect(await askEntities(system, wanted)).toEqual({ data: { _entities: wanted } });
  expect(system.calls()).toEqual(calls);
});

test('100 versions in one request cost 100 calls', async () => {
  const system = generated(100);
  const wanted = versions(idsIn(system, 100).versions);
  expect(await askEntities(system, wanted)).toEqual({ data: { _entities: wanted } });
  expect(system.calls()).toEqual(Array<string>(100).fill(version));
});

test('1,000 representations of few ids cost as much as the few', async () => {
  const system = generated(10);
  const ids = idsIn(system, 10);
  const some = [...models(ids.models), ...versions(ids.versions.slice(0, 2))];
  const wanted = Array.from({ length: 1_000 }, (_, index) => some[index % some.length]);
  expect(await askEntities(system, wanted)).toEqual({ data: { _entities: wanted } });
  expect([...system.calls()].sort()).toEqual([version, version, list]);
});

test('1,001 representations are refused before any call', async () => {
  const system = generated(1);
  const answer = await askEntities(system, Array(1_001).fill(models(['m-608587242317024640'])[0]));
  expect(answer.data?.['_entities']).toBeUndefined();
  expect(failures(answer)).toEqual([expect.objectContaining({ code: 'BAD_USER_INPUT' })]);
  expect(system.calls()).toEqual([]);
});

const id = 'm-700000000000000000';
const good = { __typename: 'TrainingModel', id };

/** The one way to a property of the name `__proto__`. */
function parsed(json: string): unknown {
  return JSON.parse(json);
}

/** Each of them fails alone, before any call. */
const bad: Readonly<Record<string, unknown>> = {
  'a type of this subgraph that is no entity': { __typename: 'TrainingModelTag', id },
  'a type that is not of this subgraph': { __typename: 'Deployment', id },
  'the root type': { __typename: 'Query', id },
  'no type name': { id },
  'an empty type name': { __typename: '', id },
  'a number for a type name': { __typename: 1, id },
  'a list for a type name': { __typename: ['TrainingModel'], id },
  'a name that every object has': { __typename: 'constructor', id },
  'a type name by the prototype': parsed(`{"__proto__":{"__typename":"TrainingModel"},"id":"${id}"}`),
  'an id by the prototype': parsed(`{"__typename":"TrainingModel","__proto__":{"id":"${id}"}}`),
  'no id': { __typename: 'TrainingModel' },
  'null for an id': { __typename: 'TrainingModel', id: null },
  'a number for an id': { __typename: 'TrainingModel', id: 700000000000000000 },
  'an object for an id': { __typename: 'TrainingModel', id: { eq: id } },
  'a list for an id': { __typename: 'TrainingModel', id: [id] },
  'an empty id': { __typename: 'TrainingModel', id: '' },
  'an id with a blank': { __typename: 'TrainingModel', id: ` ${id}` },
  'a very long id': { __typename: 'TrainingModel', id: `m-${'1'.repeat(100_000)}` },
  'the id of a version': { __typename: 'TrainingModel', id: 'mv-v1-700000000000000001' },
  'the id of a model for a version': { __typename: 'TrainingModelVersion', id },
  'a text': 'TrainingModel',
  'a number': 7,
  'a list': [good],
};

test.each(Object.entries(bad))('%s fails alone', async (_, representation) => {
  const system = createSmallSystem();
  putModel(system, [{}]);
  const answer = await askEntities(system, [good, representation, good]);
  expect(answer.data).toEqual({ _entities: [good, null, good] });
  expect(failures(answer)).toEqual([{ path: ['_entities', 1], code: 'BAD_USER_INPUT' }]);
  expect(answer.errors?.[0]?.message.length).toBeLessThan(300);
  expect(system.calls()).toEqual([versionsOf]);
});

test('1,000 representations of all kinds are answered each in its place', async () => {
  const system = generated(200);
  const ids = idsIn(system, 200);
  const missing = { __typename: 'TrainingModel', id: 'm-600000000000000000' };
  const odd = Object.values(bad).filter((one) => JSON.stringify(one).length < 1_000);
  const kinds = [models(ids.models), versions(ids.versions.slice(0, 20)), [missing], odd];
  const wanted = Array.from({ length: 1_000 }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? [];
    return kind[Math.floor(index / kinds.length) % kind.length];
  });
  const isOdd = (index: number): boolean => index % kinds.length === 3;
  const { data, errors = [] } = await askEntities(system, wanted);
  expect(data).toEqual({
    _entities: wanted.map((one, index) => (isOdd(index) || one === missing ? null : one)),
  });
  const failed = errors.map(({ path = [] }) => Number(path[1])).sort((left, right) => left - right);
  expect(failed).toEqual(wanted.flatMap((_, index) => (isOdd(index) ? [index] : [])));
  const calls = system.calls();
  // 201 ids of models, and 20 versions.
  expect(calls.filter((name) => name === list)).toHaveLength(3);
  expect(calls.filter((name) => name === version)).toHaveLength(20);
  expect(calls).toHaveLength(23);
});

test('fields beside the key are of no interest, whatever they hold', async () => {
  const system = createSmallSystem();
  putModel(system, [{}]);
  const answer = await askEntities(system, [
    { ...good, name: 'made up', region: 'ap-nowhere', versions: [], row: {}, then: 'no promise', toString: null },
    parsed(`{"__typename":"TrainingModel","id":"${id}","__proto__":{"row":{}},"constructor":{}}`),
  ]);
  expect(answer).toEqual({ data: { _entities: [good, good] } });
});

test('null is no representation: the request is refused before any call', async () => {
  const system = createSmallSystem();
  const answer = await askEntities(system, [good, null]);
  expect(answer.data).toBeUndefined();
  expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(system.calls()).toEqual([]);
});
