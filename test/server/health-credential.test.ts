/** `/health/ready` when the credential cannot be had or is refused, and how it finds out that it was mended. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { emulatorCredentials } from '../../src/emulator/emulator.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import {
  CredentialError,
  fromStatic,
  memoize,
  type Credential,
  type CredentialProvider,
} from '../../src/tione/credentials/provider.ts';
import { createClockedSystem, pass, stopClock, type ClockedSystem } from '../helpers/clocked-system.ts';
import { check, checkNow, notReady, ready } from '../helpers/health.ts';
import { keyPair } from '../helpers/secrets.ts';
import type { SystemOptions } from '../helpers/system.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

const server = { regions: ['ap-guangzhou'], cacheTtlMs: 0 } as const;
const query = '{ trainingModelVersion(id: "mv-v1-7") { id } }';
const refused: Faults = { errorCode: 'AuthFailure.SecretIdNotFound' };
const ok = ready({ credential: { state: 'ok' } });
const unobtainable = notReady({ credential: { state: 'failing', code: 'NO_CREDENTIAL' } });

async function accepted(options: SystemOptions = {}): Promise<ClockedSystem> {
  const system = createClockedSystem({ server, ...options });
  await check(system);
  return system;
}

/** Statuses of checks that come so often for so long. */
async function checkFor(system: ClockedSystem, ms: number, everyMs: number): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let passed = 0; passed < ms; passed += everyMs) {
    const checked = checkNow(system);
    await pass(everyMs);
    statuses.push((await checked).status);
  }
  return statuses;
}

it.each<readonly [string, Faults, string]>([
  ['a key that was disabled', refused, 'AuthFailure.SecretIdNotFound'],
  ['a clock that is wrong', { clockSkewSeconds: 3_600 }, 'AuthFailure.SignatureExpire'],
])('%s makes a process unready after 20 s, and ready by itself once it is mended', async (_, faults, code) => {
  const system = await accepted();
  system.emulator.faults.set(faults);
  await system.tell(query);
  expect(await check(system)).toMatchObject(ready({ credential: { state: 'doubted', code } }));
  const until20s = await checkFor(system, 19_000, 1_000);
  expect(new Set(until20s)).toEqual(new Set([200]));
  await checkFor(system, 11_000, 1_000);
  expect(await check(system)).toMatchObject(notReady({ credential: { state: 'failing', code } }));
  const sentBefore = system.sent.length;
  await checkFor(system, 60_000, 10_000);
  expect(await check(system)).toMatchObject(notReady({}));

  system.emulator.faults.set({});
  await checkFor(system, 10_000, 1_000);
  expect(await check(system)).toMatchObject(ok);
  expect(new Set(system.sent.slice(sentBefore).map(({ params }) => JSON.stringify(params)))).toEqual(
    new Set(['{"TrainingModelVersionId":"mv-v1-1"}']),
  );
});

it('asks TI-ONE once in ten seconds, however many check while it refuses', async () => {
  const system = await accepted();
  await pass(10_000);
  system.emulator.faults.set(refused);
  await system.tell(query);
  const before = system.sent.length;
  for (let round = 0; round < 120; round += 1) {
    const storm = Array.from({ length: 20 }, () => checkNow(system));
    await pass(500);
    await Promise.all(storm);
  }
  expect(system.sent.length - before).toBe(6);
  // Each may have waited for its turn.
  const times = system.sent.slice(before).map(({ atMs }) => atMs);
  for (const [index, atMs] of times.slice(1).entries()) expect(atMs - (times[index] ?? 0)).toBeGreaterThan(9_900);
});

it('one refused call among good ones changes nothing, and needs no question', async () => {
  const system = await accepted();
  for (let round = 0; round < 40; round += 1) {
    system.emulator.faults.set({ errorCode: { value: 'AuthFailure.SecretIdNotFound', times: 1 } });
    await system.tell(query);
    await system.tell(query);
    expect(await check(system)).toMatchObject(ok);
    await pass(1_000);
  }
  expect(system.sent).toHaveLength(1 + 80);
});

it('one refused call of a process without traffic is put right by the next check', async () => {
  const system = await accepted();
  await pass(60_000);
  system.emulator.faults.set({ errorCode: { value: 'AuthFailure.SecretIdNotFound', times: 1 } });
  await system.tell(query);
  expect(await check(system)).toMatchObject(ok);
  expect(await checkFor(system, 60_000, 1_000)).not.toContain(503);
  expect(system.sent).toHaveLength(3);
});

