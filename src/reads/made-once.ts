/**
 * What is made of rows, made once. Rows that are remembered serve many requests and never change, and who keeps something of what
 * was made of one finds it again with the next request only if that is the same object.
 */

/** Where and when a row was read. */
export interface Origin {
  readonly region: string;
  /** In milliseconds since the epoch. */
  readonly readAt: number;
}

export function madeOnce<Of extends object, Made extends object | null>(make: (of: Of) => Made): (of: Of) => Made {
  const kept = new WeakMap<Of, Made>();
  return (of) => {
    const known = kept.get(of);
    if (known !== undefined) return known;
    const made = make(of);
    kept.set(of, made);
    return made;
  };
}

/** The same for rows of which the origin is told apart from them. One that is told of another origin is made anew. */
export function madeOnceOf<Row extends object, Made extends Origin>(
  make: (row: Row, origin: Origin) => Made,
): (row: Row, region: string, readAt: number) => Made {
  const kept = new WeakMap<Row, Made>();
  return (row, region, readAt) => {
    const known = kept.get(row);
    if (known?.readAt === readAt && known.region === region) return known;
    const made = make(row, { region, readAt });
    kept.set(row, made);
    return made;
  };
}
