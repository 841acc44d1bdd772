/** Filters of `trainingModels` by example, each against several readings of what TI-ONE leaves open. */
import { expect, it } from 'vitest';
import type { ModelInput } from '../../src/emulator/complete-model.ts';
import type { EmulatorOptions } from '../../src/emulator/emulator.ts';
import { createManyModels } from '../helpers/many-models.ts';
import { readModels, type ModelFilter, type ModelsPage } from '../helpers/model-lists.ts';
import type { System } from '../helpers/system.ts';

const tag = (TagKey: string, TagValue: string | null): { TagKey: string; TagValue: string | null } => ({
  TagKey,
  TagValue,
});

/** By the number in their ids. */
const models: Readonly<Record<number, ModelInput>> = {
  1: {
    TrainingModelName: 'a',
    Tags: [tag('team', 'vision')],
    TrainingModelVersions: [{ VersionType: 'NORMAL', TrainingModelSource: 'COS', TrainingModelFormat: 'HUGGING_FACE' }],
  },
  2: {
    TrainingModelName: 'A',
    Tags: [tag('team', null)],
    TrainingModelVersions: [{ VersionType: 'TAIJI_HY', TrainingModelSource: 'Cos', TrainingModelFormat: 'pmml' }],
  },
  3: { TrainingModelName: '', Tags: null },
  4: {
    TrainingModelName: null,
    TrainingModelVersions: [{ VersionType: '', TrainingModelSource: null, TrainingModelFormat: undefined }],
  },
  11: {
    TrainingModelName: 'ab',
    Tags: [tag('team', 'speech'), tag('stage', 'prod')],
    TrainingModelVersions: [
      { VersionType: 'ACCELERATE', TrainingModelSource: 'JOB', TrainingModelFormat: 'HUGGING_FACE_BERT' },
    ],
  },
  12: {
    TrainingModelName: 'B a',
    Tags: [tag('team', 'vision'), tag('stage', 'test')],
    TrainingModelVersions: [
      { VersionType: 'NORMAL', TrainingModelSource: 'JOB', TrainingModelFormat: 'PMML' },
      { VersionType: 'ACCELERATE', TrainingModelSource: 'COS', TrainingModelFormat: 'ONNX' },
    ],
  },
  21: {
    TrainingModelName: 'Final-ab',
    TrainingModelVersions: [{ VersionType: 'NEWER', TrainingModelSource: 'NEW', TrainingModelFormat: 'GGUF' }],
  },
};

const all = Object.keys(models).map(Number);

/** The numbers of the models that pass. */
const rows: readonly (readonly [ModelFilter | null, readonly number[]])[] = [
  [null, all],
  [{}, all],
  [{ name: null, id: {}, tags: [] }, all],
  [{ id: { eq: 'm-1' } }, [1]],
  [{ id: { in: ['m-1'] } }, [1]],
  [{ id: { in: ['m-11', 'm-1', 'm-11', 'm-5', 'junk'] } }, [1, 11]],
  [{ id: { eq: 'm-1', in: ['m-1', 'm-11'] } }, [1]],
  [{ id: { notIn: ['m-1', 'm-21'] } }, [2, 3, 4, 11, 12]],
  [{ id: { in: ['m-1', 'm-2'], notIn: ['m-1'] } }, [2]],
  [{ id: { notIn: [] } }, all],
  [{ id: { in: ['m-1', 'm-11', 'm-12'] }, name: { contains: 'b' } }, [11, 12]],
  [{ id: { in: ['m-1', 'm-12'] }, versionType: { eq: 'ACCELERATE' } }, [12]],
  [{ name: { eq: 'a' } }, [1]],
  [{ name: { eq: 'b' } }, []],
  [{ name: { in: ['a'] } }, [1]],
  [{ name: { in: ['a', 'ab', 'final-ab'] } }, [1, 11]],
  [{ name: { eq: 'ab', contains: 'B' } }, [11]],
  [{ name: { contains: 'ab' } }, [11, 21]],
  [{ name: { contains: 'A' } }, [1, 2, 11, 12, 21]],
  [{ name: { contains: '' } }, [1, 2, 11, 12, 21]],
  [{ name: { contains: 'b', in: ['a', 'ab', 'B a'] } }, [11, 12]],
  [{ versionType: { eq: 'NORMAL' } }, [1, 12]],
  [{ versionType: { in: ['TAIJI_HY', 'ACCELERATE'] } }, [2, 11, 12]],
  [{ versionType: { eq: 'UNRECOGNIZED' } }, [21]],
  [{ versionType: { notIn: ['NORMAL', 'UNRECOGNIZED'] } }, [2, 4, 11, 12]],
  [{ source: { eq: 'COS' } }, [1, 2, 12]],
  [{ source: { rawIn: ['COS', 'NEW'] } }, [1, 12, 21]],
  [{ source: { in: ['JOB', 'UNRECOGNIZED'] } }, [11, 12, 21]],
  [{ source: { notIn: ['COS'] } }, [4, 11, 12, 21]],
  [{ format: { eq: 'HUGGING_FACE' } }, [1]],
  [{ format: { eq: 'HUGGING_FACE_BERT' } }, [11]],
  [{ format: { eq: 'PMML' } }, [2, 12]],
  [{ format: { rawIn: ['pmml'] } }, [2]],
  [{ format: { in: ['PMML', 'ONNX'], rawIn: ['PMML', 'GGUF'] } }, [12]],
  [{ format: { notIn: ['PMML', 'HUGGING_FACE'] } }, [4, 11, 12, 21]],
  [{ versionType: { eq: 'NORMAL' }, source: { eq: 'JOB' } }, [12]],
  [{ versionType: { eq: 'NORMAL' }, source: { eq: 'COS' } }, [1]],
  [{ versionType: { eq: 'ACCELERATE' }, format: { eq: 'PMML' } }, []],
  [{ versionType: { eq: 'ACCELERATE' }, source: { eq: 'COS' }, format: { eq: 'ONNX' } }, [12]],
  [{ source: { eq: 'JOB' }, format: { notIn: ['PMML'] } }, [11]],
  [{ tags: [{ key: 'team' }] }, [1, 2, 11, 12]],
  [{ tags: [{ key: 'tea' }] }, []],
  [{ tags: [{ key: 'Team' }] }, []],
  [{ tags: [{ key: 'team', values: ['vision'] }] }, [1, 12]],
  [{ tags: [{ key: 'team', values: ['vision', 'speech'] }] }, [1, 11, 12]],
  [{ tags: [{ key: 'team', values: ['vision'] }, { key: 'stage' }] }, [12]],
  [{ tags: [{ key: 'team', values: ['test'] }] }, []],
  [{ tags: [{ key: 'team' }], name: { contains: 'b' } }, [11, 12]],
  [{ tags: [{ key: 'team', values: ['vision'] }], format: { eq: 'ONNX' } }, [12]],
];

