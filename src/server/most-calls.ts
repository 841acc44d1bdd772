/**
 * How many calls of TI-ONE an operation may take at the most, whatever TI-ONE has and whatever is asked for is not there. Not
 * counted is what goes wrong: calls that are sent again, failures of the list action, lists that change while they are read.
 */
import type { ExecutionArgs } from 'graphql';
import { callsAtMost } from '../loaders/planner.ts';
import type { Selection } from '../schema/look-ahead.ts';
import type { TioneClient } from '../tione/client.ts';
import { lookUpsOf, type LookUp } from './look-ups.ts';
import { rootFields } from './root-fields.ts';
import { listCalls } from './upstream-calls.ts';

export interface Circumstances {
  /** How many regions may be read. */
  readonly regions: number;
  /** Whether the list action is asked, in any of them. */
  readonly isListAsked: boolean;
  /** Whether it may turn out not to be offered. */
  readonly mayListFail: boolean;
  readonly scanLimit: number;
}

const listAction = 'DescribeTrainingModels';

export function circumstancesOf(client: TioneClient, regions: readonly string[], scanLimit: number): Circumstances {
  const { capabilities } = client.status();
  const answers = (region: string): boolean =>
    capabilities.some((known) => known.action === listAction && known.region === region && known.isOffered);
  return {
    regions: regions.length,
    isListAsked: regions.some((region) => client.offers(listAction, region)),
    mayListFail: !regions.every(answers),
    scanLimit,
  };
}

export function mostCalls(operation: ExecutionArgs, circumstances: Circumstances): number {
  const all = rootFields(operation).flatMap(lookUpsOf);
  const versions = new Map<string, number>();
  let calls = modelCalls(
    all.filter((asked) => asked.kind === 'model'),
    circumstances,
  );
  for (const asked of all) {
    if (asked.kind === 'list') calls += listCalls(asked.isExact, circumstances.scanLimit);
    if (asked.kind !== 'version') continue;
    const key = keyOf(asked);
    const itself = looks(asked, circumstances);
    const most = itself + callsBelow(asked.selected().below('model'), circumstances);
    // Under several names it is read once, and its model as often as its names differ in what they ask.
    versions.set(key, versions.has(key) ? (versions.get(key) ?? 0) + most - itself : most);
  }
  return [...versions.values()].reduce((sum, count) => sum + count, calls);
}

type ModelLookUp = LookUp & { readonly kind: 'model' };
type OneLookUp = Exclude<LookUp, { readonly kind: 'list' }>;

/** What is asked for by id without its region is looked for in one after the other. */
function looks({ region }: OneLookUp, { regions }: Circumstances): number {
  return region === undefined ? regions : 1;
}

/** Together where they are several in one region; each alone where they are not, or where the list action fails. */
function modelCalls(asked: readonly ModelLookUp[], circumstances: Circumstances): number {
  const { regions, isListAsked, mayListFail } = circumstances;
  const byKey = new Map<string, ModelLookUp[]>();
  for (const one of asked) byKey.set(keyOf(one), [...(byKey.get(keyOf(one)) ?? []), one]);
  const models = [...byKey.values()];
  if (models.length === 0) return 0;
  const together =
    (isListAsked ? callsAtMost(models.length, true) : 0) + (mayListFail ? callsAtMost(models.length, false) : 0);
  if (models.length > 1 && regions === 1) return together;
  const alone = models.reduce((sum, same) => sum + aloneCalls(same, circumstances), 0);
  // In each region a step for each that they may come from, and one that is alone there.
  return models.length === 1 ? alone : Math.min(alone, regions ** 2 * (together + (isListAsked ? 1 : 0)));
}

/** A model that is asked for alone, under one or several names. */
function aloneCalls(same: readonly ModelLookUp[], circumstances: Circumstances): number {
  const { regions, isListAsked, mayListFail } = circumstances;
  const [first] = same;
  if (first === undefined) return 0;
  // Its versions tell all but its tags and, where there are none, its name.
  const isListed = same.some(({ isList, selected }) => !isList && selected().has('tags'));
  const each = !isListAsked || (isListed && !mayListFail) ? 1 : 2;
  let further = 0;
  for (const { isList, selected } of same)
    if (isList) {
      further += callsBelow(modelsIn(selected()), circumstances);
      // Where it was lately seen its versions are read first, and then the model is looked for.
      if (regions > 1) further += 1;
    }
  return looks(first, circumstances) * each + further;
}

/** Of a model that a version has told of. Each level at which its versions are asked for may have a filter of its own. */
function callsBelow(model: Selection, { isListAsked, mayListFail }: Circumstances): number {
  if (isListAsked && !mayListFail && model.has('tags')) return 1;
  let calls = 0;
  let asksTags = false;
  for (let next = model; ; next = nextModels(next)) {
    asksTags ||= next.has('tags');
    if (!next.has('versions', 'latestVersion')) return calls + (isListAsked && asksTags ? 1 : 0);
    calls += 1;
  }
}

/** The models of its versions. */
function nextModels(model: Selection): Selection {
  return model.along(
    ['latestVersion', 'model'],
    ['versions', 'nodes', 'model'],
    ['versions', 'edges', 'node', 'model'],
  );
}

/** The models of the versions of a page. */
function modelsIn(page: Selection): Selection {
  return page.along(['nodes', 'model'], ['edges', 'node', 'model']);
}

function keyOf({ id, region }: OneLookUp): string {
  return JSON.stringify([id, region]);
}
