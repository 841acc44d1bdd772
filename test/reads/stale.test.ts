/** While TI-ONE cannot be read, what was read before is served, and says so. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Faults } from '../../src/emulator/faults.ts';
import { versionsOf } from '../helpers/call-table.ts';
import { createClockedSystem, pass, stopClock, until, type ClockedSystem } from '../helpers/clocked-system.ts';
import { modelId, putModel } from '../helpers/small-system.ts';
import type { SystemOptions } from '../helpers/system.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

const query = `{ trainingModel(id: "${modelId}") { readAt latestVersion { version readAt } } }`;
const told = (version: string, readAt: string): object => ({
  trainingModel: { readAt, latestVersion: { version, readAt } },
});

/** A system whose only model was read at the returned time. */
async function createRead(
  options: SystemOptions = {},
): Promise<{ readonly system: ClockedSystem; readonly readAt: string }> {
  const system = createClockedSystem(options);
  putModel(system, [{ TrainingModelVersion: 'v1' }]);
  const readAt = new Date().toISOString();
  expect((await system.tell(query)).data).toEqual(told('v1', readAt));
  putModel(system, [{ TrainingModelVersion: 'v2' }]);
  system.calls();
  return { system, readAt };
}

const outages: readonly {
  readonly what: string;
  readonly faults: Faults;
  readonly code: string;
  readonly tookMs?: number;
}[] = [
  { what: 'connections are dropped', faults: { dropConnection: true }, code: 'UPSTREAM_UNAVAILABLE' },
  { what: 'answers break off', faults: { truncate: true }, code: 'UPSTREAM_UNAVAILABLE' },
  { what: 'something answers 502', faults: { notJson: 502 }, code: 'UPSTREAM_UNAVAILABLE' },
  { what: 'it answers InternalError', faults: { errorCode: 'InternalError' }, code: 'UPSTREAM_UNAVAILABLE' },
  { what: 'it answers RequestLimitExceeded', faults: { throttle: true }, code: 'THROTTLED' },
  { what: 'it does not answer', faults: { latencyMs: 60_000 }, code: 'UPSTREAM_UNAVAILABLE', tookMs: 1_000 },
];

it.each(outages)('serves what it had when $what, and the error when that is too old', async (outage) => {
  const { faults, code, tookMs = 0 } = outage;
  const { system, readAt } = await createRead();
  await pass(20_000);
  system.emulator.faults.set(faults);
  const stale = await system.tell(query);
  expect(stale).toMatchObject({ data: told('v1', readAt), extensions: { tione: { isStale: true, readAt } }, tookMs });
  expect(stale.errors).toBeUndefined();
  expect(stale.headers.get('cache-control')).toBe('private, max-age=0');
  expect(stale.headers.get('age')).toBe(String(20 + tookMs / 1_000));
  await pass(44_000 - tookMs);
  expect((await system.tell(query)).data).toEqual(told('v1', readAt));
  await pass(1_000);
  const late = await system.tell(query);
  expect(late).toMatchObject({ data: { trainingModel: null }, errors: [{ extensions: { code } }] });
  expect(late.extensions).toBeUndefined();
  expect(late.headers.get('cache-control')).toBe('no-store');
  expect(late.headers.get('age')).toBeNull();
});

it.each(outages)('serves what it had within a second when $what, however often a call is tried', async ({ faults }) => {
  const { system, readAt } = await createRead({ client: { attempts: 4 } });
  await pass(20_000);
  system.emulator.faults.set(faults);
  for (let count = 0; count < 10; count += 1) {
    const { data, tookMs } = await system.tell(query);
    expect(data).toEqual(told('v1', readAt));
    expect(tookMs).toBeLessThanOrEqual(1_000);
  }
});

