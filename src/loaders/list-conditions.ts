/** What the list action can be asked to leave out, and whether that is all there is to decide. */
import { filterLimits, type Filter, type TagFilter } from '../tione/types.ts';
import { exactFilters, type Narrowing } from '../reads/exact-filter.ts';

/** Conditions on models in terms of the upstream: those that it can evaluate. */
export interface ListConditions {
  readonly narrowings: readonly Narrowing[];
  /** A part of the name. */
  readonly nameContains?: string | undefined;
  readonly tags: readonly TagFilter[];
  /** Whether there is nothing else to decide. */
  readonly isComplete: boolean;
}

export interface ListFilters {
  readonly filters: readonly Filter[];
  readonly tagFilters: readonly TagFilter[];
  /**
   * Whether the upstream, by its documentation, returns just the models that match. It documents exact matching of several
   * values, but neither how fuzzy matching works nor how several conditions combine: those only narrow.
   */
  readonly isExact: boolean;
}

export function listFilters({ narrowings, nameContains, tags, isComplete }: ListConditions): ListFilters {
  const exact = exactFilters(narrowings);
  const fuzzy = nameContains === undefined ? [] : [{ Name: 'keyword', Values: [nameContains], Fuzzy: true }];
  const tagFilters = tags.filter(({ TagValues = [] }) => TagValues.length <= filterLimits.values);
  const asked = narrowings.length + fuzzy.length + tags.length;
  const sent = exact.length + tagFilters.length;
  return {
    filters: [...exact, ...fuzzy].slice(0, filterLimits.filters),
    tagFilters: tagFilters.slice(0, filterLimits.filters),
    isExact: isComplete && asked === sent && asked <= 1,
  };
}

/** Whether all models meet them. */
export function isVacuous({ narrowings, nameContains, tags, isComplete }: ListConditions): boolean {
  return isComplete && narrowings.length === 0 && nameContains === undefined && tags.length === 0;
}
