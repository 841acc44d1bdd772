/** What TI-ONE sends and this version does not know is told of: names of fields, values of enums, and nothing else. */
import { expect, test } from 'vitest';
import { createNews, type News } from '../../src/telemetry/news.ts';
import { measured } from '../helpers/measured.ts';
import { readMetrics } from '../helpers/metrics-page.ts';
import { createSystem, type System, type SystemOptions } from '../helpers/system.ts';

const id = 'm-608587242317024640';
const all = `{ trainingModel(id: "${id}") { tags { key } versions { nodes {
  type format algorithmFramework source status inference { source customImage { type } }
} } } }`;
const enums = [
  'TrainingModelFormat',
  'TrainingModelFramework',
  'TrainingModelImageType',
  'TrainingModelImportStatus',
  'TrainingModelInferenceSource',
  'TrainingModelSource',
  'TrainingModelVersionType',
];

type Wire = Record<string, unknown>;

/** A system whose upstream changes its answers so, and what it tells of. */
async function create(change: (answer: Wire) => void, options: SystemOptions = {}) {
  const news: News[] = [];
  const { onUnknownField, onUnknownValue } = createNews((told) => void news.push(told));
  const create = ({ client, server, ...others }: SystemOptions): System =>
    createSystem({
      ...others,
      client: {
        ...client,
        onUnknownField: (unknown) => {
          client?.onUnknownField?.(unknown);
          onUnknownField(unknown);
        },
      },
      server: {
        ...server,
        onUnknownValue: (unknown) => {
          server?.onUnknownValue?.(unknown);
          onUnknownValue(unknown);
        },
      },
      around: (transport) => async (request) => {
        const { text, ...answer } = await transport(request);
        const { Response } = JSON.parse(text) as { Response: Wire };
        change(Response);
        return { ...answer, text: JSON.stringify({ Response }) };
      },
    });
  return { system: await measured(create, options), news };
}

/** Objects in one place of an answer. */
function at(answer: Wire, ...path: readonly string[]): readonly Wire[] {
  const [key = '', ...rest] = path;
  const found = (answer[key] ?? []) as Wire | readonly Wire[];
  const values = [found].flat();
  return rest.length === 0 ? values : values.flatMap((value) => at(value, ...rest));
}

test('of all that TI-ONE is known to send, there is nothing to tell', async () => {
  const { system, news } = await create(() => undefined, { emulator: { models: 20, versions: 3 } });
  for (const query of [
    '{ trainingModels(first: 20) { nodes { id tags { key } versions { nodes { id type format status } } } } }',
    all,
    `{ trainingModelVersion(id: "mv-v1-625097625049989888") { id algorithmFramework source } }`,
  ])
    expect((await system.query(query)).errors).toBeUndefined();
  expect(system.calls().length).toBeGreaterThan(2);
  expect(news).toEqual([]);
  const { sum } = await readMetrics(system.server);
  expect(sum('tione_graphql_unknown_wire_fields_total') + sum('tione_graphql_unknown_enum_values_total')).toBe(0);
});

test('new fields are told of by type and name, once each, counted each time that they come, and answered as before', async () => {
  const secret = { Password: 'value-that-nobody-shall-see' };
  const { system, news } = await create(
    (answer) => {
      answer['NextToken'] = secret;
      for (const model of at(answer, 'TrainingModels')) model['Owner'] = secret;
      for (const tag of at(answer, 'TrainingModels', 'Tags')) tag['TagId'] = 1;
      const versions = at(answer, 'TrainingModels', 'TrainingModelVersions');
      for (const version of versions) {
        version['Lineage'] = secret;
        version['TrainingModelCosPath'] = { Bucket: 'b', CrossRegion: secret };
        version['ReasoningImageInfo'] = { ImageType: 'TCR', Digest: secret };
      }
    },
    { server: { cacheTtlMs: 60_000 } },
  );
  const models = system.emulator.store.models('ap-guangzhou').find((model) => model.TrainingModelId === id);
  const tags = models?.Tags?.length ?? 0;
  const versions = models?.TrainingModelVersions.length ?? 0;
  const { data, errors } = await system.query(all);
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    trainingModel: { versions: { nodes: [{ inference: { customImage: { type: 'TCR' } } }] } },
  });
  const told: readonly News[] = [
    { kind: 'field', type: 'TrainingModelDTO', field: 'Owner' },
    { kind: 'field', type: 'Tag', field: 'TagId' },
    { kind: 'field', type: 'TrainingModelVersionDTO', field: 'Lineage' },
    { kind: 'field', type: 'CosPathInfo', field: 'CrossRegion' },
    { kind: 'field', type: 'ImageInfo', field: 'Digest' },
    { kind: 'field', type: 'DescribeTrainingModelsResponse', field: 'NextToken' },
  ];
  const byName = (a: News, b: News): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  expect([...news].sort(byName)).toEqual([...told].sort(byName));

  // From memory nothing comes; read anew, everything does.
  await system.query(all);
  expect(system.calls()).toHaveLength(1);
  await system.server.fetch(
    new Request('http://127.0.0.1/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
      body: JSON.stringify({ query: all }),
    }),
  );
  expect(system.calls()).toHaveLength(1);
  expect(news).toHaveLength(told.length);
  const page = await readMetrics(system.server);
  const counted = (type: string, field: string): number =>
    page.sum('tione_graphql_unknown_wire_fields_total', { type, field });
  expect(counted('TrainingModelDTO', 'Owner')).toBe(2);
  expect(counted('Tag', 'TagId')).toBe(2 * tags);
  expect(counted('TrainingModelVersionDTO', 'Lineage')).toBe(2 * versions);
  expect(counted('DescribeTrainingModelsResponse', 'NextToken')).toBe(2);
  expect(tags * versions).toBeGreaterThan(0);
  expect(JSON.stringify([news, page.samples])).not.toContain('value-that-nobody');
});

