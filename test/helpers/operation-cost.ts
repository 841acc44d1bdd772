/**
 * The most upstream calls that an operation may cost, from the table of the specification and the planner's own bound:
 *
 * - all models by id that the operation begins with: one call for each hundred of a region (`callsAtMost`), and while the list
 *   action is offline one for each. The published action, which serves a model alone, does not tell the name of one without
 *   versions, nor tags: those cost one call more where they are found to be lacking;
 * - a version: one call for each region that has to be looked at, and one more if its model is asked for more than name and
 *   creation time;
 * - a page of models: one call where TI-ONE can filter, otherwise a scan of 1 + ⌈(total - 100) / 99⌉, because a window of a
 *   hundred shows the last row of the one before it again; in smaller windows where TI-ONE gives less than a hundred at once.
 *   All that is selected of the models comes with it.
 */
import { callsAtMost } from '../../src/loaders/planner.ts';
import type { ListedModel } from '../../src/emulator/model-set.ts';
import { asksSomething, type ModelFilter } from './model-oracle.ts';
import { isIncluded, type Field, type Selection } from './operations.ts';
import type { Stored } from './operation-oracle.ts';

export function costAtMost(operation: Selection, { regions, isListOffline }: Stored, maxLimit: number): number {
  const ids = new Set<string>();
  const listedIds = new Set<string>();
  const versions = new Map<string, boolean>();
  let cost = 0;
  let asksTags = false;
  for (const { name, args, below } of fieldsOf(operation)) {
    if (below === undefined) continue;
    if (name === 'trainingModelVersion') {
      const version = JSON.stringify([args['id'], args['region']]);
      versions.set(version, versions.get(version) === true || asksModels(below, ['tags', 'versions', 'latestVersion']));
    } else if (name !== 'trainingModels') {
      for (const id of [args['ids'], args['id'], args['modelId']].flat()) if (typeof id === 'string') ids.add(id);
      asksTags ||= asksModels(below, ['tags']);
    } else if (!isListOffline) {
      const [, models] = regions.find(([region]) => region === args['region']) ?? regions[0] ?? ['', []];
      const filter = args['filter'] as ModelFilter | null; // As generated.
      const listable = [filter?.id?.eq ?? [], filter?.id?.in ?? []].flat();
      for (const id of listable) listedIds.add(id);
      const { size } = args['page'] as { readonly size: number | null }; // As generated.
      if (listable.length === 0) cost += pageCost(filter, size, models, maxLimit);
    }
  }
  for (const asksMore of versions.values()) cost += regions.length + Number(asksMore);
  // An id that is not in the first region is looked for in the other, apart from those that are named there.
  const rounds = regions.length === 1 ? 1 : 3;
  cost += callsAtMost(new Set([...ids, ...listedIds]).size, !isListOffline) * rounds;
  const mayBeAlone = !isListOffline && (ids.size === 1 || regions.length > 1);
  const hasEmpty = regions.some(([, models]) =>
    models.some((model) => isEmpty(model) && ids.has(model.TrainingModelId)),
  );
  return cost + (mayBeAlone ? rounds * (Number(hasEmpty) + Number(asksTags)) : 0);
}

function isEmpty({ TrainingModelVersions: rows }: ListedModel): boolean {
  return rows.length === 0;
}

function pageCost(
  filter: ModelFilter | null,
  size: number | null,
  models: readonly ListedModel[],
  maxLimit: number,
): number {
  const window = Math.min(100, maxLimit);
  const rows = canTiOneFilter(filter) ? Math.min(size ?? 20, models.length) : models.length;
  return 1 + Math.ceil(Math.max(0, rows - window) / (window - 1));
}

/** At most one condition, and one of those whose documentation says that it is exact: a list of values. */
function canTiOneFilter(filter: ModelFilter | null): boolean {
  const { id, name, versionType, source, format, tags } = filter ?? {};
  if (id?.notIn != null && id.notIn.length > 0) return false;
  if (name?.contains != null) return false;
  const enums = [versionType, source, format].filter((asked) => asked != null).filter(asksSomething);
  const isListed = enums.every(
    ({ eq, in: list, rawIn }) =>
      rawIn != null || ((eq != null || list != null) && ![eq, ...(list ?? [])].includes('UNRECOGNIZED')),
  );
  const isNamed = name != null && (name.eq != null || name.in != null);
  return isListed && enums.length + (tags?.length ?? 0) + Number(isNamed) <= 1;
}

/** Whether any of these is selected of a model that is reached on the way. */
function asksModels(selection: Selection, names: readonly string[]): boolean {
  return fieldsOf(selection).some(
    ({ name, below }) =>
      (selection.type === 'TrainingModel' && names.includes(name)) || (below !== undefined && asksModels(below, names)),
  );
}

/** The fields of a selection, through fragments, without those that directives leave out. */
function fieldsOf({ parts }: Selection): readonly Field[] {
  return parts.filter(isIncluded).flatMap((part) => (part.kind === 'field' ? [part] : fieldsOf(part.below)));
}
