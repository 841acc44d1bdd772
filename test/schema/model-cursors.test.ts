/** Cursors of lists of models: bound to their list, and only a hint where to look, which may be wrong or made up. */
import { expect, it } from 'vitest';
import { failures } from '../helpers/small-system.ts';
import { idsOf, modelsDocument, readModels, type ModelListVariables } from '../helpers/model-list-pages.ts';
import { inModelOrder } from '../helpers/model-oracle.ts';
import { createSystem, type System } from '../helpers/system.ts';

const models = 2_000;
const region = 'ap-guangzhou';

function systemOf(size: number): System {
  return createSystem({ emulator: { models: size, versions: 0 }, server: { regions: [region, 'ap-shanghai'] } });
}

const made: ModelListVariables = {
  filter: { tags: [{ key: 'team' }], name: { contains: 'a' } },
  orderBy: { field: 'CREATED_AT', direction: 'ASC' },
  region,
};

const others: readonly (readonly [what: string, asked: ModelListVariables])[] = [
  ['another filter', { ...made, filter: { tags: [{ key: 'project' }], name: { contains: 'a' } } }],
  ['another text in the filter', { ...made, filter: { tags: [{ key: 'team' }], name: { contains: 'b' } } }],
  ['one condition less', { ...made, filter: { tags: [{ key: 'team' }] } }],
  ['no filter', { ...made, filter: null }],
  ['another direction', { ...made, orderBy: { field: 'CREATED_AT', direction: 'DESC' } }],
  ['the default order', { ...made, orderBy: null }],
  ['another region', { ...made, region: 'ap-shanghai' }],
];

it.each(others)('a cursor used with %s is refused before any call', async (_what, asked) => {
  const system = systemOf(0);
  for (let number = 1; number <= 3; number += 1)
    system.emulator.store.insert({ TrainingModelName: 'a', Tags: [{ TagKey: 'team', TagValue: String(number) }] });
  const { pageInfo } = await readModels(system, { ...made, first: 1 });
  expect(pageInfo.hasNextPage).toBe(true);
  system.calls();
  for (const place of [{ after: pageInfo.endCursor }, { before: pageInfo.startCursor, last: 1 }]) {
    const answer = await system.query(modelsDocument, { ...asked, ...place });
    expect(answer.data).toEqual({ trainingModels: null });
    expect(failures(answer)).toEqual([{ path: ['trainingModels'], code: 'BAD_USER_INPUT' }]);
    expect(system.calls()).toEqual([]);
  }
  expect(idsOf(await readModels(system, { ...made, after: pageInfo.endCursor }))).toHaveLength(2);
});

it('a cursor still fits where the filter, order and region are said in other words', async () => {
  const system = systemOf(3);
  const { pageInfo } = await readModels(system, { first: 1 });
  const same: readonly ModelListVariables[] = [
    { filter: null, orderBy: null, region: null },
    { orderBy: { field: 'CREATED_AT', direction: 'DESC' } },
    { region },
  ];
  for (const words of same)
    expect(idsOf(await readModels(system, { ...words, after: pageInfo.endCursor }))).toHaveLength(3);
});

/** The parts of a cursor; what a client could make of them is what these tests are about. */
function forged(cursor: string, change: (parts: readonly unknown[]) => readonly unknown[]): string {
  const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(parts)) throw new Error('cursors are made in another way');
  return Buffer.from(JSON.stringify(change(parts))).toString('base64url');
}

const hints: readonly (readonly [index: unknown, total: unknown])[] = [
  ...[0, 1, 500, 900, 985, 999, 1_001, 1_015, 1_100, 1_500, 1_999, 2_000, 2_001, 5_000, 10 ** 15].flatMap(
    (count): readonly (readonly [unknown, unknown])[] => [
      [count, models + 1],
      [count, 10 ** 15],
      [count, 0],
      [1_000, count],
    ],
  ),
  [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  [1e300, 1e300],
  [-1, models],
  [models, -1],
  [0.5, models],
  ['1000', '2001'],
  [null, null],
  [[], {}],
  [true, false],
  [undefined, undefined],
];

/** Whatever a cursor says about where to look. A page that begins where it should costs one call. */
const callsAtMost = 12;

const large = systemOf(models);
const newestFirst = inModelOrder(large.emulator.store.models(region), null).map(
  ({ TrainingModelId }) => TrainingModelId,
);

it.each([false, true])(
  'a hint that is wrong costs at most 12 calls and no entry (backward: %s)',
  async (isBackward) => {
    const whole = await readModels(large, { first: 100 });
    let cursor = whole.pageInfo.endCursor ?? '';
    for (let pages = 0; pages < 9; pages += 1)
      cursor = (await readModels(large, { first: 100, after: cursor })).pageInfo.endCursor ?? '';
    const at = 999;
    const expected = isBackward ? newestFirst.slice(at - 20, at) : newestFirst.slice(at + 1, at + 21);
    for (const [index, total] of hints) {
      const place = forged(cursor, (parts) => [...parts.slice(0, 3), index, total]);
      large.calls();
      const page = await readModels(large, isBackward ? { last: 20, before: place } : { first: 20, after: place });
      expect(large.calls().length, `hint ${JSON.stringify([index, total])}`).toBeLessThanOrEqual(callsAtMost);
      expect(idsOf(page)).toEqual(expected);
    }
  },
);

/** Places that no model has; the number is how many models are before it. */
const places: readonly (readonly [value: unknown, id: string, before: number])[] = [
  [0, 'm-1', models + 1],
  [10 ** 12, 'm-1', 0],
  [10 ** 15, 'm-9999999999999999999', 0],
  [-1, 'm-1', models + 1],
  [null, 'm-1', models + 1],
];

it.each(places)('a made-up place (%s, %s) is looked for in at most 12 calls', async (value, id, before) => {
  const { endCursor } = (await readModels(large, { first: 1 })).pageInfo;
  for (const index of [0, 1_000, models, 10 ** 15]) {
    const place = forged(endCursor ?? '', ([print]) => [print, value, id, index, models]);
    large.calls();
    expect(idsOf(await readModels(large, { first: 5, after: place }))).toEqual(newestFirst.slice(before, before + 5));
    expect(large.calls().length).toBeLessThanOrEqual(callsAtMost);
    const end = await readModels(large, { last: 5, before: place });
    expect(idsOf(end)).toEqual(newestFirst.slice(Math.max(0, before - 5), before));
    expect(large.calls().length).toBeLessThanOrEqual(callsAtMost);
  }
});

it.each([[[]], [{}], [true]])('a cursor whose value is %j is refused', async (value) => {
  const { endCursor } = (await readModels(large, { first: 1 })).pageInfo;
  large.calls();
  const place = forged(endCursor ?? '', ([print]) => [print, value, 'm-1', 0, models]);
  const answer = await large.query(modelsDocument, { after: place });
  expect(failures(answer)).toEqual([{ path: ['trainingModels'], code: 'BAD_USER_INPUT' }]);
  expect(large.calls()).toEqual([]);
});
