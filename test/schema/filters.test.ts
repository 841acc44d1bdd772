/** Filters by example; the generated test beside this one covers their combinations. */
import { expect, it } from 'vitest';
import type { VersionFilter } from '../helpers/oracle.ts';
import { createSmallSystem, failures, modelId, putModel, type WireVersion } from '../helpers/small-system.ts';
import { modelListDocument, readPage, summary } from '../helpers/version-lists.ts';

const versions: readonly WireVersion[] = [
  { TrainingModelVersionId: 'mv-v1-1', TrainingModelFormat: 'HUGGING_FACE', TrainingModelVersion: 'v1' },
  { TrainingModelVersionId: 'mv-v1-11', TrainingModelFormat: 'HUGGING_FACE_BERT', TrainingModelVersion: 'v11' },
  { TrainingModelVersionId: 'mv-v1-12', TrainingModelFormat: 'HUGGINGFACE', TrainingModelVersion: 'Final_v1' },
  { TrainingModelVersionId: 'mv-v1-13', TrainingModelFormat: 'pmml', TrainingModelVersion: '' },
  { TrainingModelVersionId: 'mv-v1-14', TrainingModelFormat: 'GGUF', TrainingModelVersion: null },
  { TrainingModelVersionId: 'mv-v1-15', TrainingModelFormat: '', TrainingModelStatus: 'STATUS_FAILED' },
  { TrainingModelVersionId: 'mv-v1-16', TrainingModelFormat: null, CreateTime: '2024-01-01 08:00:00' },
  { TrainingModelVersionId: 'mv-v1-17', TrainingModelFormat: 'gguf', CreateTime: '2024-01-01T00:00:01Z' },
  { TrainingModelVersionId: 'mv-v1-18', TrainingModelFormat: undefined, CreateTime: 'junk' },
];

/** The numbers of the ids that pass. */
const rows: readonly (readonly [VersionFilter, readonly number[]])[] = [
  [{ format: { eq: 'HUGGING_FACE' } }, [1, 12]],
  [{ format: { eq: 'HUGGING_FACE_BERT' } }, [11]],
  [{ format: { in: ['HUGGING_FACE', 'PMML'] } }, [1, 12, 13]],
  [{ format: { eq: 'PMML', in: ['PMML', 'ONNX'] } }, [13]],
  [{ format: { eq: 'UNRECOGNIZED' } }, [14, 17]],
  [{ format: { in: ['UNRECOGNIZED', 'PMML'] } }, [13, 14, 17]],
  [{ format: { rawIn: ['GGUF'] } }, [14]],
  [{ format: { rawIn: ['GGUF', 'pmml', 'PMML'] } }, [13, 14]],
  [{ format: { eq: 'PMML', rawIn: ['pmml', 'GGUF'] } }, [13]],
  [{ format: { notIn: ['HUGGING_FACE', 'UNRECOGNIZED'] } }, [11, 13, 15, 16, 18]],
  [{ format: { notIn: [] } }, [1, 11, 12, 13, 14, 15, 16, 17, 18]],
  [{ format: null, status: {} }, [1, 11, 12, 13, 14, 15, 16, 17, 18]],
  [{ id: { eq: 'mv-v1-1' } }, [1]],
  [{ id: { in: ['mv-v1-1'] } }, [1]],
  [{ id: { in: ['mv-v1-1', 'mv-v1-13', 'mv-v1-99'] } }, [1, 13]],
  [{ id: { notIn: ['mv-v1-1', 'mv-v1-18'] } }, [11, 12, 13, 14, 15, 16, 17]],
  [{ version: { eq: 'v1' } }, [1]],
  [{ version: { contains: 'V1' } }, [1, 11, 12]],
  [{ version: { contains: 'v1', in: ['v11', 'v1', 'v2'] } }, [1, 11]],
  [{ version: { contains: '' } }, [1, 11, 12, 15, 16, 17, 18]],
  [{ status: { eq: 'FAILED' } }, [15]],
  [{ status: { eq: 'FAILED' }, format: { eq: 'PMML' } }, []],
  [{ createdAt: { from: '2024-01-01T00:00:00Z', to: '2024-01-01T00:00:01Z' } }, [16]],
  [{ createdAt: { from: '2024-01-01T08:00:00+08:00', to: '2024-01-01T00:00:01.001Z' } }, [16, 17]],
  [{ createdAt: { from: '2024-01-01T00:00:00.001Z', to: '2024-01-02T00:00:00Z' } }, [17]],
  [{ createdAt: { from: '0001-01-01T00:00:00Z', to: null }, id: { in: ['mv-v1-18', 'mv-v1-17'] } }, [17]],
];

