/** Relay pages of a list that is whole and sorted in memory. */
import type { Maybe } from '../tione/types.ts';
import { badUserInput } from './bad-user-input.ts';
import { decodeCursor, encodeCursor, type Position } from './cursor.ts';

export interface PageArguments {
  readonly first?: Maybe<number>;
  readonly last?: Maybe<number>;
  readonly after?: Maybe<string>;
  readonly before?: Maybe<string>;
}

const defaultPageSize = 20;
const maxPageSize = 100;

/**
 * What a page costs, for the complexity of an operation, which is computed before anything is resolved: page sizes that
 * cannot be served are therefore refused before any upstream call, however deep they stand.
 */
export function pageComplexity(args: PageArguments): { field: number; multiplier: number } {
  const { first, last } = args;
  for (const [name, size] of [['first', first] as const, ['last', last] as const])
    if (size != null && (size < 1 || size > maxPageSize))
      throw badUserInput(`\`${name}\` must be from 1 to ${String(maxPageSize)}, not ${String(size)}.`);
  if (first != null && last != null)
    throw badUserInput('Give `first` (from the start) or `last` (from the end), not both.');
  return { field: 1, multiplier: first ?? last ?? defaultPageSize };
}

/** The part of a list that is asked for. */
export interface Page {
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly after: Position | undefined;
  readonly before: Position | undefined;
}

/** Reads page arguments; `print` identifies the list that cursors must belong to. */
export function readPage({ first, last, after, before }: PageArguments, print: () => string): Page {
  return {
    first: first ?? (last == null ? defaultPageSize : undefined),
    last: last ?? undefined,
    after: after == null ? undefined : decodeCursor(after, print()),
    before: before == null ? undefined : decodeCursor(before, print()),
  };
}

/** A list in its order. */
export interface SortedList<T> {
  readonly entries: readonly { readonly node: T; readonly position: Position }[];
  readonly compare: (left: Position, right: Position) => number;
  /** Fingerprint of list, filter and order. */
  readonly print: () => string;
}

export function pageOf<T>({ entries, compare, print }: SortedList<T>, { first, last, after, before }: Page) {
  // By value, not by index: entries that came or went since a cursor was made change nothing for the others.
  const from = after === undefined ? 0 : indexWhere(entries, ({ position }) => compare(position, after) > 0);
  const till =
    before === undefined ? entries.length : indexWhere(entries, ({ position }) => compare(position, before) >= 0);
  const to = Math.max(from, till);
  const start = last === undefined ? from : Math.max(from, to - last);
  const end = first === undefined ? to : Math.min(to, start + first);
  const edges = entries.slice(start, end).map(({ node, position }) => ({
    node,
    get cursor() {
      return encodeCursor(print(), position);
    },
  }));
  return {
    edges,
    totalCount: entries.length,
    pageInfo: {
      hasNextPage: end < entries.length,
      hasPreviousPage: start > 0,
      get startCursor() {
        return edges[0]?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
    },
  };
}

function indexWhere<T>(entries: readonly T[], holds: (entry: T) => boolean): number {
  const index = entries.findIndex(holds);
  return index === -1 ? entries.length : index;
}
