import { expect, test } from 'vitest';
import type { Filter } from '../../src/tione/types.ts';
import type { Choices } from '../../src/emulator/choices.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { call, idsOf, pinnedEmulator, type Answer } from './harness.ts';

const list = 'DescribeTrainingModels';
const versionsOf = 'DescribeTrainingModelVersions';
const region = 'ap-guangzhou';

function named(emulator: Emulator, name: string) {
  const model = emulator.store.models(region).find((row) => row.TrainingModelName === name);
  if (model === undefined) throw new Error(`no model ${name}`);
  return model;
}

function names(answer: Answer): unknown[] {
  return (answer['TrainingModels'] as readonly { readonly TrainingModelName?: string }[]).map(
    (row) => row.TrainingModelName,
  );
}

const page = (emulator: Emulator, ...filters: readonly Filter[]): Promise<Answer> =>
  call(emulator, list, { Filters: filters, Limit: 100, Offset: 0 });

test.for<[string, Filter, readonly string[]]>([
  ['one value is fuzzy', { Name: 'keyword', Values: ['ocr'] }, ['id-card-ocr', 'invoice-ocr']],
  [
    'one value with Fuzzy true is fuzzy',
    { Name: 'keyword', Values: ['ocr'], Fuzzy: true },
    ['id-card-ocr', 'invoice-ocr'],
  ],
  ['one value with Fuzzy false is exact', { Name: 'keyword', Values: ['ocr'], Fuzzy: false }, []],
  ['two values are exact', { Name: 'keyword', Values: ['ocr', 'invoice-ocr'] }, ['invoice-ocr']],
  ['two values are exact even with Fuzzy true', { Name: 'keyword', Values: ['ocr', 'asr'], Fuzzy: true }, []],
  ['the same value twice is exact', { Name: 'keyword', Values: ['asr-cantonese', 'asr-cantonese'] }, ['asr-cantonese']],
  ['a fuzzy value has its letter case', { Name: 'keyword', Values: ['OCR'] }, []],
  [
    'a fuzzy value is found in the middle',
    { Name: 'keyword', Values: ['card'] },
    ['retail-scorecard', 'id-card-ocr'].reverse(),
  ],
])('in the list, %s', async ([, filter, expected]) => {
  const answer = await page(pinnedEmulator(), filter);
  expect(new Set(names(answer))).toEqual(new Set(expected));
  expect(answer['TotalCount']).toBe(expected.length);
});

test('in the version actions, one value is fuzzy even with Fuzzy false, and twice the value is exact', async () => {
  const emulator = pinnedEmulator();
  const { TrainingModelId, TrainingModelVersions } = named(emulator, 'feed-ctr-rank');
  const all = { TrainingModelId };
  const by = (values: readonly string[], fuzzy?: boolean): Promise<Answer> =>
    call(emulator, versionsOf, {
      ...all,
      Filters: [{ Name: 'TrainingModelVersionId', Values: values, ...(fuzzy === undefined ? {} : { Fuzzy: fuzzy }) }],
    });
  const withPrefix = TrainingModelVersions.filter((row) => row.TrainingModelVersionId.includes('mv-v12'));
  expect(idsOf(await by(['mv-v12']))).toHaveLength(withPrefix.length);
  expect(idsOf(await by(['mv-v12'], false))).toHaveLength(withPrefix.length);
  expect(withPrefix.length).toBeGreaterThan(1);
  expect(idsOf(await by(['mv-v12', 'mv-v12'], false))).toEqual([]);
});

test('a model matches when any of its versions does', async () => {
  const emulator = pinnedEmulator();
  for (const [name, field] of [
    ['ModelVersionType', 'VersionType'],
    ['ModelFormat', 'TrainingModelFormat'],
    ['TrainingModelSource', 'TrainingModelSource'],
  ] as const) {
    const values = ['ACCELERATE', 'ONNX', 'JOB', 'nothing'];
    const expected = emulator.store
      .models(region)
      .filter((model) => model.TrainingModelVersions.some((row) => values.includes(row[field] ?? '')));
    expect(idsOf(await page(emulator, { Name: name, Values: values }))).toEqual(
      expected.map((row) => row.TrainingModelId),
    );
    expect(expected.length).toBeGreaterThan(0);
  }
});

test('filters combine with and', async () => {
  const emulator = pinnedEmulator();
  const both = await page(emulator, { Name: 'keyword', Values: ['ocr'] }, { Name: 'keyword', Values: ['invoice'] });
  expect(names(both)).toEqual(['invoice-ocr']);
});

