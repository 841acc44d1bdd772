/** What ends a walk: bounds on the rows that are looked at, and lists that promise rows which never come. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { walk } from '../../src/loaders/walk.ts';
import { offsetList, rowOf } from '../helpers/offset-list.ts';

const rowsOf = (length: number) => Array.from({ length }, (_, index) => rowOf(index));

it('a total that promises rows which never come ends the walk, and so does one that is too small', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(300),
      fc.oneof(fc.nat(400), fc.constantFrom(10 ** 15, Infinity)),
      fc.constantFrom(7, 100),
      fc.option(fc.nat(400), { nil: undefined }),
      fc.boolean(),
      async (length, claimed, most, from, isExact) => {
        const rows = rowsOf(length);
        const list = offsetList(() => rows, { most, claim: () => claimed, isExact });
        const anchor = from === undefined ? undefined : { ...rowOf(from), index: from };
        const { entries } = await walk(list, { size: Infinity, after: anchor, maxRows: Infinity });
        const met = entries.map(({ index }) => index);
        expect(met).toEqual(met.map((_, number) => (met[0] ?? 0) + number));
        // Whatever is promised beyond the end, what is there is found.
        if (claimed >= length) expect(met).toHaveLength(from === undefined ? length : Math.max(0, length - from - 1));
      },
    ),
    { seed: 1_234, numRuns: 1_000 },
  );
});

it.each([
  { maxRows: 100, reads: 1, resume: 99 },
  { maxRows: 101, reads: 2, resume: 198 },
  { maxRows: 1, reads: 1, resume: 99 },
  { maxRows: 500, reads: 6, resume: 594 },
])('a walk that may look at $maxRows rows ends after $reads reads, with a place to go on', async (row) => {
  const rows = rowsOf(1_000);
  const list = offsetList(() => rows, { matches: () => false });
  const found = await walk(list, { size: 100, maxRows: row.maxRows });
  expect(found).toMatchObject({ entries: [], hasMore: true, total: 1_000, allMatch: false });
  expect(list.reads()).toBe(row.reads);
  expect(found.resume?.index).toBe(row.resume);
});

it.each([50, 150, 333])('bounded walks of %i rows, one after the other, meet every match once', async (maxRows) => {
  const rows = rowsOf(1_000);
  const list = offsetList(() => rows, { matches: ({ id }) => Number(id) % 211 === 0 });
  const met: number[] = [];
  let after;
  for (;;) {
    const found: Awaited<ReturnType<typeof walk<ReturnType<typeof rowOf>>>> = await walk(list, {
      size: 2,
      after,
      maxRows,
    });
    met.push(...found.entries.map(({ index }) => index));
    const last = found.resume ?? found.entries.at(-1);
    if (!found.hasMore || last === undefined) break;
    after = { ...last.row, index: last.index };
  }
  expect(met).toEqual([0, 211, 422, 633, 844]);
});

it('the bound does not end a walk that has what it wants', async () => {
  const rows = rowsOf(1_000);
  const found = await walk(
    offsetList(() => rows),
    { size: 20, maxRows: 1 },
  );
  expect(found.entries).toHaveLength(20);
  expect(found).toMatchObject({ hasMore: true, resume: undefined });
});

it.each([0, 1, 20, 150])('a walk stops before row %i, whether that row is still there or not', async (number) => {
  for (const rows of [rowsOf(300), rowsOf(300).filter((_, index) => index !== number)])
    for (const isExact of [false, true]) {
      const list = offsetList(() => rows, { isExact });
      const { entries, hasMore } = await walk(list, { size: Infinity, before: rowOf(number), maxRows: Infinity });
      expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: number }, (_, index) => index));
      expect(hasMore).toBe(true);
    }
});
