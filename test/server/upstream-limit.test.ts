/** What one operation may take of TI-ONE, counted before any call. */
import { expect, it } from 'vitest';
import { createSystem } from '../helpers/system.ts';

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const contains = '{ name: { contains: "x" } }';
const list = (filter: string) => (index: number) =>
  `a${String(index)}: trainingModels(filter: ${filter}) { totalCount }`;
const version = (below: string) => (index: number) =>
  `a${String(index)}: trainingModelVersion(id: "mv-${String(index + 1)}") { ${below} }`;
const model = (index: number): string => `a${String(index)}: trainingModel(id: "m-${String(index + 1)}") { id }`;
const versions = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ __typename: 'TrainingModelVersion', id: `mv-${String(index)}` }));
const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on TrainingModelVersion { id } } }';
const deepEntities = entities
  .replace('{ id }', '{ ...V }')
  .concat(' fragment V on TrainingModelVersion { model { latestVersion { id } } }');
const regional = (index: number) =>
  `a${String(index)}: trainingModelVersion(id: "mv-1", region: "${index % 2 === 0 ? 'ap-guangzhou' : 'ap-shanghai'}") { id }`;

interface Case {
  readonly count: number;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

it.each<[string, Case]>([
  ['versions by aliases', { count: 201, query: `{ ${times(201, version('id'))} }` }],
  ['versions with their models', { count: 202, query: `{ ${times(101, version('model { tags { key } }'))} }` }],
  [
    'versions in a fragment',
    { count: 201, query: `{ ...F ...F } fragment F on Query { ${times(201, version('id'))} }` },
  ],
  ['lists that are filtered here', { count: 204, query: `{ ${times(17, list(contains))} }` }],
  ['lists that TI-ONE filters', { count: 202, query: `{ ${times(101, list('{ format: { eq: PYTORCH } }'))} }` }],
  ['representations of versions', { count: 201, query: entities, variables: { r: versions(201) } }],
  ['representations of versions with models', { count: 202, query: deepEntities, variables: { r: versions(101) } }],
  [
    'models, versions and lists',
    { count: 201, query: `{ ${times(188, version('id'))} m: trainingModel(id: "m-1") { id } ${list(contains)(200)} }` },
  ],
])('refuses %s', async (_title, { count, query, variables }) => {
  const system = createSystem();
  const answer = await system.query(query, variables);
  expect(answer).toEqual({
    errors: [
      {
        message:
          `The operation takes up to ${String(count)} calls of TI-ONE; at most 200 are allowed. ` +
          'Ask for fewer versions by id, or for fewer lists with conditions that TI-ONE cannot evaluate alone.',
        locations: [{ line: 1, column: expect.any(Number) as unknown }],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ],
  });
  expect(system.calls()).toEqual([]);
});

it.each<[string, Case]>([
  ['versions by aliases', { count: 200, query: `{ ${times(200, version('id model { name }'))} }` }],
  ['representations of versions', { count: 200, query: entities, variables: { r: versions(200) } }],
  [
    'the same version under many names',
    { count: 1, query: `{ ${times(300, () => version('id')(1)).replaceAll('a1:', '')} }` },
  ],
  ['a version in two regions, many times', { count: 2, query: `{ ${times(250, regional)} }` }],
  ['models, which are read by the hundred', { count: 4, query: `{ ${times(360, model)} }` }],
  ['lists that can match nothing', { count: 0, query: `{ ${times(150, list('{ id: { in: [] } }'))} }` }],
  ['lists of ids', { count: 1, query: `{ ${times(150, list('{ id: { eq: "m-1" } }'))} }` }],
  [
    'what is left out',
    {
      count: 0,
      query: `query ($no: Boolean = false) { __typename ... @include(if: $no) { ${times(250, version('id'))} } }`,
    },
  ],
  [
    'ids that are none',
    { count: 0, query: `{ ${times(300, (i) => `a${String(i)}: trainingModelVersion(id: "x") { id }`)} }` },
  ],
])('answers %s', async (_title, { count, query, variables }) => {
  const system = createSystem({ server: { regions: ['ap-guangzhou', 'ap-shanghai'] } });
  const answer = await system.query(query, variables);
  expect(answer).toHaveProperty('data');
  // Of what is in no region, each is looked at.
  expect(system.calls().length).toBeLessThanOrEqual(2 * count);
});

it('lets one list look at all that it may, and no second one', async () => {
  const system = createSystem({ server: { scanLimit: 30_000 } });
  expect(await system.query(`{ ${list(contains)(0)} }`)).toHaveProperty('data');
  expect((await system.query(`{ ${times(2, list(contains))} }`)).errors?.[0]?.message).toMatch(
    /up to 610 calls .* at most 305 /,
  );
});
