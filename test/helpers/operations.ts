/** Generated operations: a tree of fields, fragments and directives. */
import * as fc from 'fast-check';
import { modelFilters, modelIds, modelOrders, regions, unknownModels, unknownVersions } from './model-arbitraries.ts';
import { versionFilters, versionOrders } from './version-arbitraries.ts';

const directives = ['', '@include(if: $yes)', '@skip(if: $no)', '@include(if: $no)', '@skip(if: $yes)'] as const;
type Directive = (typeof directives)[number];

export type TypeName =
  | 'Query'
  | 'TrainingModel'
  | 'TrainingModelTag'
  | 'TrainingModelVersion'
  | 'TrainingModelConnection'
  | 'TrainingModelEdge'
  | 'TrainingModelVersionConnection'
  | 'TrainingModelVersionEdge'
  | 'PageInfo';

export interface Field {
  readonly kind: 'field';
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Undefined for a field without a selection. */
  readonly below: Selection | undefined;
  readonly directive: Directive;
  /** Name in the answer; given when the operation is complete. */
  key?: string;
}

export interface Fragment {
  readonly kind: 'fragment';
  readonly how: 'untyped' | 'typed' | 'named';
  readonly below: Selection;
  readonly directive: Directive;
}

export interface Selection {
  readonly type: TypeName;
  readonly parts: readonly (Field | Fragment)[];
}

export function isIncluded({ directive }: Field | Fragment): boolean {
  return directive !== '@include(if: $no)' && directive !== '@skip(if: $yes)';
}

const anyDirective = fc.oneof(
  { arbitrary: fc.constant<Directive>(''), weight: 6 },
  { arbitrary: fc.constantFrom(...directives), weight: 1 },
);

type Fields = readonly fc.Arbitrary<Field>[];

function field(
  name: string,
  args: Readonly<Record<string, fc.Arbitrary<unknown>>> = {},
  below: fc.Arbitrary<Selection | undefined> = fc.constant(undefined),
): fc.Arbitrary<Field> {
  return fc.record({
    kind: fc.constant('field'),
    name: fc.constant(name),
    args: fc.record(args),
    below,
    directive: anyDirective,
  });
}

const leaves = (...names: readonly string[]): fc.Arbitrary<Field> =>
  fc.constantFrom(...names).chain((name) => field(name));

/** Some of the fields, and fragments with some of them. */
function selection(type: TypeName, fields: Fields): fc.Arbitrary<Selection> {
  const some = fc.array(fc.oneof(...fields), { minLength: 1, maxLength: 3 });
  const fragment: fc.Arbitrary<Fragment> = fc.record({
    kind: fc.constant('fragment'),
    how: fc.constantFrom('untyped', 'typed', 'named'),
    below: some.map((parts) => ({ type, parts })),
    directive: anyDirective,
  });
  return fc
    .tuple(some, fc.oneof({ arbitrary: fc.constant([]), weight: 2 }, { arbitrary: fc.tuple(fragment), weight: 1 }))
    .map(([parts, fragments]) => ({ type, parts: [...parts, ...fragments] }));
}

/** Pages of lists within lists are small: the values that an operation may ask for are limited. */
const end = fc.constantFrom('first', 'last');
const innerPages = fc.record({ end, size: fc.integer({ min: 1, max: 4 }) });
const pages = fc.record({ end, size: fc.option(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(20, 100))) });

function connection(of: 'TrainingModel' | 'TrainingModelVersion', node: fc.Arbitrary<Selection>) {
  return selection(`${of}Connection`, [
    leaves('totalCount'),
    field('nodes', {}, node),
    field('edges', {}, selection(`${of}Edge`, [field('node', {}, node)])),
    field('pageInfo', {}, selection('PageInfo', [leaves('hasNextPage', 'hasPreviousPage')])),
  ]);
}

const tags = field('tags', {}, selection('TrainingModelTag', [leaves('key', 'value')]));

function model(depth: number): fc.Arbitrary<Selection> {
  const plain = [leaves('id', 'region', 'name', 'createdAt'), tags];
  if (depth === 0) return selection('TrainingModel', plain);
  const version = versionOf(depth - 1);
  return selection('TrainingModel', [
    ...plain,
    field(
      'versions',
      { filter: versionFilters, orderBy: versionOrders, page: innerPages },
      connection('TrainingModelVersion', version),
    ),
    field('latestVersion', { filter: versionFilters }, version),
  ]);
}

function versionOf(depth: number): fc.Arbitrary<Selection> {
  const plain = [leaves('id', 'region', 'version', 'modelId', 'typeRaw', 'format', 'status', 'createdAt')];
  return selection('TrainingModelVersion', depth === 0 ? plain : [...plain, field('model', {}, model(depth - 1))]);
}

const region = fc.option(fc.constantFrom(...regions), { freq: 3, nil: undefined });
const modelId = fc.constantFrom(...modelIds, ...unknownModels);
const versionId = fc.oneof(
  {
    arbitrary: fc.tuple(fc.nat(7), fc.nat(2)).map(([number, index]) => `mv-v1-${String(10 * number + index + 1)}`),
    weight: 8,
  },
  { arbitrary: fc.constantFrom(...unknownVersions), weight: 1 },
);

/** Whole operations; `several` tells whether regions are named. */
export function operations(several: boolean): fc.Arbitrary<Selection> {
  const place = several ? { region } : {};
  const list = { filter: modelFilters, orderBy: modelOrders, page: pages, ...place };
  return selection('Query', [
    field('trainingModels', list, connection('TrainingModel', model(2))),
    field('trainingModelsByIds', { ids: fc.array(modelId, { maxLength: 10 }), ...place }, model(3)),
    field('trainingModel', { id: modelId, ...place }, model(3)),
    field('trainingModelVersion', { id: versionId, ...place }, versionOf(2)),
    field(
      'trainingModelVersions',
      { modelId: fc.constantFrom(...modelIds), orderBy: versionOrders, page: pages, ...place },
      connection('TrainingModelVersion', versionOf(2)),
    ),
  ]);
}