it.each(
  outages.flatMap((outage) => [
    { ...outage, attempts: 1 },
    { ...outage, attempts: 4 },
  ]),
)('sees at once that it is over when $what, with $attempts attempts', async ({ faults, attempts }) => {
  const { system } = await createRead({ client: { attempts } });
  await pass(20_000);
  system.emulator.faults.set(faults);
  await system.tell(query);
  await pass(15_000);
  system.emulator.faults.set({});
  const readAt = new Date().toISOString();
  const { data, extensions, headers } = await system.tell(query);
  expect(data).toEqual(told('v2', readAt));
  expect(extensions).toBeUndefined();
  expect(headers.get('cache-control')).toBe('private, max-age=5');
  expect(headers.get('age')).toBeNull();
});

it.each([
  { errorCode: 'UnauthorizedOperation', code: 'FORBIDDEN' },
  { errorCode: 'AuthFailure.SecretIdNotFound', code: 'UPSTREAM_AUTHENTICATION' },
  { errorCode: 'InvalidParameterValue', code: 'BAD_USER_INPUT' },
])('does not cover $errorCode', async ({ errorCode, code }) => {
  const { system } = await createRead();
  await pass(20_000);
  system.emulator.faults.set({ errorCode });
  expect((await system.tell(query)).errors).toMatchObject([{ extensions: { code } }]);
});

it.each(['UnauthorizedOperation', 'AuthFailure.SecretIdNotFound'])(
  'does not go on serving what has just become too old after %s',
  async (errorCode) => {
    const { system } = await createRead();
    await pass(6_000);
    system.emulator.faults.set({ errorCode });
    expect((await system.tell(query)).data).not.toEqual({ trainingModel: null });
    expect((await system.tell(query)).data).toEqual({ trainingModel: null });
    system.emulator.faults.set({ dropConnection: true });
    expect((await system.tell(query)).data).toEqual({ trainingModel: null });
  },
);

it('does not say that something is not there because it was not there before', async () => {
  const { system } = await createRead();
  const absent = query.replace(modelId, 'm-123456');
  expect((await system.tell(absent)).data).toEqual({ trainingModel: null });
  await pass(1_000);
  system.emulator.faults.set({ errorCode: 'InternalError' });
  expect((await system.tell(absent)).errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
});

it('marks as stale what has just become too old, and then asks once', async () => {
  const { system, readAt } = await createRead();
  await pass(7_500);
  const { extensions, headers } = await system.tell(query);
  expect(extensions).toEqual({ tione: { isStale: true, readAt } });
  expect([headers.get('cache-control'), headers.get('age')]).toEqual(['private, max-age=0', '7']);
  expect((await system.tell(query)).extensions).toBeUndefined();
  expect(system.calls()).toEqual([versionsOf]);
});

it.each([0, 1_000])(
  'does not call stale what was read for this very answer with %i ms of freshness',
  async (cacheTtlMs) => {
    const system = createClockedSystem({ emulator: { latencyMs: 1_500 }, server: { cacheTtlMs } });
    putModel(system, [{ TrainingModelVersion: 'v1' }]);
    const first = system.ask(query);
    await pass(100);
    for (const { data, extensions, headers } of await until(Promise.all([first, system.ask(query)]))) {
      expect(data).not.toEqual({ trainingModel: null });
      expect(extensions).toBeUndefined();
      expect([headers.get('cache-control'), headers.get('age')]).toEqual([
        cacheTtlMs === 0 ? 'no-store' : 'private, max-age=0',
        null,
      ]);
    }
  },
);

it('serves nothing that is not fresh where that is not allowed', async () => {
  const { system } = await createRead({ server: { cacheStaleMs: 0 } });
  await pass(5_000);
  system.emulator.faults.set({ errorCode: 'InternalError' });
  expect((await system.tell(query)).errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
});

it('lets a hundred wait for one attempt while it does not answer', async () => {
  const { system } = await createRead();
  await pass(20_000);
  system.emulator.faults.set({ latencyMs: 60_000 });
  const crowd = await Promise.all(Array.from({ length: 100 }, () => system.tell(query)));
  expect(new Set(crowd.map(({ tookMs }) => tookMs))).toEqual(new Set([1_000]));
  expect(system.calls()).toEqual([versionsOf]);
});