test('a negative filter keeps what the filter alone would drop', async () => {
  const emulator = pinnedEmulator();
  const [positive, negative] = await Promise.all(
    [false, true].map((Negative) => page(emulator, { Name: 'ModelFormat', Values: ['ONNX', 'PMML'], Negative })),
  );
  const all = emulator.store.models(region).length;
  expect(Number(positive?.['TotalCount']) + Number(negative?.['TotalCount'])).toBe(all);
  expect(Number(positive?.['TotalCount'])).toBeGreaterThan(0);
});

test('a filter without values is ignored', async () => {
  const emulator = pinnedEmulator();
  const answer = await page(emulator, { Name: 'keyword', Values: [] });
  expect(answer['TotalCount']).toBe(emulator.store.models(region).length);
});

test('100 ids are found with one call', async () => {
  const emulator = pinnedEmulator({ models: 150, versions: 1 });
  const ids = emulator.store
    .models(region)
    .map((row) => row.TrainingModelId)
    .slice(20, 120);
  expect(idsOf(await page(emulator, { Name: 'TrainingModelId', Values: ids }))).toEqual(ids);
});

test('tag filters combine with and, their values with or, and a key alone is enough', async () => {
  const emulator = pinnedEmulator();
  const tagged = async (...tags: readonly object[]): Promise<unknown[]> =>
    names(await call(emulator, list, { TagFilters: tags, Limit: 100 })).sort();
  const feed = { TagKey: 'team', TagValues: ['feed', 'legal'] };
  expect(await tagged(feed)).toEqual(['contract-ner', 'feed-ctr-rank', 'feed-cvr-multitask']);
  expect(await tagged(feed, { TagKey: 'env', TagValues: ['prod'] })).toEqual(['feed-ctr-rank', 'feed-cvr-multitask']);
  expect(await tagged({ TagKey: 'owner' })).toEqual(['invoice-ocr']);
  expect(await tagged({ TagKey: 'nobody' })).toEqual([]);
});

test('an unmatched filter is an empty page', async () => {
  const answer = await page(pinnedEmulator(), { Name: 'TrainingModelId', Values: ['m-1', 'm-2'] });
  expect(answer).toMatchObject({ TrainingModels: [], TotalCount: 0 });
});

test('filters of versions look at format, framework, type and id', async () => {
  const emulator = pinnedEmulator();
  const { TrainingModelId } = named(emulator, 'retail-scorecard');
  const labels = async (Name: string, ...Values: readonly string[]): Promise<unknown> => {
    const answer = await call(emulator, versionsOf, { TrainingModelId, Filters: [{ Name, Values }] });
    return (answer['TrainingModelVersions'] as readonly Record<string, unknown>[]).map(
      (row) => row['TrainingModelVersion'],
    );
  };
  expect(await labels('ModelFormat', 'pmml', 'pmml')).toEqual(['v3']);
  expect(await labels('AlgorithmFramework', 'PM')).toEqual(['v1', 'v2']);
  expect(await labels('ModelVersionType', 'NORMAL', 'ACCELERATE')).toEqual(['v1', 'v2', 'v3']);
});

test.for([
  ['only-when-true', undefined, 0],
  ['only-when-true', true, 2],
  ['unless-false', undefined, 2],
  ['always', false, 2],
] as const)(
  'with one value fuzzy %s and Fuzzy %s, %s models are found',
  async ([oneValueIsFuzzyInList, Fuzzy, found]) => {
    const emulator = pinnedEmulator({ choices: { oneValueIsFuzzyInList } });
    const filter = { Name: 'keyword', Values: ['ocr'], ...(Fuzzy === undefined ? {} : { Fuzzy }) };
    expect((await page(emulator, filter))['TotalCount']).toBe(found);
  },
);

test('other readings of fuzzy, negative, combination and empty filters can be chosen', async () => {
  const count = async (choices: object, ...filters: readonly Filter[]): Promise<unknown> =>
    (await page(pinnedEmulator({ choices }), ...filters))['TotalCount'];
  expect(await count({ fuzzyMatch: 'prefix' }, { Name: 'keyword', Values: ['ocr'] })).toBe(0);
  expect(await count({ fuzzyIgnoresCase: true }, { Name: 'keyword', Values: ['OCR'] })).toBe(2);
  expect(await count({ negative: 'ignored' }, { Name: 'keyword', Values: ['ocr'], Negative: true })).toBe(2);
  expect(await count({ filterWithoutValues: 'matches-nothing' }, { Name: 'keyword', Values: [] })).toBe(0);
  const twice = { Name: 'keyword', Values: ['ocr', 'ocr'] };
  expect(await count({}, twice)).toBe(0);
  expect(await count({ sameValueTwice: 'deduplicated' }, twice)).toBe(2);
  const upper = { Name: 'keyword', Values: ['INVOICE-OCR', 'x'] };
  expect(await count({}, upper)).toBe(0);
  expect(await count({ exactIgnoresCase: true }, upper)).toBe(1);
  const [one, other] = [
    { Name: 'keyword', Values: ['invoice'] },
    { Name: 'keyword', Values: ['id-card'] },
  ];
  expect(await count({ filtersCombine: 'or' }, one, other)).toBe(2);
});

