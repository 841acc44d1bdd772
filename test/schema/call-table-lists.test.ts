/** The fewest upstream calls, line by line: pages of models. */
import { list, testCallTable, times, versionsOf, type CallRow } from '../helpers/call-table.ts';
import { createManyModels, down, idOf, nameOf, versionIdOf } from '../helpers/many-models.ts';

const models = 25;
const versionsEach = 4;
const offline = { data: { trainingModels: null }, unavailable: [['trainingModels']] };

const versionIds = (number: number, ...ordinals: readonly number[]): readonly object[] =>
  ordinals.map((ordinal) => ({ id: versionIdOf(number, ordinal) }));

const newest = down(models - 1, 2).map((number) => ({
  id: idOf(number),
  versions: { nodes: versionIds(number, 4, 3, 2, 1) },
}));
const nodes = { trainingModels: { nodes: newest } };

/** Every way to write that versions are wanted. */
const waysToVersions: readonly Pick<CallRow, 'title' | 'query' | 'variables' | 'data'>[] = [
  { title: 'nodes', query: '{ trainingModels(first: 2) { nodes { id versions { nodes { id } } } } }', data: nodes },
  {
    title: 'edges',
    query: '{ trainingModels(first: 2) { edges { node { id versions { nodes { id } } } } } }',
    data: { trainingModels: { edges: newest.map((node) => ({ node })) } },
  },
  {
    title: 'aliases',
    query: '{ trainingModels(first: 2) { a: edges { b: node { c: versions { d: nodes { e: id } } } } } }',
    data: {
      trainingModels: {
        a: down(models - 1, 2).map((number) => ({
          b: { c: { d: [4, 3, 2, 1].map((ordinal) => ({ e: versionIdOf(number, ordinal) })) } },
        })),
      },
    },
  },
  {
    title: 'fragments',
    query: `{ trainingModels(first: 2) { ...page } }
      fragment page on TrainingModelConnection { nodes { id ... on TrainingModel { ...versions } } }
      fragment versions on TrainingModel { versions { nodes { id } } }`,
    data: nodes,
  },
  {
    title: 'variables and directives that include',
    query: `query ($first: Int, $yes: Boolean!, $no: Boolean = false) {
      trainingModels(first: $first) { nodes { id versions @include(if: $yes) @skip(if: $no) { nodes { id } } } }
    }`,
    variables: { first: 2, yes: true },
    data: nodes,
  },
];

/** Written, but not asked for. */
const waysToNone: readonly CallRow[] = [
  'versions @skip(if: $yes) { totalCount }',
  'versions @include(if: $no) @skip(if: $no) { totalCount }',
  '... @include(if: $no) { latestVersion { id } }',
].map((selection) => ({
  title: `a page of models without versions, though it says ${selection}`,
  query: `query ($yes: Boolean = true, $no: Boolean = false) {
    trainingModels(first: 2) { nodes { id ${selection} __typename @include(if: $no) @skip(if: $yes) } }
  }`,
  calls: [list],
  sent: [{ Offset: 0, Limit: 2, WithModelVersions: false }],
  data: { trainingModels: { nodes: newest.map(({ id }) => ({ id })) } },
  offline,
}));

const twenty = down(models - 1, 20);

const rows: readonly CallRow[] = [
  {
    title: 'a page of models',
    query: '{ trainingModels(first: 2) { totalCount nodes { id region name createdAt tags { key value } } } }',
    calls: [list],
    sent: [{ OrderField: 'CreateTime', Order: 'DESC', Offset: 0, Limit: 2, WithModelVersions: false }],
    data: {
      trainingModels: {
        totalCount: models,
        nodes: down(models - 1, 2).map((number) => ({
          id: idOf(number),
          region: 'ap-guangzhou',
          name: nameOf(number),
          createdAt: new Date(Date.parse('2024-01-01T00:00:00Z') + number * 3_600_000)
            .toISOString()
            .replace('.000', ''),
          tags: [{ key: 'number', value: String(number) }],
        })),
      },
    },
    offline,
  },
  ...waysToVersions.map((way) => ({
    ...way,
    title: `a page of models with versions of each, asked for with ${way.title}`,
    calls: [list],
    sent: [{ Offset: 0, Limit: 2, WithModelVersions: true }],
    offline,
  })),
  ...waysToNone,
  {
    title: 'twenty models with versions by several filters and orders, and tags',
    query: `{ trainingModels { nodes {
      name
      tags { value }
      latestVersion(filter: { format: { eq: PMML } }) { id }
      newest: versions(first: 3) { nodes { id } }
      oldest: versions(first: 1, orderBy: { field: CREATED_AT, direction: ASC }) { totalCount nodes { id model { name } } }
    } } }`,
    calls: [list],
    sent: [{ Offset: 0, Limit: 20, WithModelVersions: true }],
    data: {
      trainingModels: {
        nodes: twenty.map((number) => ({
          name: nameOf(number),
          tags: [{ value: String(number) }],
          latestVersion: { id: versionIdOf(number, 3) },
          newest: { nodes: versionIds(number, 4, 3, 2) },
          oldest: { totalCount: versionsEach, nodes: [{ id: versionIdOf(number), model: { name: nameOf(number) } }] },
        })),
      },
    },
    offline,
  },
  {
    title: 'the models of the versions of a page, with tags and versions',
    query: `{ trainingModels(first: 1) { nodes { latestVersion { model { tags { value } versions { totalCount } } } } } }`,
    calls: [list],
    data: {
      trainingModels: {
        nodes: [{ latestVersion: { model: { tags: [{ value: '24' }], versions: { totalCount: versionsEach } } } }],
      },
    },
    offline,
  },
  {
    title: 'the number of models alone',
    query: '{ trainingModels { totalCount } }',
    calls: [list],
    sent: [{ Offset: 0, Limit: 1, WithModelVersions: false }],
    data: { trainingModels: { totalCount: models } },
    offline,
  },
  {
    title: 'one list under aliases with pages of several sizes, one with versions',
    query: `{
      a: trainingModels(first: 2) { nodes { id } pageInfo { hasNextPage } }
      b: trainingModels(first: 3) { nodes { versions { totalCount } } }
      c: trainingModels { totalCount }
    }`,
    calls: [list],
    sent: [{ Offset: 0, Limit: 3, WithModelVersions: true }],
    data: {
      a: { nodes: newest.map(({ id }) => ({ id })), pageInfo: { hasNextPage: true } },
      b: { nodes: times(3, '').map(() => ({ versions: { totalCount: versionsEach } })) },
      c: { totalCount: models },
    },
    offline: { data: { a: null, b: null, c: null }, unavailable: [['a'], ['b'], ['c']] },
  },
  {
    title: 'a list and models of it by their ids',
    query: `{
      trainingModels(first: 3) { nodes { id } }
      trainingModelsByIds(ids: ["${idOf(24)}", "${idOf(23)}"]) { name }
    }`,
    calls: [list, list],
    data: {
      trainingModels: { nodes: [24, 23, 22].map((number) => ({ id: idOf(number) })) },
      trainingModelsByIds: [{ name: nameOf(24) }, { name: nameOf(23) }],
    },
    offline: {
      calls: [list, list, versionsOf, versionsOf],
      data: { trainingModels: null, trainingModelsByIds: [{ name: nameOf(24) }, { name: nameOf(23) }] },
      unavailable: [['trainingModels']],
    },
  },
];

testCallTable(rows, () => createManyModels({ models, versions: versionsEach }));
