/** Numbers about numbers. */

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** NaN everywhere when there are no values. */
export function spreadOf(values: readonly number[]): Spread {
  const ordered = values.toSorted((left, right) => left - right);
  return { median: quantile(ordered, 0.5), min: ordered[0] ?? NaN, max: ordered.at(-1) ?? NaN };
}

/** Of values in ascending order, from 0 to 1; between two values, their mean by distance. */
export function quantile(ordered: readonly number[], part: number): number {
  const place = (ordered.length - 1) * part;
  const below = ordered[Math.floor(place)] ?? NaN;
  const above = ordered[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Each value of the one by the value of the other in the same round. */
export function ratios(left: readonly number[], right: readonly number[]): Spread {
  return spreadOf(left.map((value, index) => value / (right[index] ?? NaN)));
}
