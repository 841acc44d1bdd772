/** Keeps the values of labels few: each is a time series of its own, and what comes from outside may be anything. */

/** The value itself where it is one of the known ones. */
export function oneOf(known: Iterable<string>, other: string): (value: string) => string {
  const names = new Set(known);
  return (value) => (names.has(value) ? value : other);
}

/** The value itself where it is one of the first so many that came. */
export function firstOf(most: number, other: string): (value: string) => string {
  const names = new Set<string>();
  return (value) => {
    if (names.size < most) names.add(value);
    return names.has(value) ? value : other;
  };
}
