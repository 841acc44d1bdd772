/** `trainingModelUpstream(dryRun: true)`: an operation is rehearsed, and nothing that was made up for that is told. */
import { expect, it } from 'vitest';
import { askWith, explainOnly, type Asked } from '../helpers/inspected.ts';
import { empty, full, second, systemWithModels, v1 } from '../helpers/three-models.ts';
import { createSmallSystem } from '../helpers/small-system.ts';

const explanation =
  'explanation { totalCalls atMostCalls cacheHits expectedWaitMs calls { action region calls reads } }';
const dry = `trainingModelUpstream(dryRun: true) { ${explanation} }`;
const everything = `
  a: trainingModel(id: "${full}") { id name createdAt tags { key } versions { totalCount nodes { id version createdAt } } }
  trainingModelsByIds(ids: ["${full}", "${second}", "${empty}"]) { id readAt latestVersion { id } }
  trainingModelVersion(id: "${v1}") { id model { name tags { value } } }
  trainingModelVersions(modelId: "${second}") { edges { cursor node { id } } }
  trainingModels(filter: { name: { contains: "e" } }) { totalCount pageInfo { endCursor } nodes { id } }`;
const entities = `_entities(representations: [{ __typename: "TrainingModel", id: "${full}" }, { __typename: "TrainingModelVersion", id: "${v1}" }]) { __typename ... on TrainingModel { name } }`;
/** What only a placeholder has. */
const madeUp = /1970|2999|m-[0-9]{1,3}"|mv-v1-[0-9]{1,3}"/;

async function dryRun(query: string, asked: Asked = {}, system = systemWithModels()) {
  const answer = await askWith(system, query, asked);
  expect(system.calls()).toEqual([]);
  expect(answer.text).not.toMatch(madeUp);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return answer;
}

it('answers null for all that would be read, and what it would cost', async () => {
  const { data, errors } = await dryRun(`{ ${everything} ${entities} u: ${dry} __typename }`);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    a: null,
    trainingModelsByIds: null,
    trainingModelVersion: null,
    trainingModelVersions: null,
    trainingModels: null,
    _entities: [],
    u: { explanation: expect.objectContaining({ cacheHits: 0, expectedWaitMs: 0 }) as unknown },
    __typename: 'Query',
  });
  expect(data?.['u']).toEqual({
    explanation: (await askWith(systemWithModels(), `{ ${everything} ${entities} }`, { headers: explainOnly })).tione
      .explain,
  });
});

it('shows no calls of a rehearsal, for there are none', async () => {
  const { data } = await dryRun(
    `{ ${everything} trainingModelUpstream(dryRun: true) { calls { params } omittedCalls } }`,
  );
  expect(data?.['trainingModelUpstream']).toEqual({ calls: [], omittedCalls: 0 });
});

const rehearsed: readonly [string, string, Asked['variables']?][] = [
  ['in a fragment', `{ ...F } fragment F on Query { ... on Query { ${dry} trainingModel(id: "${full}") { name } } }`],
  [
    'under several names, one of which asks for it',
    `{ a: ${dry} trainingModelUpstream { budget { action } } trainingModel(id: "${full}") { name } }`,
  ],
  [
    'by a variable',
    `query ($dry: Boolean) { trainingModelUpstream(dryRun: $dry) { ${explanation} } trainingModel(id: "${full}") { name } }`,
    { dry: true },
  ],
  [
    'by the default of a variable',
    `query ($dry: Boolean = true) { trainingModelUpstream(dryRun: $dry) { ${explanation} } trainingModel(id: "${full}") { name } }`,
  ],
  [
    'with @include',
    `query ($yes: Boolean!) { ... @include(if: $yes) { ${dry} } trainingModel(id: "${full}") { name } }`,
    { yes: true },
  ],
];

it.each(rehearsed)('rehearses where that is asked for %s', async (_how, query, variables) => {
  const { data, errors } = await dryRun(query, { variables });
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ trainingModel: null });
});

