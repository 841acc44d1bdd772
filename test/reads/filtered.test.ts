/** Versions that pass a filter are found among all versions, where those are known. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { versionsOf } from '../helpers/call-table.ts';
import { createClockedSystem, pass, stopClock, type ClockedSystem } from '../helpers/clocked-system.ts';
import { idOf, insertNumbered, versionIdOf } from '../helpers/many-models.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

const all = `{ trainingModelVersions(modelId: "${idOf(1)}") { totalCount } }`;
const some = `{ trainingModelVersions(modelId: "${idOf(1)}", filter: { format: { eq: ONNX } }) { nodes { id } } }`;
const found = (...ordinals: readonly number[]) => ({
  trainingModelVersions: { nodes: ordinals.map((ordinal) => ({ id: versionIdOf(1, ordinal) })) },
});

function createOne(): ClockedSystem {
  const system = createClockedSystem();
  insertNumbered(system, 1, { versions: 2 });
  return system;
}
function addVersions(system: ClockedSystem): void {
  system.emulator.store.remove(idOf(1));
  insertNumbered(system, 1, { versions: 4 });
}

it('finds them among all versions when TI-ONE cannot be read', async () => {
  const system = createOne();
  await system.tell(all);
  await pass(20_000);
  system.emulator.faults.set({ errorCode: 'InternalError' });
  expect(await system.tell(some)).toMatchObject({ data: found(2), extensions: { tione: { isStale: true } } });
});

it('does not ask again while calls must wait', async () => {
  const system = createOne();
  const first = await system.tell(some);
  expect(first.data).toEqual(found(2));
  expect((await system.tell(some)).data).toEqual(found(2));
  expect(system.calls()).toEqual([versionsOf]);
});

it('prefers those that were read later to all that were read before', async () => {
  const system = createOne();
  await system.tell(all);
  addVersions(system);
  await pass(1_000);
  const fresh = await system.tell(some, { headers: { 'cache-control': 'no-cache' } });
  expect(fresh.data).toEqual(found(4, 2));
  await pass(1_000);
  system.calls();
  expect((await system.tell(some)).data).toEqual(found(4, 2));
  expect(system.calls()).toEqual([]);
});

it('waits for all versions that are on their way', async () => {
  const system = createOne();
  await pass(100);
  const answers = await Promise.all([system.tell(all), system.tell(some)]);
  expect(answers.map(({ data }) => data)).toEqual([{ trainingModelVersions: { totalCount: 2 } }, found(2)]);
  expect(system.calls()).toEqual([versionsOf]);
});
