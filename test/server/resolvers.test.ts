/** How many resolvers run for what is remembered: of rows that were answered before, none does. */
import { isObjectType, type GraphQLFieldResolver } from 'graphql';
import { afterAll, expect, it } from 'vitest';
import { schema } from '../../src/schema/index.ts';
import { createSystem } from '../helpers/system.ts';

type Resolve = GraphQLFieldResolver<unknown, unknown>;

const runs = new Map<string, number>();
const originals: (() => void)[] = [];
afterAll(() => {
  for (const restore of originals) restore();
});

/** With as many parameters as it has: what a resolver does not take tells what it depends on. */
function counted(name: string, resolve: Resolve): Resolve {
  const count = (): void => void runs.set(name, (runs.get(name) ?? 0) + 1);
  // Called with what the caller of the outer one gave, whatever that is.
  const inner = resolve as (...args: readonly unknown[]) => unknown;
  const byParameters: readonly ((...args: readonly unknown[]) => unknown)[] = [
    () => (count(), inner()),
    (a) => (count(), inner(a)),
    (a, b) => (count(), inner(a, b)),
    (a, b, c) => (count(), inner(a, b, c)),
    (a, b, c, d) => (count(), inner(a, b, c, d)),
  ];
  return (byParameters[resolve.length] ?? byParameters[4]) as Resolve;
}

// Before a server compiles anything.
for (const type of Object.values(schema.getTypeMap()))
  if (isObjectType(type) && !type.name.startsWith('__'))
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (resolve === undefined) continue;
      originals.push(() => {
        field.resolve = resolve;
      });
      field.resolve = counted(`${type.name}.${field.name}`, resolve);
    }

// One of them is the published one.
const models = 21;
const row = 'id version status type format createdAt metrics { name value } artifact { bucket uris }';
const model = `id name createdAt versions(first: $first) { totalCount nodes { ${row} } }`;

const operations: readonly (readonly [what: string, query: string, expected: Readonly<Record<string, number>>])[] = [
  [
    'a model with versions',
    `query ($first: Int, $id: ID!) { trainingModel(id: $id) { ${model} } }`,
    { 'Query.trainingModel': 1, 'TrainingModel.versions': 1 },
  ],
  [
    'models by id with versions',
    `query ($first: Int, $ids: [ID!]!) { trainingModelsByIds(ids: $ids) { ${model} } }`,
    { 'Query.trainingModelsByIds': 1, 'TrainingModel.versions': models },
  ],
  [
    'a page of models with versions',
    `query ($first: Int) { trainingModels(first: 100) { nodes { ${model} } } }`,
    { 'Query.trainingModels': 1, 'TrainingModelConnection.nodes': 1, 'TrainingModel.versions': models },
  ],
  [
    'entities with versions',
    `query ($first: Int, $of: [_Any!]!) { _entities(representations: $of) { ... on TrainingModel { ${model} } } }`,
    { 'Query._entities': 1, 'TrainingModel.versions': models },
  ],
];

it.each(operations)('%s', async (_what, query, expected) => {
  const system = createSystem({
    emulator: { models: models - 1, versions: 3 },
    server: { regions: ['ap-guangzhou'], cacheTtlMs: 600_000 },
  });
  const { data } = await system.query('{ trainingModels(first: 100) { nodes { id } } }');
  const ids = (data?.['trainingModels'] as { nodes: { id: string }[] }).nodes.map(({ id }) => id);
  const of = ids.map((id) => ({ __typename: 'TrainingModel', id }));
  const variables = { id: ids[3], ids, of, first: 10 };
  // Pages and rows are kept when they are asked for again. Another size of a page that holds all is the same page, and another request.
  for (let first = 10; first < 14; first += 1) await system.query(query, { ...variables, first });
  system.calls();
  runs.clear();
  const { short } = system.server.ways();
  const answer = await system.query(query, { ...variables, first: 20 });
  expect(answer.errors).toBeUndefined();
  expect(system.server.ways().short).toBe(short + 1);
  expect(Object.fromEntries(runs)).toEqual(expected);
  expect(system.calls()).toEqual([]);
});
