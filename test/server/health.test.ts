/** `/health/live` and `/health/ready`: what makes a process unready, and what only shows. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Faults } from '../../src/emulator/faults.ts';
import { createClockedSystem, pass, stopClock, type ClockedSystem } from '../helpers/clocked-system.ts';
import { list, version } from '../helpers/call-table.ts';
import { check, checkNow, notReady, ready } from '../helpers/health.ts';
import { createSystem, type SystemOptions } from '../helpers/system.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

const nothingKept: SystemOptions = { server: { regions: ['ap-guangzhou'], cacheTtlMs: 0 } };
const versionQuery = '{ trainingModelVersion(id: "mv-v1-7") { id } }';

/** A system whose credential TI-ONE has accepted. */
async function accepted(options: SystemOptions = nothingKept): Promise<ClockedSystem> {
  const system = createClockedSystem(options);
  await check(system);
  return system;
}

function actionsOf({ sent }: ClockedSystem): readonly string[] {
  return sent.map(({ action }) => action);
}

it('a sound process is ready, after one call that proves its credential, however often it is asked', async () => {
  const system = createClockedSystem();
  const sound = {
    process: { state: 'ok' },
    credential: { state: 'ok' },
    upstream: { state: 'ok' },
    listAction: { state: 'unknown' },
  };
  const first = await Promise.all([check(system), check(system), check(system)]);
  for (const { status, found } of first)
    expect({ status, found }).toEqual({ status: 200, found: { status: 'ready', checks: sound } });
  for (let seconds = 0; seconds < 120; seconds += 1) {
    await pass(1_000);
    expect(await check(system)).toMatchObject(ready({ credential: { state: 'ok' } }));
  }
  expect(actionsOf(system)).toEqual([version]);
  expect(await check(system)).toMatchObject(ready({ upstream: { state: 'unknown' } }));
});

it('a process that has traffic needs no call of its own', async () => {
  const system = createClockedSystem(nothingKept);
  await system.tell('{ trainingModels { totalCount } }');
  expect(await check(system)).toMatchObject(ready({ credential: { state: 'ok' }, listAction: { state: 'ok' } }));
  expect(actionsOf(system)).toEqual([list]);
});

it.each<readonly [string, Faults, object]>([
  ['a list action that is not offered', { offlineActions: [list] }, { listAction: { state: 'not-offered' } }],
  ['throttling', { throttle: true }, { upstream: { state: 'throttling' } }],
  ['a TI-ONE that fails', { errorCode: 'InternalError' }, { upstream: { state: 'failing' } }],
  ['a CAM that fails', { errorCode: 'AuthFailure.CamException' }, { upstream: { state: 'failing' } }],
  ['a page in place of answers', { notJson: 502 }, { upstream: { state: 'unreachable' } }],
  ['dropped connections', { dropConnection: true }, { upstream: { state: 'unreachable' } }],
  ['no answers', { stall: true }, { upstream: { state: 'unreachable' } }],
  ['no permission', { errorCode: 'AuthFailure.UnauthorizedOperation' }, { upstream: { state: 'ok' } }],
])('%s shows, and leaves a process ready for as long as it lasts', async (_, faults, shown) => {
  const system = await accepted();
  system.emulator.faults.set(faults);
  for (let round = 0; round < 60; round += 1) {
    void system.ask('{ trainingModels { totalCount } }');
    await pass(1_000);
    expect(await check(system)).toMatchObject(ready({ credential: { state: 'ok' } }));
  }
  await pass(10_000);
  expect(await check(system)).toMatchObject(ready(shown));
});

it('a host that is taken for down shows, and leaves a process ready', async () => {
  const system = await accepted();
  system.emulator.faults.set({ dropConnection: true });
  for (let call = 0; call < 5; call += 1) await system.tell(versionQuery);
  expect(system.client.status().breaker).toBe('open');
  expect(await check(system)).toMatchObject(ready({ upstream: { state: 'unreachable' } }));
});

it.each<readonly [string, Faults]>([
  ['throttles', { throttle: true }],
  ['fails', { errorCode: 'InternalError' }],
  ['drops connections', { dropConnection: true }],
  ['never answers', { stall: true }],
])('a new process is ready within half a second while TI-ONE %s, and asks it six times a minute', async (_, faults) => {
  const system = createClockedSystem({ client: { attempts: 4 } });
  system.emulator.faults.set(faults);
  for (let round = 0; round < 300; round += 1) {
    const checked = await check(system);
    expect(checked).toMatchObject(ready({ credential: { state: 'unproven' } }));
    expect(checked.tookMs).toBeLessThanOrEqual(500);
    await pass(200 - checked.tookMs);
  }
  expect(system.sent.length).toBeGreaterThanOrEqual(5);
  expect(system.sent.length).toBeLessThanOrEqual(7);
});

it('a Redis that is down shows, and leaves a process ready', async () => {
  let isServing = true;
  const system = await accepted({ server: { ...nothingKept.server, isRedisServing: () => isServing } });
  expect(await check(system)).toMatchObject(ready({ redis: { state: 'ok' } }));
  isServing = false;
  expect(await check(system)).toMatchObject(ready({ redis: { state: 'unavailable' } }));
});

it('a process that stops is not ready from then on, and lives', async () => {
  let stopping = false;
  const system = await accepted({ server: { isStopping: () => stopping } });
  expect(await check(system)).toMatchObject(ready({ process: { state: 'ok' } }));
  stopping = true;
  expect(await check(system)).toMatchObject(notReady({ process: { state: 'stopping' }, credential: { state: 'ok' } }));
  expect((await system.server.fetch(new Request('http://127.0.0.1/health/live'))).status).toBe(200);
});

it.each([
  ['/health/live', true, 200, ''],
  ['/health/ready', true, 200, '{"status":"ready"'],
  ['/health/ready', false, 503, '{"status":"not-ready"'],
])('HEAD %s (ready: %s) is GET without the body', async (path, isReady, status, beginning) => {
  const { server } = createSystem({ server: { isStopping: () => !isReady } });
  const [got, head] = await Promise.all(
    ['GET', 'HEAD'].map((method) => server.fetch(new Request(`http://127.0.0.1${path}`, { method }))),
  );
  expect([got?.status, head?.status]).toEqual([status, status]);
  const text = await got?.text();
  expect(text?.slice(0, beginning.length)).toBe(beginning);
  expect(text === '').toBe(beginning === '');
  expect(await head?.text()).toBe('');
  for (const name of ['content-type', 'cache-control']) expect(head?.headers.get(name)).toBe(got?.headers.get(name));
  expect(head?.headers.get('cache-control')).toBe('no-store');
});

it('a thousand checks at once share one look, and none waits longer than half a second', async () => {
  const system = createClockedSystem();
  system.emulator.faults.set({ stall: true });
  const storm = Array.from({ length: 1_000 }, () => checkNow(system));
  await pass(500);
  for (const checked of await Promise.all(storm)) expect(checked).toMatchObject({ status: 200, tookMs: 500 });
  expect(system.sent).toHaveLength(1);
});
