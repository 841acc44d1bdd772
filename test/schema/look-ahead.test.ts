/** The call of a model depends on what is selected of it, however it is written down. */
import { expect, it } from 'vitest';
import { createSmallSystem, modelId, putModel, sentParams } from '../helpers/small-system.ts';

const tags = 'tags { key }';
const versions = 'versions { totalCount }';

interface Row {
  readonly title: string;
  readonly selection: string;
  readonly fragments?: string;
  readonly variables?: Readonly<Record<string, boolean>>;
  /** `WithModelVersions` of the list call; undefined where the versions are asked for instead. */
  readonly listed?: boolean;
}

const rows: readonly Row[] = [
  { title: 'tags', selection: tags, listed: false },
  { title: 'tags and versions', selection: `${tags} ${versions}`, listed: true },
  { title: 'tags and the latest version', selection: `${tags} latestVersion { id }`, listed: true },
  { title: 'versions', selection: versions },
  { title: 'nothing but __typename', selection: '__typename' },
  { title: 'tags under an alias', selection: 'labels: tags { value }', listed: false },
  { title: 'a field under the alias tags', selection: 'tags: name' },
  { title: 'versions under the alias tags', selection: 'tags: versions { totalCount }' },
  { title: 'tags in an inline fragment', selection: `... { ${tags} }`, listed: false },
  { title: 'tags in a typed inline fragment', selection: `... on TrainingModel { ${tags} ${versions} }`, listed: true },
  {
    title: 'tags in fragments in a fragment',
    selection: '...Outer',
    fragments: `fragment Outer on TrainingModel { name ...Inner } fragment Inner on TrainingModel { ... { ${tags} } }`,
    listed: false,
  },
  {
    title: 'versions and tags in two fragments',
    selection: '...A ...B',
    fragments: `fragment A on TrainingModel { ${tags} } fragment B on TrainingModel { ${versions} }`,
    listed: true,
  },
  { title: 'tags with @include(if: true)', selection: `name tags @include(if: true) { key }`, listed: false },
  { title: 'tags with @include(if: false)', selection: `name tags @include(if: false) { key }` },
  { title: 'tags with @skip(if: true)', selection: `name tags @skip(if: true) { key }` },
  {
    title: 'tags that a variable includes',
    selection: 'name tags @include(if: $flag) { key }',
    variables: { flag: true },
    listed: false,
  },
  {
    title: 'tags that a variable does not include',
    selection: 'name tags @include(if: $flag) { key }',
    variables: { flag: false },
  },
  {
    title: 'tags that a variable skips',
    selection: 'name tags @skip(if: $flag) { key }',
    variables: { flag: true },
  },
  {
    title: 'tags that the default of a variable skips',
    selection: 'name tags @skip(if: $skipped) { key }',
  },
  {
    title: 'tags in a skipped inline fragment',
    selection: `name ... @skip(if: $flag) { ${tags} }`,
    variables: { flag: true },
  },
  {
    title: 'tags in a fragment that is not included',
    selection: 'name ...Tags @include(if: $flag)',
    fragments: `fragment Tags on TrainingModel { ${tags} }`,
    variables: { flag: false },
  },
  {
    title: 'versions that are skipped beside tags',
    selection: `${tags} versions @skip(if: $flag) { totalCount }`,
    variables: { flag: true },
    listed: false,
  },
  {
    title: 'tags that are both included and skipped',
    selection: 'name tags @include(if: $flag) @skip(if: $flag) { key }',
    variables: { flag: true },
  },
];

it.each(rows)('selecting $title costs one call', async ({ selection, fragments = '', variables = {}, listed }) => {
  const system = createSmallSystem();
  putModel(system, [{}]);
  const answer = await system.query(
    `query ($flag: Boolean = false, $skipped: Boolean = true) {
      unused: __typename @skip(if: $flag) @include(if: $skipped)
      trainingModel(id: "${modelId}") { ${selection} }
    } ${fragments}`,
    variables,
  );
  expect(answer.errors).toBeUndefined();
  const [first] = sentParams(system);
  if (listed === undefined) {
    expect(system.calls()).toEqual(['DescribeTrainingModelVersions']);
    expect(first).toEqual({ TrainingModelId: modelId });
  } else {
    expect(system.calls()).toEqual(['DescribeTrainingModels']);
    expect(first).toMatchObject({ WithModelVersions: listed });
  }
});

it('a field selected twice counts as selected when one of the two is', async () => {
  const system = createSmallSystem();
  putModel(system, [{}]);
  await system.query(
    `{ trainingModel(id: "${modelId}") { name tags @skip(if: true) { key } } trainingModel(id: "${modelId}") { tags { value } } }`,
  );
  expect(system.calls()).toEqual(['DescribeTrainingModels']);
});

it.each([
  { title: 'on a field', selection: 'name tags @include(if: $flag) { key }' },
  {
    title: 'in a fragment',
    selection: '... { name ...Tags }',
    fragments: tagsFragment('tags @include(if: $flag) { key }'),
  },
])(
  'a variable that decides $title is looked at in each request of one document',
  async ({ selection, fragments = '' }) => {
    const system = createSmallSystem();
    putModel(system, [{}]);
    const document = `query ($flag: Boolean!) { trainingModel(id: "${modelId}") { ${selection} } } ${fragments}`;
    for (const flag of [true, false, true]) {
      expect((await system.query(document, { flag })).errors).toBeUndefined();
      expect(system.calls()).toEqual([flag ? 'DescribeTrainingModels' : 'DescribeTrainingModelVersions']);
    }
  },
);

function tagsFragment(field: string): string {
  return `fragment Tags on TrainingModel { ${field} }`;
}
