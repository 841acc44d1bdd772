/** The fewest upstream calls, line by line: many models by their ids. */
import { list, testCallTable, times, versionsOf, type CallRow } from '../helpers/call-table.ts';
import { createManyModels, down, idOf, nameOf, versionIdOf } from '../helpers/many-models.ts';

const models = 250;

/** Models by number: how many, and the calls of the list action that they cost. */
const sizes = [
  { size: 2, calls: 1 },
  { size: 3, calls: 1 },
  { size: 100, calls: 1 },
  { size: 101, calls: 2 },
  { size: 250, calls: 3 },
];

const byIds = (selection: string): string => `query ($ids: [ID!]!) { trainingModelsByIds(ids: $ids) { ${selection} } }`;

const selections: readonly {
  readonly selection: string;
  readonly withVersions: boolean;
  readonly answer: (number: number) => object;
}[] = [
  {
    selection: 'id name',
    withVersions: false,
    answer: (number: number) => ({ id: idOf(number), name: nameOf(number) }),
  },
  {
    selection: 'latestVersion { id }',
    withVersions: true,
    answer: (number: number) => ({ latestVersion: { id: versionIdOf(number, 2) } }),
  },
  {
    selection: 'name versions(first: 1) { totalCount }',
    withVersions: true,
    answer: (number: number) => ({ name: nameOf(number), versions: { totalCount: 2 } }),
  },
];

/** Published actions know no tags. */
const tagged = (numbers: readonly number[], tags: (number: number) => unknown): object => ({
  trainingModelsByIds: numbers.map((number) => ({ name: nameOf(number), tags: tags(number) })),
});

const rows: readonly CallRow[] = [
  ...sizes.flatMap(({ size, calls }) =>
    selections.map(({ selection, withVersions, answer }) => {
      const numbers = down(models - 1, size);
      return {
        title: `{ ${selection} } of ${String(size)} models by id`,
        query: byIds(selection),
        variables: { ids: numbers.map(idOf) },
        calls: times(calls, list),
        sent: times(calls, '').map(() => ({ WithModelVersions: withVersions })),
        data: { trainingModelsByIds: numbers.map(answer) },
        offline: { calls: [...times(calls, list), ...times(size, versionsOf)] },
      };
    }),
  ),
  {
    title: 'a single model of a list of ids',
    query: byIds('name versions { totalCount }'),
    variables: { ids: [idOf(7)] },
    calls: [versionsOf],
    data: { trainingModelsByIds: [{ name: nameOf(7), versions: { totalCount: 2 } }] },
  },
  {
    title: 'one model by its id, five times',
    query: byIds('name'),
    variables: { ids: times(5, idOf(7)) },
    calls: [versionsOf],
    data: { trainingModelsByIds: times(5, '').map(() => ({ name: nameOf(7) })) },
  },
  {
    title: 'no models by id',
    query: byIds('name'),
    variables: { ids: [] },
    calls: [],
    data: { trainingModelsByIds: [] },
  },
  {
    title: 'three models by alias, with and without versions',
    query: `{
      a: trainingModel(id: "${idOf(1)}") { name }
      b: trainingModelsByIds(ids: ["${idOf(2)}"]) { name }
      c: trainingModel(id: "${idOf(3)}") { latestVersion { id } }
      d: trainingModel(id: "${idOf(1)}") { id }
    }`,
    calls: [list],
    data: {
      a: { name: nameOf(1) },
      b: [{ name: nameOf(2) }],
      c: { latestVersion: { id: versionIdOf(3, 2) } },
      d: { id: idOf(1) },
    },
    offline: { calls: [list, ...times(3, versionsOf)] },
  },
  {
    title: 'two models by id with tags',
    query: byIds('name tags { value }'),
    variables: { ids: [idOf(1), idOf(2)] },
    calls: [list],
    data: tagged([1, 2], (number) => [{ value: String(number) }]),
    offline: {
      calls: [list, versionsOf, versionsOf],
      data: tagged([1, 2], () => null),
      unavailable: [0, 1].map((index) => ['trainingModelsByIds', index, 'tags']),
    },
  },
  {
    title: 'the versions of three models, each listed by its own field',
    query: `{ ${[1, 2, 3]
      .map((number) => `a${String(number)}: trainingModelVersions(modelId: "${idOf(number)}") { totalCount }`)
      .join(' ')} }`,
    calls: [list],
    data: { a1: { totalCount: 2 }, a2: { totalCount: 2 }, a3: { totalCount: 2 } },
    offline: { calls: [list, ...times(3, versionsOf)] },
  },
];

testCallTable(rows, () => createManyModels({ models, versions: 2 }));
