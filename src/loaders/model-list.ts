/** Answers pages of models: reads no more of the upstream's list than the page needs, wherever the upstream can do the filtering. */
import type { TrainingModelDTO } from '../tione/types.ts';
import { isVacuous, listFilters, type ListConditions } from './list-conditions.ts';
import type { ReadWindow } from './list-pages.ts';
import type { ModelLoader } from './model-loader.ts';
import { recordOf, type ModelRecord, type ModelRow } from './records.ts';
import type { Sight } from './rights.ts';
import { wideWindow, type Anchor, type OffsetList } from './seek.ts';
import { walk, type Entry, type Walk, type WalkedList } from './walk.ts';

/** A list of models as GraphQL asks for it. */
export interface ModelList {
  readonly region: string;
  /** What the upstream can decide beforehand. */
  readonly conditions: ListConditions;
  /** Decides, whatever the upstream answered. */
  readonly matches: (model: TrainingModelDTO) => boolean;
  /** The ids that can match, where they can be listed. The upstream is then asked for them and for nothing else. */
  readonly ids: readonly string[] | undefined;
  readonly direction: 'ASC' | 'DESC';
  /** Whether versions are needed, to decide or because they will be asked for. */
  readonly withVersions: boolean;
  readonly positionOf: OffsetList<TrainingModelDTO>['positionOf'];
  /** The order of the list, with its direction. */
  readonly compare: OffsetList<TrainingModelDTO>['compare'];
}

/** A place in a list, and how many models were before it and in the whole list when it was seen. */
export interface ListPlace extends Anchor {
  readonly total: number;
}

/** The part of a list that is wanted. */
export interface ListRange {
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly after: ListPlace | undefined;
  readonly before: ListPlace | undefined;
  /** Whether somebody will look at the entries, and whether at their number. */
  readonly wants: { readonly entries: boolean; readonly total: boolean };
}

export interface ListedModel {
  readonly node: ModelRecord;
  readonly place: ListPlace;
}

/** All entries of a list, or a page of it. */
export type ModelListAnswer =
  | { readonly kind: 'whole'; readonly entries: readonly ListedModel[] }
  | {
      readonly kind: 'page';
      readonly entries: readonly ListedModel[];
      readonly hasNext: boolean;
      readonly hasPrevious: boolean;
      /** Where to go on in the direction of the walk, when a bound ended it before the page was full. */
      readonly resume: ListPlace | undefined;
      /** Null where it cannot be told within the bound. */
      readonly total: number | null;
    };

export interface ModelListOptions {
  readonly read: ReadWindow;
  readonly models: ModelLoader;
  /** Models to look at, at the most, for a filter that the upstream cannot evaluate. */
  readonly scanLimit: number;
  /** What the caller may see; undefined for everything. */
  readonly sight?: Sight | undefined;
}

export type ReadModelList = (list: ModelList, range: ListRange) => Promise<ModelListAnswer>;

export function createModelList({ read, models, scanLimit, sight }: ModelListOptions): ReadModelList {
  /** Null when the list has more models than may be looked at. */
  const scan = async (list: ModelList, source: WalkedList<ModelRow>): Promise<ModelListAnswer | null> => {
    const { total } = await source.read(0, wideWindow);
    if (total > scanLimit) return null;
    const all = await walk({ ...source, isExact: false }, { size: Infinity, maxRows: scanLimit });
    if (all.hasMore) return null;
    return { kind: 'whole', entries: all.entries.map((entry) => listed(list, entry, all.total)) };
  };

  const readAll = async (list: ModelList, source: WalkedList<ModelRow>): Promise<ModelListAnswer> => {
    const all = await walk({ ...source, isExact: false }, { size: Infinity, maxRows: Infinity });
    return { kind: 'whole', entries: all.entries.map(({ row }) => listed(list, { row, index: 0 }, 0)) };
  };

  const listOfIds = async (list: ModelList, ids: readonly string[]): Promise<ModelListAnswer> => {
    const { region, withVersions, matches, compare } = list;
    const found = await Promise.all(ids.map(async (id) => models.listing({ region, id }, withVersions)));
    const entries = found
      .filter((model) => model !== null)
      .filter(({ row }) => matches(row))
      .map((model) => listed(list, { row: model, index: 0 }, 0))
      .sort((left, right) => compare(left.place, right.place));
    return { kind: 'whole', entries };
  };

  return async (asked, range) => {
    const list = sight === undefined ? asked : restricted(asked, sight);
    if (list.ids !== undefined) return listOfIds(list, list.ids);
    const sources = sourcesOf(list, read);
    const { isExact } = sources.forward;
    // Rows that cannot be seen must not be in counts and cursors: then all of them are read, and nothing of them is told.
    if (!isExact && sight !== undefined && sight.tagFilters.length > 1) return readAll(list, sources.forward);
    const { total: wantsTotal } = range.wants;
    const whole = wantsTotal && !isExact ? await scan(list, sources.forward) : null;
    if (whole !== null) return whole;
    const page = await walkRange(range, sources, scanLimit);
    if (isExact && page.walked.allMatch) return answerOf(list, page, true);
    // The upstream turned out to be less exact than it is documented to be.
    const counted = wantsTotal && isExact ? await scan(list, sources.forward) : null;
    return counted ?? answerOf(list, page, false);
  };
}

