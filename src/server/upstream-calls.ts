/**
 * How many calls of TI-ONE an operation takes, before any is made: that is what is scarce. Counted as planner and README do, with
 * everything where it is first looked for, nothing remembered, and the list action on.
 */
import type { ExecutionArgs, FieldNode } from 'graphql';
import { listFilters } from '../loaders/list-conditions.ts';
import { callsAtMost } from '../loaders/planner.ts';
import { isModelId, isVersionId } from '../schema/ids.ts';
import type { Selection } from '../schema/look-ahead.ts';
import { compileModelFilter, type CompiledModelFilter, type ModelFilterInput } from '../schema/model-filter.ts';
import { rootFields, type RootField } from './root-fields.ts';

export interface UpstreamCalls {
  readonly count: number;
  /** The first field with which there are more than `bound`. */
  readonly excess: FieldNode | undefined;
}

/** Ids of one operation are read together, wherever they stand. */
function createTally() {
  const models = new Map<unknown, Set<string>>();
  const versions = new Map<string, number>();
  let lists = 0;
  return {
    model: (id: unknown, region: unknown): void => {
      if (typeof id !== 'string' || !isModelId(id)) return;
      models.set(region, (models.get(region) ?? new Set()).add(id));
    },
    /** One call, and one for its model where more is asked of that than the version tells. */
    version: (id: unknown, region: unknown, selected: Selection): void => {
      if (typeof id !== 'string' || !isVersionId(id)) return;
      const key = JSON.stringify([id, region]);
      const calls = selected.below('model').has('tags', 'versions', 'latestVersion') ? 2 : 1;
      versions.set(key, Math.max(calls, versions.get(key) ?? 0));
    },
    list: (calls: number): void => {
      lists += calls;
    },
    count: (): number =>
      [...models.values()].reduce((sum, ids) => sum + callsAtMost(ids.size, true), lists) +
      [...versions.values()].reduce((sum, calls) => sum + calls, 0),
  };
}

type Tally = ReturnType<typeof createTally>;

/** A page that TI-ONE has filtered: two windows, because pages overlap by a row. */
const pageCalls = 2;

/** A list that is filtered here: windows of a hundred that overlap by a row, and the first one. */
export function scanCalls(scanLimit: number): number {
  return 1 + Math.ceil(scanLimit / 99);
}

export function upstreamCalls(operation: ExecutionArgs, bound: number, scanLimit: number): UpstreamCalls {
  const asked = createTally();
  let excess: FieldNode | undefined;
  for (const field of rootFields(operation)) {
    take(field, asked, scanLimit);
    if (asked.count() > bound) excess ??= field.node;
  }
  return { count: asked.count(), excess };
}

function take({ name, args, selected }: RootField, asked: Tally, scanLimit: number): void {
  const { id, modelId, region } = args;
  if (name === 'trainingModel') asked.model(id, region);
  if (name === 'trainingModelVersions') asked.model(modelId, region);
  if (name === 'trainingModelVersion') asked.version(id, region, selected());
  if (name === 'trainingModelsByIds') for (const one of listOf(args['ids'])) asked.model(one, region);
  if (name === 'trainingModels') takeList(args, asked, scanLimit);
  if (name !== '_entities') return;
  const ofVersion = selected('TrainingModelVersion');
  for (const representation of listOf(args['representations'])) {
    const { __typename: type, id: key } = Object(representation) as { __typename?: unknown; id?: unknown };
    if (type === 'TrainingModel') asked.model(key, undefined);
    if (type === 'TrainingModelVersion') asked.version(key, undefined, ofVersion);
  }
}

function takeList({ filter, region }: RootField['args'], asked: Tally, scanLimit: number): void {
  // As the schema has coerced it.
  const compiled = compile(filter as ModelFilterInput | null | undefined);
  if (compiled === undefined || compiled.matchesNothing) return;
  if (compiled.ids !== undefined) for (const id of compiled.ids) asked.model(id, region);
  else asked.list(listFilters(compiled.conditions).isExact ? pageCalls : scanCalls(scanLimit));
}

/** Undefined where it is refused: the resolver says so, at its place. */
function compile(filter: ModelFilterInput | null | undefined): CompiledModelFilter | undefined {
  try {
    return compileModelFilter(filter);
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
