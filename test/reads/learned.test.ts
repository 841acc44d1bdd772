/** A row that one call brought along serves whoever asks for it by another way, unless something would be missing. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { list, version, versionsOf } from '../helpers/call-table.ts';
import { createClockedSystem, pass, stopClock, type ClockedSystem } from '../helpers/clocked-system.ts';
import { idOf, insertNumbered, versionIdOf } from '../helpers/many-models.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

function createFive(): ClockedSystem {
  const system = createClockedSystem();
  for (let number = 1; number <= 5; number += 1) insertNumbered(system, number, { versions: 2 });
  return system;
}

const hot = `{ trainingModel(id: "${idOf(1)}") { name } }`;
const pmml = `{ trainingModelVersions(modelId: "${idOf(1)}", filter: { format: { eq: PMML } }) { nodes { id } } }`;
const aVersion = `{ trainingModelVersion(id: "${versionIdOf(1, 2)}") { format } }`;
const lists = '{ trainingModels(first: 5) { nodes { name } } }';
const listsWhole = '{ trainingModels(first: 5) { nodes { latestVersion { id } } } }';
const byIds = `{ trainingModelsByIds(ids: ["${idOf(1)}", "${idOf(2)}"]) { latestVersion { id } } }`;
const allVersions = `{ trainingModelVersions(modelId: "${idOf(1)}") { nodes { format } } }`;
const tags = hot.replace('name', 'name tags { value }');
it.each([
  { what: 'a version, from its model', first: hot, second: aVersion, calls: [] },
  { what: 'a version, from a page of models with versions', first: listsWhole, second: aVersion, calls: [] },
  { what: 'a model with tags, from a page of models', first: lists, second: tags, calls: [] },
  { what: 'a model, from a page of models with versions', first: listsWhole, second: hot, calls: [] },
  { what: 'the versions of a model, from several by id', first: byIds, second: allVersions, calls: [] },
  { what: 'the versions that pass a filter, from several by id', first: byIds, second: pmml, calls: [] },
  { what: 'the versions that pass a filter, from all', first: allVersions, second: pmml, calls: [] },
  { what: 'several models by id, from a page', first: listsWhole, second: byIds, calls: [] },
  {
    what: 'no versions, from those that pass a filter',
    first: pmml,
    second: allVersions,
    calls: [versionsOf],
  },
  { what: 'no versions, from a page without them', first: lists, second: byIds, calls: [list] },
  { what: 'no versions, from one of them', first: aVersion, second: allVersions, calls: [versionsOf] },
])('knows $what', async ({ first, second, calls }) => {
  const fresh = createFive();
  const expected = (await fresh.tell(second)).data;
  const system = createFive();
  await system.tell(first);
  await pass(1_000);
  system.calls();
  expect((await system.tell(second)).data).toEqual(expected);
  expect(system.calls()).toEqual(calls);
});

it('has no registry login in what is kept, here or where other processes read it', async () => {
  const texts: string[] = [];
  const system = createClockedSystem({
    server: {
      sharedCache: {
        get: () => Promise.resolve(undefined),
        set: (key, text) => void texts.push(key, text),
        claim: () => Promise.resolve(true),
        release: () => undefined,
      },
    },
  });
  const login = { KeyId: 'login-id', Username: 'login-name', Password: 'login-password', SecretId: 'login-secret' };
  insertNumbered(system, 2);
  system.emulator.store.insert({
    TrainingModelId: idOf(1),
    TrainingModelVersions: [
      { TrainingModelVersionId: versionIdOf(1), ReasoningImageInfo: { ImageName: 'image', ImageSecret: login } },
    ],
  });
  for (const query of [hot, lists, listsWhole, byIds, aVersion.replace(versionIdOf(1, 2), versionIdOf(1))])
    await system.tell(query, { headers: { 'cache-control': 'no-cache' } });
  expect(new Set(system.calls())).toEqual(new Set([list, version, versionsOf]));
  expect(texts.join()).toContain('"ImageName":"image"');
  expect(texts.join()).not.toMatch(/login|ImageSecret/);
});

it('is as old as the first of several calls that were needed', async () => {
  const system = createClockedSystem({ emulator: { maxLimit: 2 }, client: { requestsPerSecond: 1 } });
  for (let number = 1; number <= 5; number += 1) insertNumbered(system, number);
  const readAt = new Date().toISOString();
  const ids = [1, 2, 3, 4, 5].map((number) => `"${idOf(number)}"`);
  const { data } = await system.tell(`{ trainingModelsByIds(ids: [${ids.join()}]) { readAt } }`);
  expect(data).toEqual({ trainingModelsByIds: ids.map(() => ({ readAt })) });
  expect(system.calls()).toEqual([list, list, list]);
});
