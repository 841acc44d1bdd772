/** Pure planning: what is demanded of models and what is in hand already, turned into the fewest upstream calls. */
import { filterLimits, type Filter } from '../tione/types.ts';
import type { Key } from './records.ts';

/** What one resolver wants to know of one model. */
export interface ModelDemand extends Key {
  /** Name, creation time, and whether the model exists at all. */
  readonly identity?: boolean;
  /**
   * What only the list action knows: tags, and the model as the list shows it. With its versions, if they are of use only
   * together with the rest.
   */
  readonly listing?: boolean | 'with-versions';
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

/** One call of the list action for several models. */
export interface ListingCall {
  readonly action: 'DescribeTrainingModels';
  readonly region: string;
  readonly ids: readonly string[];
  readonly withVersions: boolean;
  /** The ids of which something is wanted that a published action can tell as well, should this call fail. */
  readonly alsoPublished: ReadonlySet<string>;
}

/** One call for the versions of one model. */
export interface VersionsCall extends Key {
  readonly action: 'DescribeTrainingModelVersions';
  readonly filters?: readonly Filter[];
}

export type PlannedCall = ListingCall | VersionsCall;

/** What planning has to know of the world. */
export interface Surroundings {
  readonly inHand: (key: Key) => InHand;
  /** Whether the list action is offered in a region, as far as is known. */
  readonly listOffered: (region: string) => boolean;
}

/**
 * The fewest calls, at most {@link callsAtMost} for the models of one region: none for what is in hand, one for a model
 * alone (of the published action where that will do), and one of the list action for each hundred of several models. Where
 * that is not offered, one for each model; what only it knows is then left out.
 */
export function planModels(demands: readonly ModelDemand[], world: Surroundings): readonly PlannedCall[] {
  const regions = new Map<string, Lack[]>();
  for (const wanted of mergeByModel(demands).values()) {
    const lack = lackOf(wanted, world.inHand(wanted));
    if (lack === undefined) continue;
    const inRegion = regions.get(lack.region);
    if (inRegion === undefined) regions.set(lack.region, [lack]);
    else inRegion.push(lack);
  }
  return [...regions].flatMap(([region, lacks]) =>
    world.listOffered(region) && (lacks.length > 1 || lacks[0]?.listing === true)
      ? listingCalls(region, lacks)
      : lacks.flatMap(versionsCall),
  );
}

/** The bound that {@link planModels} keeps, for the models of one region that are demanded together. */
export function callsAtMost(models: number, listOffered: boolean): number {
  return listOffered ? Math.ceil(models / filterLimits.values) : models;
}

/** Everything that one round of resolvers wants of one model. */
interface Wanted extends Key {
  identity: boolean;
  listing: boolean;
  listedVersions: boolean;
  allVersions: boolean;
  /** By their text, to see whether two resolvers want the same. */
  readonly filtered: Map<string, readonly Filter[]>;
}

function mergeByModel(demands: readonly ModelDemand[]): ReadonlyMap<string, Wanted> {
  const models = new Map<string, Wanted>();
  for (const { region, id, identity = false, listing = false, versions } of demands) {
    const name = keyText({ region, id });
    let wanted = models.get(name);
    if (wanted === undefined) {
      wanted = {
        region,
        id,
        identity: false,
        listing: false,
        listedVersions: false,
        allVersions: false,
        filtered: new Map(),
      };
      models.set(name, wanted);
    }
    wanted.identity ||= identity;
    wanted.listing ||= listing !== false;
    wanted.listedVersions ||= listing === 'with-versions';
    wanted.allVersions ||= versions === 'all' || versions?.length === 0;
    if (versions !== undefined && versions !== 'all' && versions.length > 0)
      wanted.filtered.set(filtersText(versions), versions);
  }
  return models;
}

/** What is wanted of one model and not in hand. */
interface Lack extends Key {
  readonly identity: boolean;
  readonly listing: boolean;
  /** Versions that are of use only in the listing. */
  readonly listedVersions: boolean;
  /** Undefined: no versions are lacking. */
  readonly versions: 'all' | readonly Filter[] | undefined;
}

function lackOf({ region, id, ...wanted }: Wanted, inHand: InHand): Lack | undefined {
  const missing = inHand.rows ? [] : [...wanted.filtered.values()].filter((filters) => !inHand.filtered(filters));
  const [filters, ...others] = missing;
  // Several narrow answers cost more than the whole one, which serves them all.
  const versions = (wanted.allVersions && !inHand.rows) || others.length > 0 ? 'all' : filters;
  const listedVersions = wanted.listedVersions && !inHand.rows;
  const listing = wanted.listing && (!inHand.listing || listedVersions);
  const identity = wanted.identity && !inHand.rows && !inHand.listing;
  return identity || listing || versions !== undefined
    ? { region, id, identity, listing, listedVersions, versions }
    : undefined;
}

function listingCalls(region: string, lacks: readonly Lack[]): readonly PlannedCall[] {
  // Those with versions first, so that as few calls as possible carry versions, which make the answer large.
  const ordered = [...lacks].sort((left, right) => Number(wantsVersions(right)) - Number(wantsVersions(left)));
  return Array.from({ length: callsAtMost(ordered.length, true) }, (_, index) => {
    const chunk = ordered.slice(index * filterLimits.values, (index + 1) * filterLimits.values);
    return {
      action: 'DescribeTrainingModels',
      region,
      ids: chunk.map(({ id }) => id),
      withVersions: chunk.some(wantsVersions),
      alsoPublished: new Set(
        chunk.filter(({ identity, versions }) => identity || versions !== undefined).map(({ id }) => id),
      ),
    };
  });
}

function wantsVersions({ versions, listedVersions }: Lack): boolean {
  return versions !== undefined || listedVersions;
}

function versionsCall({ region, id, identity, versions }: Lack): readonly PlannedCall[] {
  const action = 'DescribeTrainingModelVersions';
  // A filtered answer may be empty, which says nothing of the model itself: identity needs the unfiltered one.
  if (identity || versions === 'all') return [{ action, region, id }];
  return versions === undefined ? [] : [{ action, region, id, filters: versions }];
}

/** Ids hold no slash, region names neither. */
export function keyText({ region, id }: Key): string {
  return `${region}/${id}`;
}

export function filtersText(filters: readonly Filter[]): string {
  return JSON.stringify(filters);
}
