/** Upstream filters that match exactly, and stay within what the upstream takes. */
import { filterLimits, type Filter } from '../tione/types.ts';

/** A field that must have one of some values. */
export interface Narrowing {
  /** Name of the upstream's filter. */
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * A single value would be matched fuzzily ("one value supports fuzzy matching, any other number is exact"), so it is sent
 * twice. `Fuzzy: false` alone is not enough: some actions do not document it.
 */
export function exactFilter({ name, values }: Narrowing): Filter {
  const [only, ...others] = values;
  return { Name: name, Values: only !== undefined && others.length === 0 ? [only, only] : values, Fuzzy: false };
}

/** As many of the narrowings as the upstream takes. The others are left out: who asks evaluates every condition again. */
export function exactFilters(narrowings: readonly Narrowing[]): readonly Filter[] {
  return narrowings
    .filter(({ values }) => values.length > 0 && values.length <= filterLimits.values)
    .slice(0, filterLimits.filters)
    .map(exactFilter);
}
