/** Pages of versions: sizes, order, and walks from end to end while the list changes. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { listed, type VersionOrder } from '../helpers/oracle.ts';
import { createSmallSystem, failures, modelId, putModel, type WireVersion } from '../helpers/small-system.ts';
import type { System } from '../helpers/system.ts';
import type { WireRow } from '../helpers/version-arbitraries.ts';
import { readPage, summary } from '../helpers/version-lists.ts';

const minute = 60_000;

/** Labels repeat and lack, times come in threes and lack. */
function rowOf(number: number): WireRow {
  const time = Date.parse('2024-01-01T00:00:00Z') + Math.floor(number / 3) * minute;
  return {
    TrainingModelId: modelId,
    TrainingModelVersionId: `mv-v1-70000000000000${String(1000 + number)}`,
    TrainingModelVersion: number % 11 === 0 ? '' : `v${String((number * 7) % 40)}`,
    CreateTime: number % 13 === 0 ? '' : new Date(time).toISOString(),
  };
}

const numbers = Array.from({ length: 130 }, (_, index) => index);

const orders: readonly VersionOrder[] = (['CREATED_AT', 'VERSION'] as const).flatMap((field) =>
  (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })),
);

/** Walks all pages, and lets something happen after each; ids in the order of the list. */
async function walk(
  system: System,
  { orderBy, size, backward }: { orderBy: VersionOrder; size: number; backward: boolean },
  between: (seen: readonly string[]) => void = () => undefined,
): Promise<readonly string[]> {
  let seen: readonly string[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < 200; pages += 1) {
    const place = backward ? { last: size, before: cursor } : { first: size, after: cursor };
    const page = await readPage(system, { id: modelId, orderBy, ...place });
    const { ids, hasNextPage, hasPreviousPage } = summary(page);
    seen = backward ? [...ids, ...seen] : [...seen, ...ids];
    cursor = backward ? page.pageInfo.startCursor : page.pageInfo.endCursor;
    if (!(backward ? hasPreviousPage : hasNextPage)) return seen;
    between(seen);
  }
  throw new Error('the walk does not end');
}

const walks = orders.flatMap((orderBy) => [false, true].map((backward) => ({ ...orderBy, orderBy, backward })));

it.each(walks)(
  'a walk by $field $direction (backward: $backward) meets each of 130 versions once, in order',
  async ({ orderBy, backward }) => {
    const system = createSmallSystem();
    const rows = numbers.map(rowOf);
    putModel(system, rows);
    for (const size of [7, 65, 100])
      expect(await walk(system, { orderBy, size, backward })).toEqual(listed(rows, null, orderBy));
  },
);

it.each(walks)(
  'a walk by $field $direction (backward: $backward) skips no survivor and repeats none while versions come and go',
  async ({ orderBy, backward }) => {
    const change = fc.record({
      gone: fc.array(fc.nat(129), { maxLength: 6 }),
      come: fc.array(fc.nat(129), { maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(129), { minLength: 60, maxLength: 100 }),
        fc.array(change, { minLength: 20, maxLength: 20 }),
        fc.integer({ min: 3, max: 12 }),
        async (present, changes, size) => {
          const system = createSmallSystem();
          const there = new Set(present);
          const everGone = new Set<number>();
          const put = (): void => {
            putModel(system, [...there].map(rowOf));
          };
          put();
          let step = 0;
          const seen = await walk(system, { orderBy, size, backward }, (soFar) => {
            const { gone, come } = changes[step++ % changes.length] ?? { gone: [], come: [] };
            // The one where the walk stands goes too, now and then.
            const here = numbers.find(
              (number) => rowOf(number).TrainingModelVersionId === (backward ? soFar[0] : soFar.at(-1)),
            );
            for (const number of step % 3 === 0 && here !== undefined ? [...gone, here] : gone) {
              there.delete(number);
              everGone.add(number);
            }
            for (const number of come) there.add(number);
            put();
          });
          const all = listed(numbers.map(rowOf), null, orderBy);
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen).toEqual(all.filter((id) => seen.includes(id)));
          const survivors = present
            .filter((number) => !everGone.has(number))
            .map((number) => rowOf(number).TrainingModelVersionId);
          expect(survivors.filter((id) => !seen.includes(id))).toEqual([]);
        },
      ),
      { seed: 130, numRuns: 8 },
    );
  },
);

const sorted = async (versions: readonly WireVersion[], orderBy?: VersionOrder): Promise<readonly string[]> => {
  const system = createSmallSystem();
  putModel(system, versions);
  return summary(await readPage(system, { id: modelId, orderBy, first: 100 })).ids;
};

