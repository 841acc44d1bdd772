/** Finding a place again in a list that is read by offset, whatever came or went, and however wrong the hint is. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { seek, type Anchor } from '../../src/loaders/seek.ts';
import { walk } from '../../src/loaders/walk.ts';
import { compare, offsetList, rowOf, type ListRow } from '../helpers/offset-list.ts';

const hints = fc.oneof(fc.nat(120), fc.nat(10_000), fc.nat(10 ** 15), fc.constantFrom(0, 10 ** 15));
/** A list is some of these rows; anchors may be rows that are not there. */
const pool = 120;
const lists = fc.oneof(
  fc.uniqueArray(fc.nat(pool), { maxLength: pool }),
  fc.uniqueArray(fc.nat(pool), { minLength: pool / 2, maxLength: pool }),
);
const sorted = (numbers: Iterable<number>): readonly ListRow[] => [...numbers].sort((a, b) => a - b).map(rowOf);
const anchorOf = (number: number, index: number): Anchor => ({ ...rowOf(number), index });
const after = (rows: readonly ListRow[], anchor: Anchor): readonly ListRow[] =>
  rows.filter((row) => compare(row, anchor) > 0);

it('the place is the right one, with all rows after the anchor and none before, in pages of any size', async () => {
  let elsewhere = 0;
  await fc.assert(
    fc.asyncProperty(
      lists,
      fc.nat(pool),
      hints,
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom(2, 7, 30, 100),
      async (numbers, anchorNumber, hint, wanted, most) => {
        const rows = sorted(numbers);
        const anchor = anchorOf(anchorNumber, hint);
        const list = offsetList(() => rows, { most });
        const { window, cut } = await seek(list, anchor, wanted);
        const rest = after(rows, anchor);
        expect(window.offset + cut).toBe(rows.length - rest.length);
        expect(window.rows.slice(cut)).toEqual(rest.slice(0, window.rows.length - cut));
        // Whoever goes on from here must get ahead.
        if (rest.length > 0) expect(window.rows.length).toBeGreaterThan(cut);
        if (list.reads() > 1) elsewhere += 1;
      },
    ),
    { seed: 1_015, numRuns: 3_000 },
  );
  expect(elsewhere).toBeGreaterThan(500);
});

/**
 * A hint that is wrong costs growing steps of 20, 80, 320 … rows, at most ⌈log₄(100,000 / 20)⌉ = 7 of them, then halvings of
 * what is left until that is less than a window of 100 rows, ⌈log₂(100,000 / 100)⌉ = 10, and three reads around them.
 */
const readsAtMost = 7 + 10 + 3;

it(`takes at most ${String(readsAtMost)} reads in 100,000 rows, and one where the hint is right`, async () => {
  // Every second row is there, so that half of the anchors are not.
  const rows = Array.from({ length: 100_000 }, (_, index) => rowOf(2 * index));
  let most = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(200_000), fc.oneof(fc.nat(100_000), hints), async (number, hint) => {
      const list = offsetList(() => rows);
      const anchor = anchorOf(number, hint);
      const { window, cut } = await seek(list, anchor, 20);
      expect(window.offset + cut).toBe(Math.min(rows.length, Math.floor(number / 2) + 1));
      expect(list.reads()).toBeLessThanOrEqual(readsAtMost);
      most = Math.max(most, list.reads());
    }),
    {
      seed: 100_000,
      numRuns: 2_000,
      examples: [
        [0, 10 ** 15],
        [200_000, 0],
        [199_998, 0],
        [1, 99_999],
      ],
    },
  );
  expect(most).toBeGreaterThan(3);
  const list = offsetList(() => rows);
  await seek(list, anchorOf(2 * 50_000, 50_000), 20);
  expect(list.reads()).toBe(1);
});

it.each([
  [5, 2],
  [19, 2],
  [90, 3],
])('takes at most three reads where %i rows before the anchor, and itself, are gone', async (gone, reads) => {
  const rows = Array.from({ length: 5_000 }, (_, index) => rowOf(index)).filter(
    (_, index) => index < 2_000 - gone || index > 2_000,
  );
  const list = offsetList(() => rows);
  const { window, cut } = await seek(list, anchorOf(2_000, 2_000), 20);
  expect(window.rows[cut]).toEqual(rowOf(2_001));
  expect(list.reads()).toBeLessThanOrEqual(reads);
});

const isEven = ({ id }: ListRow): boolean => Number(id) % 2 === 0;

it('a walk collects what matches, between its bounds, and says whether there is more', async () => {
  await fc.assert(
    fc.asyncProperty(
      lists,
      fc.option(fc.record({ number: fc.nat(pool), hint: hints }), { nil: undefined }),
      fc.option(fc.nat(pool), { nil: undefined }),
      fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constant(Infinity)),
      fc.constantFrom(2, 7, 100),
      fc.boolean(),
      async (numbers, from, till, size, most, isExact) => {
        const rows = sorted(numbers);
        const list = offsetList(() => rows, { most, isExact, ...(isExact ? {} : { matches: isEven }) });
        const start = from && anchorOf(from.number, from.hint);
        const end = till === undefined ? undefined : rowOf(till);
        const found = await walk(list, { size, after: start, before: end, maxRows: Infinity });
        const rest = start === undefined ? rows : after(rows, start);
        const inside = rest.filter((row) => (end === undefined || compare(row, end) < 0) && list.matches(row));
        expect(found.entries).toEqual(inside.slice(0, size).map((row) => ({ row, index: rows.indexOf(row) })));
        if (inside.length > size) expect(found.hasMore).toBe(true);
        if (end === undefined) expect(found.hasMore).toBe(inside.length > size);
        expect(found.hasBefore).toBe(rest.length < rows.length);
        expect(found.resume).toBeUndefined();
        expect(found.total).toBe(rows.length);
      },
    ),
    { seed: 4_711, numRuns: 2_000 },
  );
});

it('a walk keeps all survivors, in order and once each, while rows come and go between its reads', async () => {
  let happened = 0;
  await fc.assert(
    fc.asyncProperty(
      lists,
      fc.array(fc.record({ gone: fc.array(fc.nat(pool)), come: fc.array(fc.nat(pool)) }), { maxLength: 12 }),
      fc.constantFrom(2, 7, 30),
      async (numbers, changes, most) => {
        const there = new Set(numbers);
        const survivors = new Set(numbers);
        let reads = 0;
        const afterRead = (): void => {
          const { gone = [], come = [] } = changes[reads++] ?? {};
          for (const number of gone) {
            there.delete(number);
            survivors.delete(number);
          }
          for (const number of come) there.add(number);
          happened += gone.length;
        };
        const list = offsetList(() => sorted(there), { most, afterRead });
        const { entries } = await walk(list, { size: Infinity, maxRows: Infinity });
        const met = entries.map(({ row }) => Number(row.id));
        expect(met).toEqual([...new Set(met)].sort((a, b) => a - b));
        expect([...survivors].filter((number) => !met.includes(number))).toEqual([]);
      },
    ),
    { seed: 815, numRuns: 1_000 },
  );
  expect(happened).toBeGreaterThan(1_000);
});
