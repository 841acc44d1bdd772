/** Look-ups by id alone in several regions: where they look, and in which order. */
import { expect, it } from 'vitest';
import { list, version, versionsOf } from '../helpers/call-table.ts';
import {
  called,
  createRegionalSystem,
  first,
  regions,
  second,
  third,
  type Region,
} from '../helpers/regional-system.ts';
import { failures } from '../helpers/small-system.ts';
import type { Transport } from '../../src/tione/transport.ts';

const model = 'm-700000000000000010';
const firstVersion = 'mv-v1-700000000000000011';
const record = {
  TrainingModelId: model,
  TrainingModelName: 'here',
  TrainingModelVersions: [{ TrainingModelVersionId: firstVersion }],
};

interface LookUp {
  readonly field: string;
  /** The arguments of the field without the region. */
  readonly args: string;
  readonly selection: string;
  readonly action: string;
  readonly answer: (region: string) => unknown;
  readonly nothing: unknown;
}

const lookUps: readonly LookUp[] = [
  {
    field: 'trainingModel',
    args: `id: "${model}"`,
    selection: 'region name latestVersion { region id }',
    action: versionsOf,
    answer: (region) => ({ region, name: 'here', latestVersion: { region, id: firstVersion } }),
    nothing: null,
  },
  {
    field: 'trainingModel',
    args: `id: "${model}"`,
    selection: 'region tags { key } versions { totalCount }',
    action: list,
    answer: (region) => ({ region, tags: [], versions: { totalCount: 1 } }),
    nothing: null,
  },
  {
    field: 'trainingModelsByIds',
    args: `ids: ["${model}"]`,
    selection: 'region name',
    action: versionsOf,
    answer: (region) => [{ region, name: 'here' }],
    nothing: [null],
  },
  {
    field: 'trainingModelVersion',
    args: `id: "${firstVersion}"`,
    selection: 'region version model { region name }',
    action: version,
    answer: (region) => ({ region, version: 'v1', model: { region, name: 'here' } }),
    nothing: null,
  },
  {
    field: 'trainingModelVersions',
    args: `modelId: "${model}"`,
    selection: 'totalCount nodes { region id }',
    action: versionsOf,
    answer: (region) => ({ totalCount: 1, nodes: [{ region, id: firstVersion }] }),
    nothing: null,
  },
];

const queryOf = ({ field, args, selection }: LookUp, region?: string): string =>
  `{ ${field}(${args}${region === undefined ? '' : `, region: "${region}"`}) { ${selection} } }`;

const inEachRegion = lookUps.flatMap((lookUp) =>
  regions.map((region, index) => ({ lookUp, region, asked: regions.slice(0, index + 1), ...lookUp })),
);

it.each(inEachRegion)(
  '$field { $selection } is looked for region by region, and found in $region; then that is known',
  async ({ lookUp, region, asked, field, action, answer }) => {
    const system = createRegionalSystem();
    system.put(region, record);
    expect(await system.query(queryOf(lookUp))).toEqual({ data: { [field]: answer(region) } });
    expect(system.where()).toEqual(asked.map((name) => called(action, name)));
    expect(await system.query(queryOf(lookUp))).toEqual({ data: { [field]: answer(region) } });
    expect(system.where()).toEqual([called(action, region)]);
  },
);

it.each(lookUps)('$field { $selection } that is nowhere is null after a look at every region', async (lookUp) => {
  const system = createRegionalSystem();
  expect(await system.query(queryOf(lookUp))).toEqual({ data: { [lookUp.field]: lookUp.nothing } });
  expect(system.where()).toEqual(regions.map((name) => called(lookUp.action, name)));
});

