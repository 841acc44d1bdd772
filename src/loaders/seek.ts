/**
 * Finds a place in a list that is read by offset while entries come and go. A place is an entry and not an offset: that is
 * only a hint of where to look first.
 */

/** Where an entry stands in an order: the value that is sorted by, then the id. */
export interface Position {
  readonly value: number | string | null;
  readonly id: string;
}

/** An entry to go on from, and how many entries were before it when it was last seen. */
export interface Anchor extends Position {
  readonly index: number;
}

/** A part of a list as it was at one moment. */
export interface Window<Row> {
  readonly offset: number;
  readonly rows: readonly Row[];
  /** How many entries the whole list has. */
  readonly total: number;
}

export interface OffsetList<Row> {
  /**
   * At most `limit` rows from an offset on. Fewer are no sign of the end: that is where the total says it is. `isFresh` asks for
   * the list as it is now, because what was read of it does not fit together.
   */
  readonly read: (offset: number, limit: number, isFresh?: boolean) => Promise<Window<Row>>;
  readonly positionOf: (row: Row) => Position;
  /** The order of the list, which agrees with that of the rows. */
  readonly compare: (left: Position, right: Position) => number;
}

/** The entries after a place: the rows of the window from `cut` on, and all that follow the window. */
export interface Place<Row> {
  readonly window: Window<Row>;
  readonly cut: number;
}

/** Rows to read at once where it is not known how many will do. */
export const wideWindow = 100;

/**
 * A hundred thousand models take 20 at the most, and pages of two rows a hundred more. A list that changes all the time must
 * not keep a request for ever.
 */
const maxReads = 150;

/** As many rows as are likely to have gone between two pages. */
const firstStep = 20;

/**
 * The place after an anchor, with about `wanted` rows. Mostly the anchor is where the hint says, and one call is enough. If
 * not, the rows there tell in which direction to look. The steps grow, so that a hint that is far off, or made up, costs a
 * few calls and not the whole list.
 */
export async function seek<Row>(list: OffsetList<Row>, anchor: Anchor, wanted: number): Promise<Place<Row>> {
  // Rows before `low` are not after the anchor; rows from `high` on are.
  let low = 0;
  let high = Infinity;
  let step = firstStep;
  let offset = anchor.index;
  let limit = wanted + 1;
  for (let reads = 1; reads <= maxReads; reads += 1) {
    const window = await list.read(offset, limit, reads > 1);
    const positions = window.rows.map(list.positionOf);
    const found = positions.findIndex(({ id }) => id === anchor.id);
    if (found === 0 || (found > 0 && (found + 1 < positions.length || isLast(window))))
      return { window, cut: found + 1 };
    if (found > 0) {
      // The anchor is the last row here, and others follow.
      offset += found;
      limit = wanted + 1;
      continue;
    }
    const cut = positions.findIndex((position) => list.compare(position, anchor) > 0);
    const isAdjacent = offset === 0 || offset === low;
    if (cut > 0 || (cut === 0 && isAdjacent)) return { window, cut };
    const noneAfter = cut === -1 && positions.length > 0;
    // A total may promise rows that never come: then nothing follows the last row that is known, or nothing is there at all.
    const isEnd = isLast(window) || (offset === low - 1 && offset + positions.length === low);
    if ((noneAfter && isEnd) || (positions.length === 0 && isAdjacent)) return { window, cut: positions.length };

    if (noneAfter) {
      low = offset + positions.length;
      high = high >= low ? Math.min(high, window.total) : window.total;
    } else {
      high = Math.min(offset, window.total);
      // A row that was before the anchor is gone: what was known of the rows around it has slipped.
      if (low >= high) low = 0;
    }
    const gap = high - low;
    if (gap < wideWindow || (noneAfter && step === firstStep)) offset = Math.max(0, low - 1);
    else if (noneAfter) offset = low + Math.min(step, Math.floor(gap / 2));
    else offset = high - Math.min(step, Math.ceil(gap / 2));
    limit = Math.min(wideWindow, high - offset + wanted);
    step *= 4;
  }
  throw new Error(`a place in a list was not found in ${String(maxReads)} reads`);
}

/** Whether a list ends with a window. */
export function isLast<Row>({ offset, rows, total }: Window<Row>): boolean {
  return offset + rows.length >= total;
}
