/** Which conditions of a filter reach the upstream, and how they are written there. */
import { expect, it } from 'vitest';
import { createSmallSystem, modelId, putModel, sentParams } from '../helpers/small-system.ts';

const query = `query ($filter: TrainingModelVersionFilter) {
  trainingModelVersions(modelId: "${modelId}", filter: $filter) { totalCount }
}`;

const hundred = Array.from({ length: 100 }, (_, index) => `mv-v1-${String(index)}`);

interface Row {
  readonly filter: Readonly<Record<string, unknown>> | null;
  /** `Filters` as sent; undefined where none are. */
  readonly sent?: readonly unknown[];
}

const sent: readonly Row[] = [
  { filter: null },
  { filter: {} },
  { filter: { format: null } },
  { filter: { format: {} } },
  { filter: { id: { eq: null, in: null } } },
  {
    filter: { id: { eq: 'mv-v1-1' } },
    sent: [{ Name: 'TrainingModelVersionId', Values: ['mv-v1-1', 'mv-v1-1'], Fuzzy: false }],
  },
  {
    filter: { id: { in: ['mv-v1-1'] } },
    sent: [{ Name: 'TrainingModelVersionId', Values: ['mv-v1-1', 'mv-v1-1'], Fuzzy: false }],
  },
  {
    filter: { id: { in: ['mv-v1-1', 'mv-v1-2', 'mv-v1-1'] } },
    sent: [{ Name: 'TrainingModelVersionId', Values: ['mv-v1-1', 'mv-v1-2'], Fuzzy: false }],
  },
  {
    filter: { id: { in: ['mv-v1-1', 'mv-v1-2'], notIn: ['mv-v1-2'] } },
    sent: [{ Name: 'TrainingModelVersionId', Values: ['mv-v1-1', 'mv-v1-1'], Fuzzy: false }],
  },
  { filter: { id: { in: hundred } }, sent: [{ Name: 'TrainingModelVersionId', Values: hundred, Fuzzy: false }] },
  { filter: { id: { in: [...hundred, 'mv-v1-100'] } } },
  { filter: { id: { notIn: ['mv-v1-1'] } } },
  {
    filter: { type: { rawIn: ['NEWER'] } },
    sent: [{ Name: 'ModelVersionType', Values: ['NEWER', 'NEWER'], Fuzzy: false }],
  },
  {
    filter: { format: { eq: 'PMML' } },
    sent: [{ Name: 'ModelFormat', Values: ['PMML', 'pmml', 'Pmml'], Fuzzy: false }],
  },
  {
    filter: { algorithmFramework: { in: ['ONNX'], rawIn: ['onnx', 'pmml'] } },
    sent: [{ Name: 'AlgorithmFramework', Values: ['onnx', 'onnx'], Fuzzy: false }],
  },
  { filter: { format: { eq: 'UNRECOGNIZED' } } },
  { filter: { format: { in: ['PMML', 'UNRECOGNIZED'] } } },
  { filter: { format: { notIn: ['PMML'] } } },
  {
    filter: {
      version: { eq: 'v1' },
      source: { eq: 'COS' },
      status: { eq: 'SUCCESS' },
      createdAt: { from: '2024-01-01T00:00:00Z' },
    },
  },
  {
    filter: { type: { rawIn: ['A', 'B'] }, version: { contains: 'v' }, format: { rawIn: ['C'] } },
    sent: [
      { Name: 'ModelVersionType', Values: ['A', 'B'], Fuzzy: false },
      { Name: 'ModelFormat', Values: ['C', 'C'], Fuzzy: false },
    ],
  },
];

it.each(sent)('asks the upstream once for $filter', async ({ filter, sent: filters }) => {
  const system = createSmallSystem();
  putModel(system, [{}]);
  const answer = await system.query(query, { filter });
  expect(answer.errors).toBeUndefined();
  expect(system.calls()).toEqual(['DescribeTrainingModelVersions']);
  expect(sentParams(system)).toEqual([
    { TrainingModelId: modelId, ...(filters === undefined ? {} : { Filters: filters }) },
  ]);
});

it.each([
  { id: { in: [] } },
  { id: { eq: 'mv-v1-1', in: ['mv-v1-2'] } },
  { id: { eq: 'mv-v1-1', notIn: ['mv-v1-1'] } },
  { id: { eq: '' } },
  { version: { in: [] } },
  { type: { in: [] } },
  { format: { in: [] } },
  { format: { rawIn: [] } },
  { format: { rawIn: [''] } },
  { format: { eq: 'PMML', rawIn: ['ONNX'] } },
  { format: { eq: 'PMML', notIn: ['PMML'] } },
  { algorithmFramework: { in: [] } },
  { source: { in: [] } },
  { status: { in: [] } },
  { status: { in: [] }, format: { eq: 'PMML' } },
])('answers no versions without a call for %j', async (filter) => {
  const system = createSmallSystem();
  putModel(system, [{ TrainingModelVersionId: 'mv-v1-1' }]);
  expect(await system.query(query, { filter })).toEqual({ data: { trainingModelVersions: { totalCount: 0 } } });
  expect(system.calls()).toEqual([]);
});

it('asks the list action for a model by its id twice, so that no other model is meant', async () => {
  const system = createSmallSystem();
  putModel(system, [], 'm-1');
  putModel(system, [], 'm-11');
  expect(await system.query('{ trainingModel(id: "m-1") { id tags { key } } }')).toEqual({
    data: { trainingModel: { id: 'm-1', tags: [] } },
  });
  expect(system.calls()).toEqual(['DescribeTrainingModels']);
  expect(sentParams(system)).toEqual([
    {
      Filters: [{ Name: 'TrainingModelId', Values: ['m-1', 'm-1'], Fuzzy: false }],
      Offset: 0,
      Limit: 10,
      WithModelVersions: false,
    },
  ]);
});
