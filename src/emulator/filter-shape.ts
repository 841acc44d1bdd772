/** The `Filters.N` parameter that all Describe actions share, with its documented limits. */
import { filterLimits, type Filter } from '../tione/types.ts';
import { flag, listOf, objectOf, optional, required, text, type Reader } from './parameters.ts';

const filter = objectOf({
  Name: required(text),
  Values: optional(listOf(text, filterLimits.values)),
  Fuzzy: optional(flag),
  Negative: optional(flag),
});

/** A filter as it may arrive: `Values` is not marked as required in the published metadata. */
export type GivenFilter = Omit<Filter, 'Values'> & Partial<Pick<Filter, 'Values'>>;

export const filters: Reader<readonly GivenFilter[]> = listOf(filter, filterLimits.filters);
