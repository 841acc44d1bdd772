/** The pure planner: whatever is demanded and whatever is in hand, the fewest calls that serve it. */
import { expect, it } from 'vitest';
import {
  callsAtMost,
  planModels,
  type InHand,
  type ModelDemand,
  type PlannedCall,
  type Surroundings,
} from '../../src/loaders/planner.ts';
import type { Filter } from '../../src/tione/types.ts';

const region = 'ap-guangzhou';
const list = 'DescribeTrainingModels';
const versionsOf = 'DescribeTrainingModelVersions';
const onnx: readonly Filter[] = [{ Name: 'ModelFormat', Values: ['ONNX', 'ONNX'], Fuzzy: false }];
const pmml: readonly Filter[] = [{ Name: 'ModelFormat', Values: ['PMML', 'PMML'], Fuzzy: false }];

const nothing: InHand = { rows: false, listing: false, filtered: () => false };
const online: Surroundings = { inHand: () => nothing, listOffered: () => true };
const offline: Surroundings = { ...online, listOffered: () => false };

const one = { region, id: 'm-1' };
const many = (count: number, demand: Omit<ModelDemand, 'id' | 'region'>): readonly ModelDemand[] =>
  Array.from({ length: count }, (_, index) => ({ region, id: `m-${String(index + 1)}`, ...demand }));

const single: readonly {
  readonly title: string;
  readonly demands: readonly ModelDemand[];
  readonly plan: readonly PlannedCall[];
}[] = [
  { title: 'nothing', demands: [], plan: [] },
  { title: 'a model that nothing is wanted of', demands: [one], plan: [] },
  { title: 'identity', demands: [{ ...one, identity: true }], plan: [{ action: versionsOf, ...one }] },
  { title: 'all versions', demands: [{ ...one, versions: 'all' }], plan: [{ action: versionsOf, ...one }] },
  { title: 'versions by no filter', demands: [{ ...one, versions: [] }], plan: [{ action: versionsOf, ...one }] },
  {
    title: 'versions by one filter',
    demands: [{ ...one, versions: onnx }],
    plan: [{ action: versionsOf, ...one, filters: onnx }],
  },
  {
    title: 'versions by one filter, twice',
    demands: [
      { ...one, versions: onnx },
      { ...one, versions: [...onnx] },
    ],
    plan: [{ action: versionsOf, ...one, filters: onnx }],
  },
  {
    title: 'versions by two filters',
    demands: [
      { ...one, versions: onnx },
      { ...one, versions: pmml },
    ],
    plan: [{ action: versionsOf, ...one }],
  },
  {
    title: 'versions by a filter, and identity, which an empty answer would not tell',
    demands: [
      { ...one, versions: onnx },
      { ...one, identity: true },
    ],
    plan: [{ action: versionsOf, ...one }],
  },
  {
    title: 'a listing',
    demands: [{ ...one, listing: true }],
    plan: [{ action: list, region, ids: ['m-1'], withVersions: false, alsoPublished: new Set() }],
  },
  {
    title: 'a listing and versions by a filter',
    demands: [
      { ...one, listing: true },
      { ...one, versions: onnx },
    ],
    plan: [{ action: list, region, ids: ['m-1'], withVersions: true, alsoPublished: new Set(['m-1']) }],
  },
  {
    title: 'the identity of two models',
    demands: many(2, { identity: true }),
    plan: [{ action: list, region, ids: ['m-1', 'm-2'], withVersions: false, alsoPublished: new Set(['m-1', 'm-2']) }],
  },
  {
    title: 'one model in each of two regions',
    demands: [
      { ...one, identity: true },
      { region: 'ap-shanghai', id: 'm-1', identity: true },
    ],
    plan: [
      { action: versionsOf, ...one },
      { action: versionsOf, region: 'ap-shanghai', id: 'm-1' },
    ],
  },
];

it.each(single)('$title: $plan.length calls', ({ demands, plan }) => {
  expect(planModels(demands, online)).toEqual(plan);
});

it('asks each model alone where the list is not offered, and what only the list knows not at all', () => {
  expect(planModels(many(3, { identity: true, listing: true }), offline)).toEqual(
    many(3, {}).map((key) => ({ action: versionsOf, ...key })),
  );
  expect(planModels(many(3, { listing: true }), offline)).toEqual([]);
});

it('puts models with versions first, so that as few calls as possible carry them', () => {
  const demands = many(250, { identity: true }).map((demand, index): ModelDemand => {
    return index % 3 === 0 ? { ...demand, versions: 'all' } : demand;
  });
  const plan = planModels(demands, online).filter((call) => call.action === list);
  expect(plan.map(({ ids, withVersions }) => [ids.length, withVersions])).toEqual([
    [100, true],
    [100, false],
    [50, false],
  ]);
});

it.each([
  [0, 0],
  [1, 1],
  [100, 1],
  [101, 2],
  [500, 5],
])('bounds the calls for %i models by %i, and by one for each where the list is not offered', (models, calls) => {
  expect(callsAtMost(models, true)).toBe(calls);
  expect(callsAtMost(models, false)).toBe(models);
});
