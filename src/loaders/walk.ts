/** Walks a list that is read by offset: collects the entries that match, from one place to another. */
import { isLast, seek, wideWindow, type Anchor, type OffsetList, type Place, type Position } from './seek.ts';

export interface WalkedList<Row> extends OffsetList<Row> {
  readonly matches: (row: Row) => boolean;
  /** Whether rows that do not match are the exception, so that no more need to be read than are wanted. */
  readonly isExact: boolean;
}

export interface WalkOptions {
  /** How many entries are wanted; Infinity for all. */
  readonly size: number;
  /** Start after this entry instead of at the beginning. */
  readonly after?: Anchor | undefined;
  /** Stop before this entry instead of at the end. */
  readonly before?: Position | undefined;
  /** Rows to look at, at the most. The walk ends within the window in which they are used up. */
  readonly maxRows: number;
}

export interface Entry<Row> {
  readonly row: Row;
  /** How many rows of the list are before it, those that do not match included. */
  readonly index: number;
}

export interface Walk<Row> {
  readonly entries: readonly Entry<Row>[];
  /** Whether the list goes on after the entries. In a list that is not exact, a bound may have ended the search for more. */
  readonly hasMore: boolean;
  /** Whether there are rows before the entries. */
  readonly hasBefore: boolean;
  /** The last row that was looked at, when the bound ended the walk: where to go on. */
  readonly resume: Entry<Row> | undefined;
  /** Rows that the upstream counts, whether they match or not. */
  readonly total: number;
  /** Whether all rows that were seen match. */
  readonly allMatch: boolean;
}

export async function walk<Row>(
  list: WalkedList<Row>,
  { size, after, before, maxRows }: WalkOptions,
): Promise<Walk<Row>> {
  const entries: Entry<Row>[] = [];
  let last: Entry<Row> | undefined;
  let looked = 0;
  let allMatch = true;
  // Where rows may not match, one more entry must be seen to know that there is one.
  const wanted = list.isExact ? size : size + 1;
  const first = Math.min(wanted, wideWindow);
  let place: Place<Row> =
    after === undefined ? { window: await list.read(0, first), cut: 0 } : await seek(list, after, first);
  const hasBefore = place.window.offset + place.cut > 0;
  const ended = (hasMore: boolean, resume?: Entry<Row>): Walk<Row> => {
    return { entries, hasMore, hasBefore, resume, total: place.window.total, allMatch };
  };
  for (;;) {
    const { window, cut } = place;
    const lookedBefore = looked;
    for (const [number, row] of window.rows.entries()) {
      if (number < cut) continue;
      if (before !== undefined && reaches(list, row, before)) return ended(true);
      const entry = { row, index: window.offset + number };
      const isMatch = list.matches(row);
      allMatch &&= isMatch;
      if (isMatch && entries.length === size) return ended(true);
      last = entry;
      looked += 1;
      if (isMatch) entries.push(entry);
      if (list.isExact && entries.length === size) return ended(entry.index + 1 < window.total);
    }
    // A total that promises rows which never come would keep the walk going for ever.
    if (isLast(window) || looked === lookedBefore || last === undefined) return ended(false);
    if (looked >= maxRows) return ended(true, last);
    const lacking = list.isExact ? size - entries.length : wideWindow - 1;
    place = await goOn(list, last, Math.min(lacking, wideWindow - 1));
  }
}

function reaches<Row>({ positionOf, compare }: WalkedList<Row>, row: Row, before: Position): boolean {
  const position = positionOf(row);
  return position.id === before.id || compare(position, before) >= 0;
}

/** The next window begins with the last row of this one, which shows whether rows came or went in between. */
function goOn<Row>(list: WalkedList<Row>, { row, index }: Entry<Row>, wanted: number): Promise<Place<Row>> {
  const { value, id } = list.positionOf(row);
  return seek(list, { value, id, index }, wanted);
}
