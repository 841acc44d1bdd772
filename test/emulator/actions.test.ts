import { expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { call, codeOf, idsOf, pinnedEmulator } from './harness.ts';

const list = 'DescribeTrainingModels';
const versionsOf = 'DescribeTrainingModelVersions';
const region = 'ap-guangzhou';

function named(emulator: Emulator, name: string) {
  const model = emulator.store.models(region).find((row) => row.TrainingModelName === name);
  if (model === undefined) throw new Error(`no model ${name}`);
  return model;
}

test('the list is newest first unless ASC is asked for', async () => {
  const emulator = pinnedEmulator();
  const ids = emulator.store.models(region).map((row) => row.TrainingModelId);
  expect(idsOf(await call(emulator, list, { Limit: 100 }))).toEqual(ids);
  expect(idsOf(await call(emulator, list, { Limit: 100, Order: 'DESC', OrderField: 'CreateTime' }))).toEqual(ids);
  expect(idsOf(await call(emulator, list, { Limit: 100, Order: 'ASC' }))).toEqual(ids.toReversed());
});

test('pages by offset are the whole list, and the count is of all matches', async () => {
  const emulator = pinnedEmulator();
  const ids = emulator.store.models(region).map((row) => row.TrainingModelId);
  const seen: string[] = [];
  for (let offset = 0; offset < ids.length; offset += 7) {
    const answer = await call(emulator, list, { Offset: offset, Limit: 7 });
    expect(answer['TotalCount']).toBe(ids.length);
    seen.push(...idsOf(answer));
  }
  expect(seen).toEqual(ids);
  expect(idsOf(await call(emulator, list, { Offset: ids.length, Limit: 7 }))).toEqual([]);
});

test('a page without Limit has 10 models, one with Limit 0 too, and one with a larger Limit than 100 has 100', async () => {
  const emulator = pinnedEmulator({ models: 250, versions: 0 });
  const size = async (Limit?: number): Promise<number> => idsOf(await call(emulator, list, { Limit })).length;
  expect([await size(), await size(0), await size(100), await size(101)]).toEqual([10, 10, 100, 100]);
});

test('the largest Limit is an option, and a larger one may be refused instead', async () => {
  const emulator = pinnedEmulator({ maxLimit: 5 });
  expect(idsOf(await call(emulator, list, { Limit: 6 }))).toHaveLength(5);
  const strict = pinnedEmulator({ maxLimit: 5, choices: { limitAboveMaximum: 'refused' } });
  expect(await codeOf(strict, list, { Limit: 6 })).toBe('InvalidParameterValue');
});

test.for([
  ['empty-list', [[]]],
  ['null', [null]],
  ['no-key', [undefined]],
] as const)('versions that are not asked for can be %s', async ([versionsNotAsked, [expected]]) => {
  const answer = await call(pinnedEmulator({ choices: { versionsNotAsked } }), list, { Limit: 1 });
  const [model] = answer['TrainingModels'] as readonly Record<string, unknown>[];
  expect(model?.['TrainingModelVersions']).toEqual(expected);
});

test('versions come with the list when asked for, the same as from the version action', async () => {
  const emulator = pinnedEmulator();
  const answer = await call(emulator, list, { Limit: 100, WithModelVersions: true });
  const models = answer['TrainingModels'] as readonly {
    readonly TrainingModelId: string;
    readonly TrainingModelVersions: unknown;
  }[];
  expect(models).toHaveLength(emulator.store.models(region).length);
  for (const model of models.slice(0, 15)) {
    const { TrainingModelVersions } = await call(emulator, versionsOf, { TrainingModelId: model.TrainingModelId });
    expect(TrainingModelVersions).toEqual(model.TrainingModelVersions);
  }
});

test('versions are oldest first unless chosen otherwise', async () => {
  const { TrainingModelId, TrainingModelVersions } = named(pinnedEmulator(), 'feed-cvr-multitask');
  const ids = TrainingModelVersions.map((row) => row.TrainingModelVersionId);
  const newest = pinnedEmulator({ choices: { versionOrder: 'newest-first' } });
  expect(idsOf(await call(pinnedEmulator(), versionsOf, { TrainingModelId }))).toEqual(ids);
  expect(idsOf(await call(newest, versionsOf, { TrainingModelId }))).toEqual(ids.toReversed());
  expect(ids[0]).toMatch(/^mv-v1-/);
});

test('a model without versions has an empty list of them', async () => {
  const emulator = pinnedEmulator();
  const { TrainingModelId } = named(emulator, 'house-price-automl');
  expect(await call(emulator, versionsOf, { TrainingModelId })).toMatchObject({ TrainingModelVersions: [] });
});

test('an unknown model is NoModel, or what else was chosen', async () => {
  const unknown = { TrainingModelId: 'm-608587242317024641' };
  expect(await codeOf(pinnedEmulator(), versionsOf, unknown)).toBe('ResourceNotFound.NoModel');
  expect(await codeOf(pinnedEmulator(), versionsOf, { TrainingModelId: '' })).toBe('ResourceNotFound.NoModel');
  const plain = pinnedEmulator({ choices: { unknownModel: 'ResourceNotFound' } });
  expect(await codeOf(plain, versionsOf, unknown)).toBe('ResourceNotFound');
  const empty = pinnedEmulator({ choices: { unknownModel: 'empty-list' } });
  expect(await call(empty, versionsOf, unknown)).toMatchObject({ TrainingModelVersions: [] });
});

test('a model and its versions are known in their own region only', async () => {
  const emulator = pinnedEmulator();
  const elsewhere = { region: 'ap-shanghai' };
  const version = { TrainingModelVersionId: 'mv-v1-625097625049989888' };
  const model = { TrainingModelId: 'm-608587242317024640' };
  expect(await codeOf(emulator, versionsOf, model, elsewhere)).toBe('ResourceNotFound.NoModel');
  expect(await codeOf(emulator, 'DescribeTrainingModelVersion', version, elsewhere)).toBe('ResourceNotFound');
  expect(await codeOf(emulator, 'DescribeTrainingModelVersion', version)).toBe('ok');
  expect(await call(emulator, list, {}, { region: 'ap-beijing' })).toMatchObject({ TrainingModels: [], TotalCount: 0 });
});

test('what the store hands out are copies: changing one changes nothing', () => {
  const emulator = pinnedEmulator();
  const [first] = emulator.store.models(region);
  Object.assign(first ?? {}, { TrainingModelName: 'changed' });
  expect(emulator.store.models(region)[0]?.TrainingModelName).not.toBe('changed');
});
