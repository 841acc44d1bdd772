/** A list in memory that is read by offset, with the bad manners that lists of others have. */
import type { Position, Window } from '../../src/loaders/seek.ts';
import type { WalkedList } from '../../src/loaders/walk.ts';

export interface ListRow {
  readonly value: number;
  readonly id: string;
}

/** Three rows share each value. */
export function rowOf(number: number): ListRow {
  return { value: Math.floor(number / 3), id: String(number).padStart(7, '0') };
}

export function compare(left: Position, right: Position): number {
  const byValue = Number(left.value) - Number(right.value);
  return byValue === 0 ? Number(left.id) - Number(right.id) : byValue;
}

export interface ListOptions {
  /** Most rows of one read, whatever is asked for. @default 100 */
  readonly most?: number;
  /** What the list says of its length. @default the truth */
  readonly claim?: (length: number) => number;
  readonly matches?: (row: ListRow) => boolean;
  /** @default false */
  readonly isExact?: boolean;
  /** What happens after each read. */
  readonly afterRead?: () => void;
  /** A list that is read more often than this fails, rather than to be read for ever. @default 200 */
  readonly patience?: number;
}

export interface CountedList extends WalkedList<ListRow> {
  readonly reads: () => number;
}

/** `rows` is looked at anew in every read. */
export function offsetList(rows: () => readonly ListRow[], options: ListOptions = {}): CountedList {
  const { most = 100, claim = (length: number) => length, matches = () => true, isExact = false } = options;
  const { afterRead = () => undefined, patience = 200 } = options;
  let count = 0;
  return {
    read: (offset, limit) => {
      count += 1;
      if (count > patience) return Promise.reject(new Error(`read more than ${String(patience)} times`));
      const all = rows();
      const window: Window<ListRow> = {
        offset,
        rows: all.slice(offset, offset + Math.min(limit, most)),
        total: claim(all.length),
      };
      afterRead();
      return Promise.resolve(window);
    },
    positionOf: (row) => row,
    compare,
    matches,
    isExact,
    reads: () => count,
  };
}