test.for([
  ['MissingParameter', undefined],
  ['ignored', 5],
  ['matches-nothing', 0],
] as const)('a filter without a name can be %s', async ([filterWithoutName, found]) => {
  const emulator = pinnedEmulator({ models: 4, versions: 0, choices: { filterWithoutName } });
  const answer = await call(emulator, list, { Filters: [{ Values: ['a'] }] });
  expect([answer.Error?.Code, answer['TotalCount']]).toEqual([
    found === undefined ? filterWithoutName : undefined,
    found,
  ]);
});

const feed = { TagKey: 'team', TagValues: ['feed'] };
const gray = { TagKey: 'env', TagValues: ['gray', 'prod'] };

test.for<[string, Partial<Choices>, readonly object[], readonly string[]]>([
  ['combined with and', {}, [feed, gray], ['a']],
  ['combined with or', { tagFiltersCombine: 'or' }, [feed, gray], ['a', 'b', 'c']],
  ['with values combined with and', { tagValuesCombine: 'and' }, [gray], ['c']],
  ['with one exact value', {}, [{ TagKey: 'team', TagValues: ['fee'] }], []],
  ['with one fuzzy value', { oneTagValueIsFuzzy: true }, [{ TagKey: 'team', TagValues: ['fee'] }], ['a', 'b']],
  ['with two values', { oneTagValueIsFuzzy: true }, [{ TagKey: 'team', TagValues: ['fee', 'fee'] }], []],
  ['with an empty value', {}, [{ TagKey: 'team', TagValues: [''] }], ['c']],
  ['with a key alone', {}, [{ TagKey: 'team' }], ['a', 'b', 'c', 'd']],
  ['with a key alone, ignored', { tagFilterWithoutValues: 'ignored' }, [{ TagKey: 'x' }], ['a', 'b', 'c', 'd', 'e']],
  ['with a key alone, matching nothing', { tagFilterWithoutValues: 'matches-nothing' }, [{ TagKey: 'team' }], []],
  ['with values alone', { tagFilterWithoutKey: 'any-key' }, [{ TagValues: ['prod'] }], ['a', 'c']],
  ['without a key, ignored', { tagFilterWithoutKey: 'ignored' }, [{ TagValues: ['x'] }], ['a', 'b', 'c', 'd', 'e']],
  ['without a key, matching nothing', { tagFilterWithoutKey: 'matches-nothing' }, [{ TagValues: ['prod'] }], []],
])('tag filters %s are one reading', async ([, choices, TagFilters, expected]) => {
  const emulator = pinnedEmulator({ models: 0, choices });
  emulator.store.remove('m-608587242317024640');
  const tag = (TagKey: string, TagValue: string | null) => ({ TagKey, TagValue });
  for (const [TrainingModelName, Tags] of [
    ['a', [tag('team', 'feed'), tag('env', 'prod')]],
    ['b', [tag('team', 'feed')]],
    ['c', [tag('team', ''), tag('env', 'prod'), tag('env', 'gray')]],
    // Its tag has no value, which is not an empty one.
    ['d', [tag('team', null), { TagKey: 'team' }]],
    ['e', null],
  ] as const)
    emulator.store.insert({ TrainingModelName, Tags });
  expect(names(await call(emulator, list, { TagFilters })).sort()).toEqual(expected);
});

test.for([
  ['all', ['v1', 'v2', 'v3', 'v4']],
  ['matching', ['v2', 'v4']],
] as const)('the versions of a filtered model are %s', async ([versionsOfFilteredModel, expected]) => {
  const emulator = pinnedEmulator({ models: 0, choices: { versionsOfFilteredModel } });
  const TrainingModelVersions = ['PMML', 'ONNX', 'PYTORCH', 'ONNX'].map((format) => ({ TrainingModelFormat: format }));
  emulator.store.insert({ TrainingModelName: 'mixed', TrainingModelVersions });
  const Filters = [
    { Name: 'keyword', Values: ['mixed'] },
    { Name: 'ModelFormat', Values: ['ONNX', 'x'] },
  ];
  expect(await call(emulator, list, { Filters, WithModelVersions: true })).toMatchObject({
    TrainingModels: [{ TrainingModelVersions: expected.map((label) => ({ TrainingModelVersion: label })) }],
    TotalCount: 1,
  });
});
