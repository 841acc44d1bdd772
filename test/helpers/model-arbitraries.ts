/** Generated stores of models, and filters on them: few values each, so that they meet often. */
import * as fc from 'fast-check';
import type { ModelInput } from '../../src/emulator/complete-model.ts';
import type { ModelFilter, ModelOrder } from './model-oracle.ts';
import { enumFilter, few, nasty, operators, option, some, versionRows } from './version-arbitraries.ts';

/** Ids that hold one another, and some that differ beyond 2^53. */
export const modelIds = ['m-1', 'm-11', 'm-111', '12', 'm-2', 'm-21', 'm-700000000000000001', 'm-700000000000000002'];
export const unknownModels = ['m-3', 'm-9999999999999999'];
export const unknownVersions = ['mv-v1-999', '999'];

export const regions = ['ap-guangzhou', 'ap-shanghai'] as const;

const names = fc.oneof(
  { arbitrary: fc.constantFrom('bert', 'BERT', 'bert-large', 'gpt', 'Gpt 2'), weight: 5 },
  { arbitrary: nasty, weight: 1 },
);
const tagKeys = fc.constantFrom('team', 'Team', 'stage');
const tagValues = fc.constantFrom('vision', 'speech', '');
const seconds = fc.nat(3).map((second) => `2024-03-01 07:59:5${String(second)}`);

const modelParts = fc.record({
  TrainingModelName: names,
  CreateTime: seconds,
  Region: fc.constantFrom(...regions, regions[0]),
  Tags: fc.array(fc.record({ TagKey: tagKeys, TagValue: tagValues }), { maxLength: 3 }),
});

/** Values that several versions of a model share, so that conditions meet in one of them, or in two. */
const kinds = fc.record({
  VersionType: fc.constantFrom('NORMAL', 'Accelerate'),
  TrainingModelFormat: fc.constantFrom('PMML', 'Onnx'),
  TrainingModelSource: fc.constantFrom('COS', 'job'),
});

/** The number of the model keeps ids of versions apart. */
function modelOf(id: string, number: number): fc.Arbitrary<ModelInput> {
  return fc.tuple(modelParts, versionRows(id), fc.array(kinds, { maxLength: 3 })).map(([model, rows, common]) => ({
    ...model,
    TrainingModelId: id,
    TrainingModelVersions: rows.slice(0, 3).map((row, index) => ({
      ...row,
      ...common[index],
      TrainingModelVersionId: `mv-v1-${String(10 * number + index + 1)}`,
    })),
  }));
}

/** So many more that a page does not hold all. */
export function plainModels(count: number): readonly ModelInput[] {
  return Array.from({ length: count }, (_, index) => ({
    TrainingModelId: `m-${String(5_000 + index)}`,
    TrainingModelName: index % 2 === 0 ? 'bert' : 'gpt',
    CreateTime: `2024-03-01 07:59:5${String(index % 5)}`,
    Tags: index % 3 === 0 ? [{ TagKey: 'team', TagValue: 'vision' }] : [],
  }));
}

export interface Content {
  readonly models: readonly ModelInput[];
  /** How many plain ones besides. */
  readonly more: number;
}

export const contents: fc.Arbitrary<Content> = fc.record({
  models: fc.subarray(modelIds).chain((ids) => fc.tuple(...ids.map((id) => modelOf(id, modelIds.indexOf(id))))),
  more: fc.oneof({ arbitrary: fc.constant(0), weight: 5 }, { arbitrary: fc.constantFrom(40, 130, 230), weight: 1 }),
});

const ids = fc.constantFrom(...modelIds, ...unknownModels, 'm-', '', 'mv-1');

/** Two conditions on versions. */
const kindFilters: fc.Arbitrary<ModelFilter> = fc.record({
  versionType: fc.record({ eq: fc.constantFrom('NORMAL', 'ACCELERATE') }),
  format: fc.record({ in: fc.subarray(['PMML', 'ONNX'], { minLength: 1 }) }),
  source: fc.option(fc.record({ notIn: fc.constantFrom(['COS'], ['JOB']) })),
});

/** A filter with up to three conditions, over all fields and operators. */
const anyFilters: fc.Arbitrary<ModelFilter | null> = option(
  some<ModelFilter & Readonly<Record<string, unknown>>>(
    fc.record({
      id: option(operators(fc.record({ eq: option(ids), in: few(ids), notIn: few(ids) }))),
      name: option(
        operators(
          fc.record({
            eq: option(names),
            in: few(names),
            contains: option(fc.oneof(fc.constantFrom('', 'b', 'RT', 'gpt'), nasty)),
          }),
        ),
      ),
      versionType: enumFilter('type'),
      source: enumFilter('source'),
      format: enumFilter('format'),
      tags: option(
        fc.array(fc.record({ key: tagKeys, values: option(fc.array(tagValues, { maxLength: 2 })) }), { maxLength: 2 }),
      ),
    }),
    3,
  ),
);

export const modelFilters = fc.oneof({ arbitrary: anyFilters, weight: 3 }, { arbitrary: kindFilters, weight: 1 });

export const modelOrders: fc.Arbitrary<ModelOrder | null> = option(
  fc.record({ field: fc.constant('CREATED_AT'), direction: fc.constantFrom('ASC', 'DESC') }),
);
