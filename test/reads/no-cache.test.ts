/** `Cache-Control: no-cache` on a request: nothing that was read before it will do. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { versionsOf } from '../helpers/call-table.ts';
import { createClockedSystem, pass, stopClock, until, type ClockedSystem } from '../helpers/clocked-system.ts';
import { putModel, modelId } from '../helpers/small-system.ts';
import type { SystemOptions } from '../helpers/system.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

const query = `{ trainingModel(id: "${modelId}") { latestVersion { version } } }`;
const told = (version: string): object => ({ trainingModel: { latestVersion: { version } } });
const noCache = { headers: { 'cache-control': 'no-cache' } };

function createOne(options: SystemOptions = {}): ClockedSystem {
  const system = createClockedSystem(options);
  putModel(system, [{ TrainingModelVersion: 'v1' }]);
  return system;
}

it.each(['no-cache', 'no-store', 'max-age=0, no-cache', 'No-Cache'])(
  'reads anew for a request with Cache-Control: %s, and later requests see what it read',
  async (header) => {
    const system = createOne();
    await system.tell(query);
    putModel(system, [{ TrainingModelVersion: 'v2' }]);
    await pass(100);
    expect((await system.tell(query)).data).toEqual(told('v1'));
    expect((await system.tell(query, { headers: { 'cache-control': header } })).data).toEqual(told('v2'));
    expect((await system.tell(query)).data).toEqual(told('v2'));
    expect(system.calls()).toEqual([versionsOf, versionsOf]);
  },
);

it.each(['max-age=0', 'x-no-cache', 'no-transform'])('does not for Cache-Control: %s', async (header) => {
  const system = createOne();
  await system.tell(query);
  await system.tell(query, { headers: { 'cache-control': header } });
  expect(system.calls()).toEqual([versionsOf]);
});

it('does not where that is not allowed', async () => {
  const system = createOne({ server: { allowNoCache: false } });
  await system.tell(query);
  await system.tell(query, noCache);
  expect(system.calls()).toEqual([versionsOf]);
});

it('does not join a read that began before it, and is joined by who comes later', async () => {
  const system = createOne({ emulator: { latencyMs: 500 } });
  const early = system.ask(query);
  await pass(100);
  putModel(system, [{ TrainingModelVersion: 'v2' }]);
  const fresh = system.ask(query, noCache);
  await pass(100);
  const late = system.ask(query);
  const answers = await until(Promise.all([early, fresh, late]));
  expect(answers.map(({ data }) => data)).toEqual([told('v1'), told('v2'), told('v2')]);
  expect(system.calls()).toEqual([versionsOf, versionsOf]);
});

it('keeps what began later, whichever ends first', async () => {
  const system = createOne();
  system.emulator.faults.set({ latencyMs: { value: 800, times: 1 } });
  const slow = system.ask(query);
  await pass(100);
  putModel(system, [{ TrainingModelVersion: 'v2' }]);
  expect((await system.tell(query, noCache)).data).toEqual(told('v2'));
  expect((await until(slow)).data).toEqual(told('v1'));
  expect((await system.tell(query)).data).toEqual(told('v2'));
  expect(system.calls()).toEqual([versionsOf, versionsOf]);
});

it('is told of a failure, although something older is known', async () => {
  const system = createOne();
  await system.tell(query);
  system.emulator.faults.set({ errorCode: 'InternalError' });
  expect((await system.tell(query, noCache)).errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
  expect((await system.tell(query)).data).toEqual(told('v1'));
});

it('looks anew in all regions for what was found in none', async () => {
  const system = createOne({ server: { regions: ['ap-guangzhou', 'ap-shanghai'] } });
  system.emulator.store.remove(modelId);
  expect((await system.tell(query)).data).toEqual({ trainingModel: null });
  putModel(system, [{ TrainingModelVersion: 'v1' }]);
  await pass(100);
  expect((await system.tell(query)).data).toEqual({ trainingModel: null });
  expect((await system.tell(query, noCache)).data).toEqual(told('v1'));
  expect((await system.tell(query)).data).toEqual(told('v1'));
});