it.each<Faults>([{ throttle: true }, { errorCode: 'InternalError' }, { dropConnection: true }])(
  'other trouble (%j) is no sign that a refused credential was mended',
  async (trouble) => {
    const system = await accepted();
    system.emulator.faults.set(refused);
    await system.tell(query);
    await checkFor(system, 40_000, 1_000);
    system.emulator.faults.set(trouble);
    await checkFor(system, 40_000, 1_000);
    expect(await check(system)).toMatchObject(notReady({ credential: { state: 'failing' } }));
    system.emulator.faults.set({ errorCode: 'AuthFailure.UnauthorizedOperation' });
    await checkFor(system, 11_000, 1_000);
    expect(await check(system)).toMatchObject(ok);
  },
);

it('a new process with a wrong key is never ready, and is once the key is known', async () => {
  const system = createClockedSystem({ server });
  system.emulator.faults.set(refused);
  expect(await check(system)).toMatchObject(
    notReady({ credential: { state: 'failing', code: 'AuthFailure.SecretIdNotFound' } }),
  );
  expect(await checkFor(system, 60_000, 1_000)).not.toContain(200);
  system.emulator.faults.set({});
  await checkFor(system, 10_000, 1_000);
  expect(await check(system)).toMatchObject(ok);
});

it('tells anybody no more of a refusal than a code of TI-ONE', async () => {
  const code = 'AuthFailure.Key AKIDofSomebody at 10.0.0.1';
  const text = JSON.stringify({ Response: { Error: { Code: code, Message: 'no' }, RequestId: 'r' } });
  const system = createClockedSystem({ server, around: () => () => Promise.resolve({ status: 200, text }) });
  const { found } = await check(system);
  expect(found).toMatchObject({ checks: { credential: { state: 'failing', code: 'AuthFailure' } } });
});

it('a provider that fails makes a process unready at once, is asked once a second, and its words stay here', async () => {
  let isBroken = false;
  let asked = 0;
  const credentials: CredentialProvider = () => {
    asked += 1;
    return isBroken
      ? Promise.reject(new CredentialError('vault.internal refused AKIDofSomebody', { tryNext: false }))
      : fromStatic(emulatorCredentials)();
  };
  const system = await accepted({ client: { credentials } });
  expect(await check(system)).toMatchObject(ok);
  await pass(1_000);
  isBroken = true;
  const sentBefore = system.sent.length;
  const failing = await check(system);
  expect(failing).toMatchObject(unobtainable);
  expect(JSON.stringify(failing.found)).not.toMatch(/vault|AKID/);
  await pass(1_000);
  asked = 0;
  for (let round = 0; round < 100; round += 1) {
    const storm = Array.from({ length: 20 }, () => checkNow(system));
    await pass(100);
    for (const checked of await Promise.all(storm)) expect(checked.status).toBe(503);
  }
  expect(asked).toBe(10);
  expect(system.sent).toHaveLength(sentBefore);
  isBroken = false;
  await pass(1_000);
  expect(await check(system)).toMatchObject(ok);
});

it('a provider that hangs keeps no check for longer than half a second, and makes a process unready after ten', async () => {
  let isHanging = false;
  const working = fromStatic(emulatorCredentials);
  const credentials: CredentialProvider = (options) => (isHanging ? new Promise(() => undefined) : working(options));
  const system = await accepted({ client: { credentials } });
  isHanging = true;
  await pass(1_000);
  const hanging = await check(system);
  expect(hanging).toMatchObject(ok);
  expect(hanging.tookMs).toBe(500);
  expect(await checkFor(system, 9_000, 1_000)).not.toContain(503);
  await pass(1_000);
  const over = await check(system);
  expect(over).toMatchObject(unobtainable);
  expect(over.tookMs).toBeLessThanOrEqual(500);
  isHanging = false;
  await checkFor(system, 11_000, 1_000);
  expect(await check(system)).toMatchObject(ok);
});

it('a new process whose provider hangs is not ready', async () => {
  const system = createClockedSystem({ server, client: { credentials: () => new Promise(() => undefined) } });
  const checked = await check(system);
  expect(checked).toMatchObject(unobtainable);
  expect(checked.tookMs).toBe(500);
});

it('temporary keys that can no longer be renewed make a process unready when they expire, not before', async () => {
  let isBroken = false;
  const renew = (): Promise<Credential> =>
    isBroken
      ? Promise.reject(new CredentialError('no keys', { tryNext: false }))
      : Promise.resolve({ ...keyPair, source: 'test', expiresAt: Date.now() + 3_600_000 });
  const credentials = memoize(renew, { now: Date.now });
  const system = await accepted({
    emulator: { models: 0, rateLimit: 20, credentials: keyPair },
    client: { credentials },
  });
  expect(await check(system)).toMatchObject(ok);
  isBroken = true;
  await pass(1_000);
  vi.advanceTimersByTime(3_590_000);
  expect(await checkFor(system, 8_000, 1_000)).not.toContain(503);
  await pass(2_000);
  expect(await check(system)).toMatchObject(unobtainable);
  isBroken = false;
  await pass(1_000);
  expect(await check(system)).toMatchObject(ok);
});
