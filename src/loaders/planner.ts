/** Pure planning: what is demanded of models and what is in hand already, turned into the fewest upstream calls. */
import type { Filter } from '../tione/types.ts';
import type { Key } from './records.ts';

/** What one resolver wants to know of one model. */
export interface ModelDemand extends Key {
  /** Name, creation time, and whether the model exists at all. */
  readonly identity?: boolean;
  readonly tags?: boolean;
  /**
   * The versions: all of them, or at least those that pass the filters. Filters only save the upstream work; who asks
   * evaluates every condition again, so an unfiltered answer serves as well.
   */
  readonly versions?: 'all' | readonly Filter[];
}

/** What the request has already asked of one model, answered or still on its way. */
export interface InHand {
  readonly rows: boolean;
  readonly listing: boolean;
  readonly filtered: (filters: readonly Filter[]) => boolean;
}

export type PlannedCall =
  | (Key & { readonly action: 'DescribeTrainingModels'; readonly withVersions: boolean })
  | (Key & { readonly action: 'DescribeTrainingModelVersions'; readonly filters?: readonly Filter[] });

/** One call for each model at most, none for what is in hand. */
export function planModels(demands: readonly ModelDemand[], inHand: (key: Key) => InHand): readonly PlannedCall[] {
  const calls: PlannedCall[] = [];
  for (const wanted of mergeByModel(demands).values()) {
    const call = planModel(wanted, inHand(wanted));
    if (call !== undefined) calls.push(call);
  }
  return calls;
}

/** Everything that one round of resolvers wants of one model. */
interface Wanted extends Key {
  identity: boolean;
  tags: boolean;
  allVersions: boolean;
  /** By their text, to see whether two resolvers want the same. */
  readonly filtered: Map<string, readonly Filter[]>;
}

function mergeByModel(demands: readonly ModelDemand[]): ReadonlyMap<string, Wanted> {
  const models = new Map<string, Wanted>();
  for (const { region, id, identity = false, tags = false, versions } of demands) {
    const name = keyText({ region, id });
    let wanted = models.get(name);
    if (wanted === undefined) {
      wanted = { region, id, identity: false, tags: false, allVersions: false, filtered: new Map() };
      models.set(name, wanted);
    }
    wanted.identity ||= identity;
    wanted.tags ||= tags;
    wanted.allVersions ||= versions === 'all' || versions?.length === 0;
    if (versions !== undefined && versions !== 'all' && versions.length > 0)
      wanted.filtered.set(filtersText(versions), versions);
  }
  return models;
}

function planModel(wanted: Wanted, inHand: InHand): PlannedCall | undefined {
  const { region, id, identity, tags, allVersions, filtered } = wanted;
  const missing = inHand.rows ? [] : [...filtered.values()].filter((filters) => !inHand.filtered(filters));
  const [filters, ...others] = missing;
  if (tags && !inHand.listing) {
    const withVersions = !inHand.rows && (allVersions || filters !== undefined);
    return { action: 'DescribeTrainingModels', region, id, withVersions };
  }
  const action = 'DescribeTrainingModelVersions';
  const identityMissing = identity && !inHand.rows && !inHand.listing;
  // A filtered answer may be empty, which says nothing of the model itself: identity needs the unfiltered one.
  if ((allVersions && !inHand.rows) || identityMissing || others.length > 0) return { action, region, id };
  return filters === undefined ? undefined : { action, region, id, filters };
}

/** Ids hold no slash, region names neither. */
export function keyText({ region, id }: Key): string {
  return `${region}/${id}`;
}

export function filtersText(filters: readonly Filter[]): string {
  return JSON.stringify(filters);
}