it.each(rows)('%j passes %j', async (filter, numbers) => {
  const system = createSmallSystem();
  putModel(system, versions);
  const ids = numbers.map((number) => `mv-v1-${String(number)}`);
  const page = summary(await readPage(system, { id: modelId, filter, first: 100 }));
  expect([...page.ids].sort()).toEqual(ids);
  expect(page.totalCount).toBe(ids.length);
  const { data } = await system.query(modelListDocument, { id: modelId, filter, first: 100 });
  const nodes = data?.trainingModel?.versions.nodes ?? [];
  expect(nodes.map(({ id }) => id).sort()).toEqual(ids);
  expect(data?.trainingModel?.latestVersion?.id).toBe(nodes[0]?.id);
  expect(system.calls()).toEqual(['DescribeTrainingModelVersions', 'DescribeTrainingModelVersions']);
});

const from = (value: string): string =>
  `{ trainingModelVersions(modelId: "${modelId}", filter: { createdAt: { from: ${value} } }) { totalCount } }`;

it.each([
  ['"yesterday"', '"yesterday" is not a DateTime'],
  ['"2024-01-01T00:00:00"', '"2024-01-01T00:00:00" is not a DateTime: use RFC 3339 with an offset'],
  ['"2024-01-01 00:00:00"', 'is not a DateTime: use RFC 3339 with an offset'],
  ['"2024-01-01"', 'is not a DateTime'],
  ['"2024-02-30T00:00:00Z"', 'is not a DateTime'],
  ['"2023-02-29T00:00:00Z"', 'is not a DateTime'],
  ['"2024-01-01T24:00:00Z"', 'is not a DateTime'],
  ['"2024-01-01T00:60:00Z"', 'is not a DateTime'],
  ['"2024-01-01T00:00:00+99:00"', 'is not a DateTime'],
  ['""', '"" is not a DateTime'],
  ['1704067200000', 'The value is not a DateTime'],
  ['true', 'The value is not a DateTime'],
])('a DateTime of %s is refused in words before any call, written out and as a variable', async (value, message) => {
  const system = createSmallSystem();
  putModel(system, [{}]);
  const written = await system.query(from(value));
  const given = await system.query(`query ($from: DateTime!) ${from('$from')}`, { from: JSON.parse(value) as unknown });
  for (const answer of [written, given]) {
    expect(failures(answer).map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors?.[0]?.message).toContain(message);
    expect(answer.data ?? null).toBeNull();
  }
  expect(system.calls()).toEqual([]);
});

it.each(['2024-02-29T00:00:00Z', '2024-02-29t08:00:00.5+08:00', '2024-02-28 20:00:00-04:00'])(
  'a DateTime of %s is taken, written out and as a variable',
  async (value) => {
    const system = createSmallSystem();
    putModel(system, [{ CreateTime: '2024-02-29T00:00:01Z' }, { CreateTime: '2024-02-28T23:59:59Z' }]);
    const expected = { data: { trainingModelVersions: { totalCount: 1 } } };
    expect(await system.query(from(JSON.stringify(value)))).toEqual(expected);
    expect(await system.query(`query ($from: DateTime!) ${from('$from')}`, { from: value })).toEqual(expected);
  },
);
