/** What was read a moment ago costs no call, whoever asks for it. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { list, version, versionsOf } from '../helpers/call-table.ts';
import { createClockedSystem, pass, stopClock, type ClockedSystem } from '../helpers/clocked-system.ts';
import { idOf, insertNumbered } from '../helpers/many-models.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

function createModels(
  server: { readonly cacheTtlMs?: number; readonly regions?: readonly [string, ...string[]] } = {},
) {
  const system = createClockedSystem({ server });
  for (let number = 1; number <= 5; number += 1) insertNumbered(system, number, { versions: 2 });
  return system;
}
async function rename({ emulator }: ClockedSystem, number: number, name: string): Promise<void> {
  emulator.store.remove(idOf(number));
  emulator.store.insert({ TrainingModelId: idOf(number), TrainingModelName: name, TrainingModelVersions: [{}] });
  await pass(1);
}

const hot = `{ trainingModel(id: "${idOf(1)}") { name } }`;

it('asks once per time of freshness for a model that everybody asks for', async () => {
  const system = createModels();
  const answers: Promise<string>[] = [];
  for (let round = 0; round < 100; round += 1) {
    for (let count = 0; count < 100; count += 1) answers.push(system.ask(hot).then(({ data }) => JSON.stringify(data)));
    await pass(100);
  }
  expect([...new Set(await Promise.all(answers))]).toEqual(['{"trainingModel":{"name":"model 1"}}']);
  expect(system.calls()).toEqual([versionsOf, versionsOf]);
});

it('serves what has just become too old at once, and reads it anew once for all', async () => {
  const system = createModels();
  await system.tell(hot);
  await rename(system, 1, 'new');
  await pass(5_000);
  system.calls();
  const crowd = await Promise.all(Array.from({ length: 300 }, () => system.tell(hot)));
  expect(new Set(crowd.map(({ tookMs }) => tookMs))).toEqual(new Set([0]));
  expect(new Set(crowd.map(({ data }) => JSON.stringify(data)))).toEqual(
    new Set(['{"trainingModel":{"name":"model 1"}}']),
  );
  expect(system.calls()).toEqual([versionsOf]);
  expect((await system.tell(hot)).data).toEqual({ trainingModel: { name: 'new' } });
  expect(system.calls()).toEqual([]);
});

it('waits for the upstream where what is remembered is older than that', async () => {
  const system = createModels();
  await system.tell(hot);
  await rename(system, 1, 'new');
  await pass(10_000);
  system.calls();
  const crowd = await Promise.all(Array.from({ length: 300 }, () => system.tell(hot)));
  expect(new Set(crowd.map(({ data }) => JSON.stringify(data)))).toEqual(new Set(['{"trainingModel":{"name":"new"}}']));
  expect(system.calls()).toEqual([versionsOf]);
});

it('keeps nothing when nothing counts as fresh, but still asks once for all who ask at one time', async () => {
  const system = createModels({ cacheTtlMs: 0 });
  await Promise.all(Array.from({ length: 100 }, () => system.tell(hot)));
  expect(system.calls()).toEqual([versionsOf]);
  await pass(100);
  await system.tell(hot);
  expect(system.calls()).toEqual([versionsOf]);
});

const filtered = (format: string): string =>
  `{ trainingModelVersions(modelId: "${idOf(1)}", region: "ap-guangzhou", filter: { format: { eq: ${format} } }) { nodes { id } } }`;
const page = (args: string): string => `{ trainingModels(${args}) { nodes { id } } }`;
it.each([
  { what: 'another model', first: hot, second: hot.replace(idOf(1), idOf(2)), calls: [versionsOf] },
  { what: 'another region', first: hot, second: hot.replace('")', '", region: "ap-shanghai")'), calls: [versionsOf] },
  { what: 'another filter', first: filtered('PMML'), second: filtered('ONNX'), calls: [versionsOf] },
  { what: 'another page', first: page('first: 2'), second: page('first: 3'), calls: [list] },
  {
    what: 'the same page of another region',
    first: page('first: 2'),
    second: page('first: 2, region: "ap-shanghai"'),
    calls: [list],
  },
  { what: 'another action', first: hot, second: hot.replace('name', 'tags { key }'), calls: [list] },
])('does not take one thing for $what', async ({ first, second, calls }) => {
  const system = createModels({ regions: ['ap-guangzhou', 'ap-shanghai'] });
  const before = await system.tell(first);
  await system.tell(first);
  await pass(100);
  system.calls();
  const after = await system.tell(second);
  expect(after.errors).toBeUndefined();
  expect(after.data).not.toEqual(before.data);
  expect(system.calls()).toEqual(calls);
});

const noVersion = 'mv-v1-123456';
it.each([
  { query: `{ trainingModel(id: "m-123456") { name } }`, field: 'trainingModel', calls: [versionsOf] },
  { query: `{ trainingModelVersion(id: "${noVersion}") { id } }`, field: 'trainingModelVersion', calls: [version] },
])('remembers for a second that there is no $field', async ({ query, field, calls }) => {
  const system = createModels();
  for (const cost of [calls, []]) {
    expect((await system.tell(query)).data).toEqual({ [field]: null });
    expect(system.calls()).toEqual(cost);
  }
  system.emulator.store.insert({
    TrainingModelId: 'm-123456',
    TrainingModelVersions: [{ TrainingModelVersionId: noVersion }],
  });
  await pass(900);
  expect((await system.tell(query)).data).toEqual({ [field]: null });
  await pass(100);
  expect((await system.tell(query)).data).not.toEqual({ [field]: null });
});

it('never remembers an error', async () => {
  const system = createModels();
  system.emulator.faults.set({ errorCode: { value: 'UnauthorizedOperation', times: 1 } });
  expect((await system.tell(hot)).errors).toHaveLength(1);
  await pass(100);
  expect(await system.tell(hot)).toMatchObject({ data: { trainingModel: { name: 'model 1' } } });
  expect(system.calls()).toEqual([versionsOf, versionsOf]);
});