it('labels are ordered by their numbers, and no label is the lowest', async () => {
  const labels = ['v10', 'v2', '', 'v9', 'v100', null, 'v1'];
  const versions = labels.map((label, index) => ({
    TrainingModelVersionId: `mv-v1-${String(index)}`,
    TrainingModelVersion: label,
  }));
  const ascending = [2, 5, 6, 1, 3, 0, 4].map((index) => `mv-v1-${String(index)}`);
  expect(await sorted(versions, { field: 'VERSION', direction: 'ASC' })).toEqual(ascending);
  expect(await sorted(versions, { field: 'VERSION', direction: 'DESC' })).toEqual([...ascending].reverse());
});

it('versions of one time are ordered by the number of their id, beyond 2^53 too, and one without a time is the oldest', async () => {
  const times: readonly (readonly [id: string, time: string | null])[] = [
    ['mv-v1-9007199254740993', '2024-01-01T00:00:00Z'],
    ['mv-v1-9007199254740992', '2024-01-01 08:00:00'],
    ['mv-v2-10', '2024-01-01T00:00:00.000Z'],
    ['mv-v10-9', '2024-01-01T08:00:00+08:00'],
    ['mv-v1-9007199254740999', null],
    ['mv-v1-1', '2023-12-31T23:59:59Z'],
  ];
  const versions = times.map(([id, time]) => ({ TrainingModelVersionId: id, CreateTime: time }));
  const ascending = [
    'mv-v1-9007199254740999',
    'mv-v1-1',
    'mv-v10-9',
    'mv-v2-10',
    'mv-v1-9007199254740992',
    'mv-v1-9007199254740993',
  ];
  expect(await sorted(versions, { field: 'CREATED_AT', direction: 'ASC' })).toEqual(ascending);
  expect(await sorted(versions)).toEqual([...ascending].reverse());
});

it('the default is the 20 newest', async () => {
  const system = createSmallSystem();
  const rows = numbers.map(rowOf);
  putModel(system, rows);
  const page = summary(await readPage(system, { id: modelId }));
  const newest = listed(rows, null, null);
  expect(page).toEqual({ ids: newest.slice(0, 20), totalCount: 130, hasNextPage: true, hasPreviousPage: false });
  expect(await readPage(system, { id: modelId, first: null, after: null, last: null, before: null })).toEqual(
    await readPage(system, { id: modelId }),
  );
});

it.each([
  'first: 0',
  'first: -1',
  'first: 101',
  'last: 0',
  'last: -5',
  'last: 101',
  'first: 1, last: 1',
  'first: 101, last: 101',
])('a page of %s is refused before any call, however deep it stands', async (size) => {
  const system = createSmallSystem();
  putModel(system, [{ TrainingModelVersionId: 'mv-v1-1' }]);
  const list = `versions(${size}) { totalCount }`;
  const [, first, , last] = /first: (-?\d+)|$/.exec(size)?.concat(/last: (-?\d+)|$/.exec(size) ?? []) ?? [];
  const variables = {
    first: first === undefined ? null : Number(first),
    last: last === undefined ? null : Number(last),
  };
  const answers = [
    await system.query(`{ trainingModelVersions(modelId: "${modelId}", ${size}) { totalCount } }`),
    await system.query(`{ trainingModel(id: "${modelId}") { name tags { key } ${list} } }`),
    await system.query(
      `{ trainingModelVersion(id: "mv-v1-1") { model { ...Deep } } } fragment Deep on TrainingModel { ${list} }`,
    ),
    await system.query(
      `query ($first: Int, $last: Int) { trainingModel(id: "${modelId}") { versions(first: $first, last: $last) { totalCount } } }`,
      variables,
    ),
  ];
  for (const answer of answers) {
    expect(failures(answer).map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors?.[0]?.message).toMatch(/must be from 1 to 100|not both/);
  }
  expect(system.calls()).toEqual([]);
});

it.each(['first: 1', 'first: 100', 'last: 1', 'last: 100'])('a page of %s is served', async (size) => {
  const system = createSmallSystem();
  putModel(system, [{}]);
  expect(await system.query(`{ trainingModelVersions(modelId: "${modelId}", ${size}) { totalCount } }`)).toEqual({
    data: { trainingModelVersions: { totalCount: 1 } },
  });
  expect(system.calls()).toEqual(['DescribeTrainingModelVersions']);
});