const run: readonly [string, string, Asked['variables']?][] = [
  ['false', `{ trainingModelUpstream(dryRun: false) { ${explanation} } trainingModel(id: "${full}") { name } }`],
  ['null', `{ trainingModelUpstream(dryRun: null) { ${explanation} } trainingModel(id: "${full}") { name } }`],
  [
    'a variable that is not given',
    `query ($dry: Boolean) { trainingModelUpstream(dryRun: $dry) { ${explanation} } trainingModel(id: "${full}") { name } }`,
  ],
  [
    'what @skip leaves out',
    `query ($yes: Boolean!) { trainingModelUpstream(dryRun: true) @skip(if: $yes) { omittedCalls } trainingModel(id: "${full}") { name } }`,
    { yes: true },
  ],
];

it.each(run)('runs an operation whose dryRun is %s', async (_what, query, variables) => {
  const system = systemWithModels();
  const { data } = await askWith(system, query, { variables });
  expect(data).toMatchObject({ trainingModel: { name: 'full' } });
  if (data !== null && data !== undefined && 'trainingModelUpstream' in data)
    expect(data['trainingModelUpstream']).toEqual({ explanation: null });
  expect(system.calls()).toHaveLength(1);
});

const refused: readonly [string, string, string][] = [
  ['an id that is none', '{ trainingModel(id: "x") { name } DRY }', 'BAD_USER_INPUT'],
  ['a region that is none', `{ trainingModel(id: "${full}", region: "ap-nowhere") { name } DRY }`, 'BAD_USER_INPUT'],
  ['a page that is too long', '{ trainingModels(first: 101) { totalCount } DRY }', 'BAD_USER_INPUT'],
  ['a cursor of another list', '{ trainingModels(after: "x") { totalCount } DRY }', 'BAD_USER_INPUT'],
  [
    'too many values',
    '{ trainingModels(first: 100) { nodes { versions(first: 100) { nodes { model { versions(first: 100) { nodes { id } } } } } } } DRY }',
    'BAD_USER_INPUT',
  ],
  ['a field that there is none of', '{ nothing DRY }', 'GRAPHQL_VALIDATION_FAILED'],
];

it.each(refused)('refuses as ever: %s', async (_what, query, code) => {
  const { errors = [], data } = await dryRun(query.replace('DRY', dry));
  expect(new Set(errors.map(({ extensions }) => extensions?.['code']))).toEqual(new Set([code]));
  expect(JSON.stringify(data ?? null)).not.toMatch(/totalCount|"name"/);
  const explained = await dryRun(query.replace('DRY', ''), { headers: explainOnly });
  expect(explained.errors?.map(({ extensions }) => extensions?.['code'])).toEqual([code]);
  expect(Object.values(explained.data ?? {}).every((value) => value === null)).toBe(true);
});

it('says which part could not be read now, and explains the rest', async () => {
  const system = createSmallSystem();
  system.emulator.faults.set({ offlineActions: ['DescribeTrainingModels'] });
  await system.query('{ trainingModels { totalCount } }');
  system.calls();
  const query = `trainingModels { totalCount } trainingModel(id: "${full}") { name }`;
  const { data, errors } = await dryRun(`{ ${query} ${dry} }`, {}, system);
  expect(data).toMatchObject({
    trainingModels: null,
    trainingModel: null,
    trainingModelUpstream: { explanation: { totalCalls: 1 } },
  });
  expect(errors).toMatchObject([{ path: ['trainingModels'], extensions: { code: 'CAPABILITY_UNAVAILABLE' } }]);
  for (const accept of ['application/json', 'application/graphql-response+json']) {
    const explained = await dryRun(`{ ${query} }`, { headers: { ...explainOnly, accept } }, system);
    expect(explained).toMatchObject({
      status: 200,
      data: { trainingModels: null, trainingModel: null },
      tione: { explain: { totalCalls: 1 } },
    });
  }
});
