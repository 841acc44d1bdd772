/** Relay connections, made of the entries of a page. */
import { encodeCursor, type CursorPlace } from './cursor.ts';

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

/**
 * An entry of a page. A class, because a getter of an object literal has the engine make a type for each object, which lives on
 * with all that the getter can see until all memory is looked through.
 */
class Edge<T> {
  readonly node: T;
  readonly #place: CursorPlace;
  readonly #print: () => string;

  constructor({ node, place }: Entry<T>, print: () => string) {
    this.node = node;
    this.#place = place;
    this.#print = print;
  }

  get cursor(): string {
    return encodeCursor(this.#print(), this.#place);
  }
}

/** Where a page begins and ends. */
class PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #print: () => string;
  readonly #start: CursorPlace | undefined;
  readonly #end: CursorPlace | undefined;

  constructor({ entries, print, resume, hasNextPage, hasPreviousPage }: ConnectionParts<unknown>) {
    this.hasNextPage = hasNextPage;
    this.hasPreviousPage = hasPreviousPage;
    this.#print = print;
    this.#start = resume?.previous ?? entries[0]?.place;
    this.#end = resume?.next ?? entries.at(-1)?.place;
  }

  get startCursor(): string | null {
    return this.#start === undefined ? null : encodeCursor(this.#print(), this.#start);
  }

  get endCursor(): string | null {
    return this.#end === undefined ? null : encodeCursor(this.#print(), this.#end);
  }
}

/** A Relay connection. Cursors are made when they are asked for. */
export interface Connection<T> {
  /** Whether the very same object was answered before, and will be again. */
  isAskedAgain: boolean;
  readonly edges: { readonly node: T; readonly cursor: string }[];
  readonly totalCount: number | null;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

export function connection<T>(parts: ConnectionParts<T>): Connection<T> {
  const { entries, print, totalCount } = parts;
  return {
    isAskedAgain: false,
    edges: entries.map((entry) => new Edge(entry, print)),
    totalCount,
    pageInfo: new PageInfo(parts),
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
