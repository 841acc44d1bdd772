/** Relay pages: their arguments, and the part of a list that they ask for. */
import type { Maybe } from '../tione/types.ts';
import { badUserInput } from './bad-user-input.ts';
import { connection, type Connection, type Entry } from './connection.ts';
import { decodeCursor, type CursorPlace } from './cursor.ts';
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

/** A list that is whole, in its order. */
export interface WholeList<T> {
  readonly entries: readonly Entry<T>[];
  readonly compare: (left: Position, right: Position) => number;
  /** Fingerprint of list, filter and order. */
  readonly print: () => string;
}

/** A page of a whole list. */
export function pageOf<T>({ entries, compare, print }: WholeList<T>, page: Page): Connection<T> {
  const { after, before } = page;
  // By value, not by index: entries that came or went since a cursor was made change nothing for the others.
  const from = after === undefined ? 0 : indexWhere(entries, ({ place }) => compare(place, after) > 0);
  const till = before === undefined ? entries.length : indexWhere(entries, ({ place }) => compare(place, before) >= 0);
  return stretch(entries, print, bounds(page, from, Math.max(from, till)));
}

/** The entries of a page, from `start` to before `end`. */
interface Bounds {
  readonly start: number;
  readonly end: number;
}

function bounds({ first, last }: Page, from: number, to: number): Bounds {
  const start = last === undefined ? from : Math.max(from, to - last);
  return { start, end: first === undefined ? to : Math.min(to, start + first) };
}

function stretch<T>(entries: readonly Entry<T>[], print: () => string, { start, end }: Bounds) {
  return connection({
    entries: entries.slice(start, end),
    print,
    hasNextPage: end < entries.length,
    hasPreviousPage: start > 0,
    totalCount: entries.length,
  });
}

interface KeptPage<T> extends Bounds {
  readonly page: Connection<T>;
}

/** A list in its order that stays as it is. Most are always asked for the same page, which is kept with the list. */
export class SortedList<T> {
  readonly entries: readonly Entry<T>[];
  #kept: KeptPage<T> | undefined;

  constructor(entries: readonly Entry<T>[]) {
    this.entries = entries;
  }

  /** A page without cursors: while it is asked for again, it is made once. What `print` makes use of lives for as long as the list. */
  pageWithoutCursors(print: () => string, page: Page): Connection<T> {
    const { entries } = this;
    const { start, end } = bounds(page, 0, entries.length);
    const kept = this.#kept;
    if (kept?.start === start && kept.end === end) {
      kept.page.isAskedAgain = true;
      return kept.page;
    }
    const made = stretch(entries, print, { start, end });
    this.#kept = { start, end, page: made };
    return made;
  }
}

function indexWhere<T>(entries: readonly T[], holds: (entry: T) => boolean): number {
  const index = entries.findIndex(holds);
  return index === -1 ? entries.length : index;
}