test('values that no enum knows are told of where they are asked for, and not where they are only looked at', async () => {
  const { system, news } = await create(() => undefined);
  system.emulator.faults.set({ unknownEnums: true });
  await system.query(
    `{ trainingModel(id: "${id}") { versions(filter: { format: { eq: ONNX } }) { nodes { formatRaw } } } }`,
  );
  expect(news).toEqual([]);

  await system.query(all);
  await system.query(all);
  expect(news.map((told) => told.kind === 'value' && told.enum).sort()).toEqual(enums);
  const { sum } = await readMetrics(system.server);
  for (const name of enums)
    expect([name, sum('tione_graphql_unknown_enum_values_total', { enum: name })]).toEqual([name, 2]);
});

test('whatever comes, what is remembered and shown of it stays small', async () => {
  const names = [
    ...Array.from({ length: 5_000 }, (_, index) => `New${String(index)}`),
    'x'.repeat(1_000),
    'a"}\n# 1',
    '__proto__',
  ];
  const { system, news } = await create((answer) => {
    const [version] = at(answer, 'TrainingModels', 'TrainingModelVersions');
    if (version === undefined) return;
    for (const name of names.toReversed())
      Object.defineProperty(version, name, { value: 1, enumerable: true, configurable: true });
  });
  expect((await system.query(all)).errors).toBeUndefined();
  expect(news).toHaveLength(100);
  expect(news.slice(0, 3)).toEqual(
    ['__proto__', 'a"}\n# 1', 'x'.repeat(64)].map((field) => ({
      kind: 'field',
      type: 'TrainingModelVersionDTO',
      field,
    })),
  );
  const page = await readMetrics(system.server);
  const samples = page.samples.filter(({ name }) => name === 'tione_graphql_unknown_wire_fields_total');
  expect(samples).toHaveLength(101);
  expect(page.sum('tione_graphql_unknown_wire_fields_total')).toBe(names.length);
});

test('a long value is cut, and each of many is one of the same enum', async () => {
  let count = 0;
  const { system, news } = await create((answer) => {
    for (const version of at(answer, 'TrainingModels', 'TrainingModelVersions'))
      version['TrainingModelFormat'] = `${String((count += 1)).padStart(3, '0')}${'x'.repeat(1_000)}`;
  });
  for (let round = 0; round < 120; round += 1) await system.query(all);
  expect(news).toHaveLength(100);
  expect(news[0]).toEqual({ kind: 'value', enum: 'TrainingModelFormat', value: `001${'x'.repeat(61)}` });
  const page = await readMetrics(system.server);
  expect(page.sum('tione_graphql_unknown_enum_values_total', { enum: 'TrainingModelFormat' })).toBe(120);
  expect(page.samples.filter(({ name }) => name === 'tione_graphql_unknown_enum_values_total')).toHaveLength(1);
});

test('what stands in the place of an object is no reason to fail', async () => {
  let nested: unknown = [];
  for (let depth = 0; depth < 4_000; depth += 1) nested = [nested];
  const { system, news } = await create((answer) => {
    for (const version of at(answer, 'TrainingModelVersions')) {
      version['TrainingModelCosPath'] = nested;
      version['ReasoningImageInfo'] = 'text';
      version['ModelHotUpdatePath'] = [null, 3, { Zone: 1 }];
    }
  });
  const { data } = await system.query(`{ trainingModel(id: "${id}") { id versions { nodes { id } } } }`);
  expect(data).toMatchObject({ trainingModel: { id, versions: { nodes: [{}] } } });
  expect(news).toEqual([{ kind: 'field', type: 'CosPathInfo', field: 'Zone' }]);
});
