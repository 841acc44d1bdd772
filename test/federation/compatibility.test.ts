/** The cases of Apollo's federation compatibility suite that concern what this subgraph uses, on its own schema. */
import { parse, visit } from 'graphql';
import { expect, test } from 'vitest';
import { createSmallSystem } from '../helpers/small-system.ts';
import { createSystem } from '../helpers/system.ts';
import { askEntities } from './entities.ts';

const modelId = 'm-608587242317024640';
const versionId = 'mv-v1-625097625049989888';
const model = { __typename: 'TrainingModel', id: modelId };
const version = { __typename: 'TrainingModelVersion', id: versionId };

async function serviceSdl(): Promise<string> {
  const { data } = await createSystem().query('{ _service { sdl } }');
  return (data as { _service: { sdl: string } })._service.sdl;
}

test('_service: answers the SDL, with keys and shareable types', async () => {
  const sdl = await serviceSdl();
  expect(sdl).toMatch(/type TrainingModel\s+@key\(fields: "id"\)/);
  expect(sdl).toMatch(/type TrainingModelVersion\s+@key\(fields: "id"\)/);
  expect(sdl).toMatch(/type PageInfo\s+@shareable/);
  expect(sdl).not.toMatch(/_entities|_service|_Any/);
});

test('@link: imports every directive that the SDL uses, and no other', async () => {
  const sdl = await serviceSdl();
  const link = /@link\(url: "https:\/\/specs\.apollo\.dev\/federation\/v2\.\d+", import: \[([^\]]*)\]\)/.exec(sdl);
  const imported = [...(link?.[1] ?? '').matchAll(/"@(\w+)"/g)].map(([, name]) => name);
  const used = new Set<string>();
  visit(parse(sdl), {
    Directive: ({ name }) => {
      if (!['link', 'deprecated', 'specifiedBy', 'oneOf'].includes(name.value)) used.add(name.value);
    },
  });
  expect([...imported].sort()).toEqual([...used].sort());
});

test.each([
  { fields: 'name versions { totalCount }', of: model, is: { name: 'test-model', versions: { totalCount: 1 } } },
  {
    fields: 'version model { id name }',
    of: version,
    is: { version: 'v1', model: { id: modelId, name: 'test-model' } },
  },
])('@key: finds a $of.__typename by its id, with one call', async ({ fields, of, is }) => {
  const system = createSmallSystem();
  const answer = await askEntities(
    system,
    [of],
    `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { __typename ... on ${of.__typename} { id region ${fields} } }
    }`,
  );
  expect(answer).toEqual({ data: { _entities: [{ ...of, region: 'ap-guangzhou', ...is }] } });
  expect(system.calls()).toHaveLength(1);
});

test('_entities: answers types in the order they were asked for, by aliases too', async () => {
  const system = createSystem();
  const answer = await system.query(
    `query ($first: [_Any!]!, $second: [_Any!]!) {
      first: _entities(representations: $first) { ...Parts }
      second: _entities(representations: $second) { ...Parts }
    }
    fragment Parts on _Entity {
      __typename
      ... on TrainingModel { id modelName: name }
      ... on TrainingModelVersion { id label: version }
    }`,
    { first: [version, model, version], second: [model] },
  );
  const found = { model: { ...model, modelName: 'test-model' }, version: { ...version, label: 'v1' } };
  expect(answer).toEqual({ data: { first: [found.version, found.model, found.version], second: [found.model] } });
});

test('_entities: an id that nobody has is null without an error', async () => {
  const unknown = [
    { __typename: 'TrainingModel', id: 'm-600000000000000000' },
    { __typename: 'TrainingModelVersion', id: 'mv-v1-600000000000000001' },
  ];
  const answer = await askEntities(createSystem(), [...unknown, model]);
  expect(answer).toEqual({ data: { _entities: [null, null, model] } });
});

test('_entities: of nothing is nothing, and costs nothing', async () => {
  const system = createSystem();
  expect(await askEntities(system, [])).toEqual({ data: { _entities: [] } });
  expect(system.calls()).toEqual([]);
});

test('introspection: the fields and types of federation are there', async () => {
  const { data } = await createSystem().query(
    '{ _Entity: __type(name: "_Entity") { possibleTypes { name } } _Any: __type(name: "_Any") { kind } }',
  );
  expect(data).toEqual({
    _Entity: { possibleTypes: [{ name: 'TrainingModel' }, { name: 'TrainingModelVersion' }] },
    _Any: { kind: 'SCALAR' },
  });
});
