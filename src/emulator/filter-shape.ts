/** The `Filters.N` parameter that all Describe actions share, with its documented limits. */
import { filterLimits, type Filter } from '../tione/types.ts';
import { flag, listOf, objectOf, optional, text, type Reader } from './parameters.ts';

const filter = objectOf({
  Name: optional(text),
  Values: optional(listOf(text, filterLimits.values)),
  Fuzzy: optional(flag),
  Negative: optional(flag),
});

/** A filter as it may arrive: nothing of it is marked as required in the published metadata. */
export type GivenFilter = Partial<Filter>;

export const filters: Reader<readonly GivenFilter[]> = listOf(filter, filterLimits.filters);
