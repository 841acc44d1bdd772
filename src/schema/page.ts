/** Relay pages: their arguments, and connections made of entries that stand in order. */
import type { Maybe } from '../tione/types.ts';
import { badUserInput } from './bad-user-input.ts';
import { decodeCursor, encodeCursor, type CursorPlace } from './cursor.ts';
import type { Position } from '../loaders/seek.ts';

export interface PageArguments {
  readonly first?: Maybe<number>;
  readonly last?: Maybe<number>;
  readonly after?: Maybe<string>;
  readonly before?: Maybe<string>;
}

export const defaultPageSize = 20;
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
  readonly after: CursorPlace | undefined;
  readonly before: CursorPlace | undefined;
  /** The fingerprint that the cursors were made with; undefined without a cursor. */
  readonly print: string | undefined;
}

/** Reads page arguments. `prints` are the fingerprints of the lists that cursors may belong to, both of them to the same. */
export function readPage({ first, last, after, before }: PageArguments, prints: () => readonly string[]): Page {
  const start = after == null ? undefined : decodeCursor(after, prints());
  const end = before == null ? undefined : decodeCursor(before, start === undefined ? prints() : [start.print]);
  return {
    first: first ?? (last == null ? defaultPageSize : undefined),
    last: last ?? undefined,
    after: start?.place,
    before: end?.place,
    print: start?.print ?? end?.print,
  };
}

export interface Entry<T> {
  readonly node: T;
  readonly place: CursorPlace;
}

export interface ConnectionParts<T> {
  readonly entries: readonly Entry<T>[];
  readonly print: () => string;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly totalCount: number | null;
  /** Where the next and the previous page begin, unless that is at an entry. */
  readonly resume?: { readonly next?: CursorPlace | undefined; readonly previous?: CursorPlace | undefined };
}

/** A Relay connection. Cursors are made when they are asked for: most clients take one of a page. */
export function connection<T>({ entries, print, totalCount, resume, ...flags }: ConnectionParts<T>) {
  const cursorOf = (place: CursorPlace | undefined): string | null =>
    place === undefined ? null : encodeCursor(print(), place);
  return {
    edges: entries.map(({ node, place }) => ({
      node,
      get cursor() {
        return encodeCursor(print(), place);
      },
    })),
    totalCount,
    pageInfo: {
      ...flags,
      get startCursor() {
        return cursorOf(resume?.previous ?? entries[0]?.place);
      },
      get endCursor() {
        return cursorOf(resume?.next ?? entries.at(-1)?.place);
      },
    },
  };
}

/** The page of a list without entries. */
export const emptyConnection = connection<never>({
  entries: [],
  print: () => '',
  hasNextPage: false,
  hasPreviousPage: false,
  totalCount: 0,
});

/** A list that is whole, in its order. */
export interface WholeList<T> {
  readonly entries: readonly Entry<T>[];
  readonly compare: (left: Position, right: Position) => number;
  /** Fingerprint of list, filter and order. */
  readonly print: () => string;
}

/** A page of a whole list. */
export function pageOf<T>({ entries, compare, print }: WholeList<T>, { first, last, after, before }: Page) {
  // By value, not by index: entries that came or went since a cursor was made change nothing for the others.
  const from = after === undefined ? 0 : indexWhere(entries, ({ place }) => compare(place, after) > 0);
  const till = before === undefined ? entries.length : indexWhere(entries, ({ place }) => compare(place, before) >= 0);
  const to = Math.max(from, till);
  const start = last === undefined ? from : Math.max(from, to - last);
  const end = first === undefined ? to : Math.min(to, start + first);
  return connection({
    entries: entries.slice(start, end),
    print,
    hasNextPage: end < entries.length,
    hasPreviousPage: start > 0,
    totalCount: entries.length,
  });
}

interface KeptPage {
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly page: ReturnType<typeof connection>;
}

/** By the entries of the list, of which most are always asked for the same page. */
const firstPages = new WeakMap<readonly Entry<unknown>[], KeptPage>();

/** A page without cursors of a list that stays as it is: while it is asked for again, it is made once. */
export function firstPageOf<T>(list: WholeList<T>, page: Page): ReturnType<typeof connection<T>> {
  const { first, last } = page;
  const known = firstPages.get(list.entries);
  // What is kept of entries is made of them.
  if (known !== undefined && known.first === first && known.last === last)
    return known.page as ReturnType<typeof connection<T>>;
  const made = pageOf(list, page);
  firstPages.set(list.entries, { first, last, page: made });
  return made;
}

function indexWhere<T>(entries: readonly T[], holds: (entry: T) => boolean): number {
  const index = entries.findIndex(holds);
  return index === -1 ? entries.length : index;
}