it.each(inEachRegion)(
  '$field { $selection } is looked for in the named region alone, known or not: $region',
  async ({ lookUp, region, field, action, answer, nothing }) => {
    const system = createRegionalSystem();
    system.put(second, record);
    const expected = { data: { [field]: region === second ? answer(second) : nothing } };
    expect(await system.query(queryOf(lookUp, region))).toEqual(expected);
    expect(system.where()).toEqual([called(action, region)]);
    await system.query(queryOf(lookUp));
    system.where();
    expect(await system.query(queryOf(lookUp, region))).toEqual(expected);
    expect(system.where()).toEqual([called(action, region)]);
    expect(await system.query(queryOf(lookUp))).toEqual({ data: { [field]: answer(second) } });
    expect(system.where()).toEqual([called(action, second)]);
  },
);

it.each([
  ...lookUps.map((lookUp) => ({ field: lookUp.field, query: queryOf(lookUp, 'ap-nanjing') })),
  { field: 'trainingModels', query: '{ trainingModels(region: "ap-nanjing") { totalCount } }' },
  { field: 'trainingModels', query: '{ trainingModels(region: "") { totalCount } }' },
])(
  'a region that is not configured is refused before any call, with those that are: $query',
  async ({ query, field }) => {
    const system = createRegionalSystem();
    const { errors = [] } = await system.query(query);
    expect(errors.map(({ path, extensions }) => [path?.[0], extensions?.['code']])).toEqual([
      [field, 'BAD_USER_INPUT'],
    ]);
    expect(errors[0]?.message).toContain('configured: ap-guangzhou, ap-shanghai, ap-beijing');
    expect(system.where()).toEqual([]);
  },
);

it('lists the default region unless another is named', async () => {
  const system = createRegionalSystem();
  system.put(third, record);
  const total = 'totalCount nodes { id region }';
  const answer = await system.query(
    `{ a: trainingModels { totalCount } b: trainingModels(region: "${third}") { ${total} } }`,
  );
  // The default region has the published record.
  expect(answer).toEqual({
    data: { a: { totalCount: 1 }, b: { totalCount: 1, nodes: [{ id: model, region: third }] } },
  });
  expect(system.where()).toEqual([called(list, first), called(list, third)]);
});

/** One region answers with an error for as long as it is told to. */
function createWithFailingRegion(failing: Region): {
  readonly system: ReturnType<typeof createRegionalSystem>;
  heal: () => void;
} {
  let isFailing = true;
  const text = JSON.stringify({ Response: { Error: { Code: 'InternalError', Message: 'down' }, RequestId: 'r-1' } });
  const around =
    (transport: Transport): Transport =>
    (request) =>
      isFailing && request.headers?.['x-tc-region'] === failing
        ? Promise.resolve({ status: 200, text })
        : transport(request);
  const system = createRegionalSystem({}, around);
  return {
    system,
    heal: () => {
      isFailing = false;
    },
  };
}

it.each(lookUps)('$field { $selection } fails, and is not null, when a region on the way fails', async (lookUp) => {
  const { field } = lookUp;
  const { system, heal } = createWithFailingRegion(second);
  system.put(third, record);
  const { errors = [] } = await system.query(queryOf(lookUp));
  expect(errors.map(({ path, extensions }) => [path?.[0], extensions?.['code'], extensions?.['region']])).toEqual([
    [field, 'UPSTREAM_UNAVAILABLE', second],
  ]);
  heal();
  expect(await system.query(queryOf(lookUp))).toEqual({ data: { [field]: lookUp.answer(third) } });
});

it.each(lookUps)('$field { $selection } needs no region after the one that has it', async (lookUp) => {
  const { system } = createWithFailingRegion(second);
  system.put(first, record);
  expect(await system.query(queryOf(lookUp))).toEqual({ data: { [lookUp.field]: lookUp.answer(first) } });
});

it('a failing region fails those models alone that are looked for there', async () => {
  const { system } = createWithFailingRegion(second);
  system.put(first, record);
  const answer = await system.query(`{ trainingModelsByIds(ids: ["m-1", "${model}", "m-2"]) { name } }`);
  expect(answer.data).toEqual({ trainingModelsByIds: [null, { name: 'here' }, null] });
  expect(failures(answer)).toEqual(
    [0, 2].map((index) => ({ path: ['trainingModelsByIds', index], code: 'UPSTREAM_UNAVAILABLE' })),
  );
});
