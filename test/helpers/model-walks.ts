/** A list of models that changes while it is walked through, and what the walk must have met in the end. */
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { Choices } from '../../src/emulator/choices.ts';
import type { ModelInput } from '../../src/emulator/complete-model.ts';
import { idsOf, readModels } from './model-list-pages.ts';
import { inModelOrder, modelPasses, type ModelFilter } from './model-oracle.ts';
import { createSystem, type System } from './system.ts';

const poolSize = 400;
const region = 'ap-guangzhou';
const publishedId = 'm-608587242317024640';
/** The second that an id of 7 · 10^17 was made in. */
const start = 1_673_350_502_000;

/** Four models share a second, some have no time but that of their id, some have a short id, and the oldest no time at all. */
function modelOf(number: number): ModelInput {
  const isUndated = number % 7 === 0;
  const digits = isUndated ? (BigInt(number) * 250n) << 23n : BigInt((number * 7919) % 100_003);
  return {
    TrainingModelId: number % 17 === 0 ? `m-${String(number + 1)}` : `m-${String(700_000_000_000_000_000n + digits)}`,
    TrainingModelName: number % 3 === 0 ? 'Alpha' : 'beta',
    CreateTime: isUndated ? '' : new Date(start + Math.floor(number / 4) * 1000).toISOString(),
    Tags: number % 2 === 0 ? [{ TagKey: 'team', TagValue: number % 4 === 0 ? 'vision' : 'speech' }] : [],
    TrainingModelVersions: Array.from({ length: number % 3 }, (_, index) => ({
      TrainingModelVersionId: `mv-v${String(index + 1)}-${String(number + 1)}`,
      TrainingModelFormat: (number + index) % 2 === 0 ? 'PMML' : 'ONNX',
    })),
  };
}

const pool = Array.from({ length: poolSize }, (_, number) => modelOf(number));
const stored = storedPool();

function storedPool() {
  const { store } = createEmulator({ models: 0 });
  store.remove(publishedId);
  return pool.map((model) => store.insert(model));
}

export const poolIds = stored.map(({ TrainingModelId }) => TrainingModelId);

/** Models that come and go at one time. Numbers count models of the pool. */
export interface Change {
  readonly gone: readonly number[];
  readonly come: readonly number[];
  /** Whether the model where the walk stands goes too. */
  readonly here: boolean;
  /** Many neighbours of that place at once. */
  readonly burst: { readonly isComing: boolean; readonly from: number; readonly to: number } | undefined;
}

export interface WalkPlan {
  /** Which models are there in the beginning, in percent of the first `among` of the pool. */
  readonly density: number;
  readonly among: number;
  readonly size: number;
  readonly filter: ModelFilter | null;
  /** Whether `totalCount` is selected, page by page. */
  readonly totals: readonly boolean[];
  readonly changes: readonly Change[];
}

export interface Direction {
  readonly direction: 'ASC' | 'DESC';
  readonly isBackward: boolean;
}

export interface World {
  readonly system: System;
  readonly present: Set<string>;
  /** What happens after each upstream call. */
  afterCall: () => void;
}

export function createWorld(choices: Partial<Choices>): World {
  const system = createSystem({
    emulator: { models: 0, choices },
    server: { regions: [region] },
    around: (transport) => async (request) => {
      const answer = await transport(request);
      world.afterCall();
      return answer;
    },
  });
  system.emulator.store.remove(publishedId);
  const world: World = { system, present: new Set(), afterCall: () => undefined };
  return world;
}

export function put(world: World, id: string): void {
  const model = pool[poolIds.indexOf(id)];
  if (model === undefined || world.present.has(id)) return;
  world.system.emulator.store.insert(model);
  world.present.add(id);
}

export function drop(world: World, id: string): void {
  world.system.emulator.store.remove(id);
  world.present.delete(id);
}

/** Fills the list with what the plan begins with. */
export function fill(world: World, { density, among }: WalkPlan): void {
  for (const id of world.present) drop(world, id);
  world.afterCall = () => undefined;
  poolIds.forEach((id, number) => {
    if (number < among && (number * 61) % 100 < density) put(world, id);
  });
}

/** The ids of the whole pool that pass a filter, in the order in which a walk meets them. */
export function walkOrder(filter: ModelFilter | null, { direction, isBackward }: Direction): readonly string[] {
  const ids = inModelOrder(stored, { field: 'CREATED_AT', direction })
    .filter((model) => modelPasses(model, filter))
    .map(({ TrainingModelId }) => TrainingModelId);
  return isBackward ? ids.reverse() : ids;
}

/** Lets a change happen around the last id that was met. */
export function apply(world: World, { gone, come, here, burst }: Change, order: readonly string[], at: number): void {
  const neighbours = burst === undefined ? [] : order.slice(Math.max(0, at + burst.from), Math.max(0, at + burst.to));
  const idOf = (number: number): string => poolIds[number % poolIds.length] ?? '';
  const leaving = [...gone.map(idOf), ...(burst?.isComing === false ? neighbours : [])];
  for (const id of here ? [...leaving, order[at] ?? ''] : leaving) drop(world, id);
  for (const id of [...come.map(idOf), ...(burst?.isComing === true ? neighbours : [])]) put(world, id);
}

export interface WalkedPage {
  /** In the order of the walk. */
  readonly ids: readonly string[];
  readonly hasMore: boolean;
  readonly totalCount: number | null | undefined;
  readonly calls: number;
}

/** Walks to the end and tells of every page; ids in the order of the walk. */
export async function walkModels(
  { system }: World,
  { size, filter, totals }: WalkPlan,
  { direction, isBackward }: Direction,
  onPage: (page: WalkedPage) => void,
): Promise<void> {
  let cursor: string | null = null;
  for (let pages = 0; pages < 2 * poolSize; pages += 1) {
    system.calls();
    const page = await readModels(system, {
      filter,
      orderBy: { field: 'CREATED_AT', direction },
      total: totals[pages % totals.length] ?? false,
      ...(isBackward ? { last: size, before: cursor } : { first: size, after: cursor }),
    });
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    const hasMore = isBackward ? hasPreviousPage : hasNextPage;
    const ids = isBackward ? idsOf(page).toReversed() : idsOf(page);
    onPage({ ids, hasMore, totalCount: page.totalCount, calls: system.calls().length });
    cursor = isBackward ? startCursor : endCursor;
    if (!hasMore) return;
    if (cursor === null) throw new Error('there is more, and no cursor to go on from');
  }
  throw new Error('the walk does not end');
}