const readings: readonly { readonly reading: string; readonly emulator: EmulatorOptions }[] = [
  { reading: 'as by default', emulator: {} },
  { reading: 'one value is always fuzzy', emulator: { choices: { oneValueIsFuzzyInList: 'always' } } },
  { reading: 'filters are OR-ed', emulator: { choices: { filtersCombine: 'or' } } },
  { reading: 'pages of two', emulator: { maxLimit: 2 } },
  { reading: 'pages of seven', emulator: { maxLimit: 7 } },
  { reading: 'pages over ten are refused', emulator: { maxLimit: 10, choices: { limitAboveMaximum: 'refused' } } },
  { reading: 'no versions unless asked for', emulator: { choices: { versionsNotAsked: 'no-key' } } },
];

function createReading({ choices, ...emulator }: EmulatorOptions): System {
  const system = createManyModels({
    models: 0,
    emulator: { ...emulator, choices: { fuzzyIgnoresCase: true, ...choices } },
  });
  for (const [number, model] of Object.entries(models))
    system.emulator.store.insert({ CreateTime: '2024-01-01T00:00:00Z', TrainingModelId: `m-${number}`, ...model });
  return system;
}

const questions = readings.flatMap(({ reading, emulator }) => {
  // Nothing is changed in it, so one serves all rows.
  const system = createReading(emulator);
  return rows.map(([filter, numbers]) => ({ reading, system, filter, numbers }));
});

const idsOf = ({ nodes }: ModelsPage): readonly string[] => nodes.map(({ id }) => id);

it.each(questions)('$filter passes $numbers, $reading', async ({ system, filter, numbers }) => {
  const expected = numbers.toSorted((left, right) => right - left).map((number) => `m-${String(number)}`);
  const page = await readModels(system, { filter, first: 100 });
  expect(idsOf(page)).toEqual(expected);
  expect(page.totalCount).toBe(expected.length);
  expect(page.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  const head = await readModels(system, { filter, first: 1, total: false });
  expect(idsOf(head)).toEqual(expected.slice(0, 1));
  expect(head.pageInfo.hasNextPage).toBe(expected.length > 1);
  const last = await readModels(system, { filter, last: 1 });
  expect(idsOf(last)).toEqual(expected.slice(-1));
  expect(last.totalCount).toBe(expected.length);
  if (expected.length === 0) return;
  const rest = await readModels(system, { filter, first: 100, after: head.pageInfo.endCursor, total: false });
  expect(idsOf(rest)).toEqual(expected.slice(1));
});
