/** Compares an answer with what it must be: a part may be missing only where an error says so. */

export interface GraphqlError {
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface Result {
  readonly data?: unknown;
  readonly errors?: readonly GraphqlError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The first place where the answer is wrong; undefined when it is right, as far as it goes. */
export function wrongPlace({ data, errors = [] }: Result, expected: unknown): string | undefined {
  const failed = errors.map(({ path = [] }) => path.join('.'));
  // A field that cannot be null takes the fields around it with it, up to one that can.
  const isExcused = (place: string): boolean =>
    failed.some((path) => path === '' || place === '' || path === place || path.startsWith(`${place}.`));
  const compare = (actual: unknown, wanted: unknown, place: string): string | undefined => {
    if ((actual === null || actual === undefined) && wanted !== null)
      return isExcused(place) ? undefined : place || 'data';
    if (typeof wanted !== 'object' || wanted === null) return Object.is(actual, wanted) ? undefined : place;
    const wantedParts = new Map<string, unknown>(Object.entries(wanted));
    const parts = typeof actual === 'object' ? new Map<string, unknown>(Object.entries(actual ?? {})) : undefined;
    if (parts?.size !== wantedParts.size) return place;
    for (const [name, part] of wantedParts) {
      const wrong = compare(parts.get(name), part, place === '' ? name : `${place}.${name}`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
  return compare(data, expected, '');
}