/**
 * The list that is left for somebody who may not see everything. The upstream is asked for what can be seen, and for nothing else at
 * the same time: how several conditions combine is not documented, and rows that cannot be seen are not to be among those it counts.
 */
function restricted(list: ModelList, { ids, needsTags, tagFilters, shows }: Sight): ModelList {
  const isComplete = isVacuous(list.conditions);
  return {
    ...list,
    ids: ids === undefined ? list.ids : (list.ids ?? [...ids]).filter((id) => ids.has(id)),
    matches: (model) => shows(model) && list.matches(model),
    conditions: needsTags ? { narrowings: [], tags: tagFilters, isComplete } : list.conditions,
  };
}

/** The list as the upstream can be walked through, in both directions. */
interface Sources {
  readonly forward: WalkedList<ModelRow>;
  readonly backward: WalkedList<ModelRow>;
}

function sourcesOf({ region, conditions, withVersions, ...list }: ModelList, read: ReadWindow): Sources {
  const { isExact, ...filters } = listFilters(conditions);
  const source = (direction: ModelList['direction'], compare: ModelList['compare']) => ({
    read: (offset: number, limit: number, isFresh = false) =>
      read({ region, ...filters, direction, offset, limit, withVersions, isFresh }),
    positionOf: ({ row }: ModelRow) => list.positionOf(row),
    compare,
    matches: ({ row }: ModelRow) => list.matches(row),
    isExact,
  });
  return {
    forward: source(list.direction, list.compare),
    backward: source(list.direction === 'ASC' ? 'DESC' : 'ASC', (left, right) => list.compare(right, left)),
  };
}

interface WalkedRange {
  readonly walked: Walk<ModelRow>;
  readonly isReversed: boolean;
}

/** A page from the end is one from the beginning of the reversed list. */
async function walkRange(
  { first, last, after, before, wants }: ListRange,
  { forward, backward }: Sources,
  maxRows: number,
): Promise<WalkedRange> {
  // The number of all entries comes with any of them.
  if (!wants.entries) return { walked: await walk(forward, { size: 1, maxRows }), isReversed: false };
  if (last === undefined)
    return { walked: await walk(forward, { size: first ?? Infinity, after, before, maxRows }), isReversed: false };
  const from = before && mirrored(before);
  return { walked: await walk(backward, { size: last, after: from, before: after, maxRows }), isReversed: true };
}

function mirrored({ value, id, index, total }: ListPlace): Anchor {
  return { value, id, index: Math.max(0, total - 1 - index) };
}

function answerOf(list: ModelList, { walked, isReversed }: WalkedRange, isCounted: boolean): ModelListAnswer {
  const { entries, hasMore, hasBefore, resume, total } = walked;
  const place = (entry: Entry<ModelRow>): ListedModel =>
    listed(list, isReversed ? { ...entry, index: Math.max(0, total - 1 - entry.index) } : entry, total);
  const models = entries.map(place);
  if (isReversed) models.reverse();
  return {
    kind: 'page',
    entries: models,
    hasNext: isReversed ? hasBefore : hasMore,
    hasPrevious: isReversed ? hasMore : hasBefore,
    resume: resume && place(resume).place,
    total: isCounted ? total : null,
  };
}

function listed({ positionOf }: ModelList, { row, index }: Entry<ModelRow>, total: number): ListedModel {
  const { value, id } = positionOf(row.row);
  return { node: recordOf(row), place: { value, id, index, total } };
}
