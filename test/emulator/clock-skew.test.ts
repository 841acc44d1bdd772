import { expect, test } from 'vitest';
import { call, codeOf, pinnedEmulator, pinnedMs, send, serve, signedCall, toRequest } from './harness.ts';

const list = 'DescribeTrainingModels';

const inHttp = (ms: number): string => new Date(ms).toUTCString();

test.for([
  [299, 'ok'],
  [301, 'AuthFailure.SignatureExpire'],
  [-300, 'ok'],
  [-301, 'AuthFailure.SignatureExpire'],
] as const)('a clock that is %i seconds off answers %s to a client whose clock is right', async ([skew, code]) => {
  const emulator = pinnedEmulator();
  emulator.faults.set({ clockSkewSeconds: skew });
  expect(await codeOf(emulator, list)).toBe(code);
});

test('a client that signs by the `Date` of a refusal is let in', async () => {
  const emulator = pinnedEmulator();
  emulator.faults.set({ clockSkewSeconds: 3600 });
  const refusal = await emulator.fetch(toRequest(signedCall(list, {})));
  const date = refusal.headers.get('date') ?? '';
  expect(date).toBe(inHttp(pinnedMs + 3_600_000));
  expect(await codeOf(emulator, list, {}, { timestamp: Date.parse(date) / 1000 })).toBe('ok');
  expect(emulator.calls.snapshot()).toMatchObject({
    total: 2,
    refused: 1,
    recent: [{ code: 'AuthFailure.SignatureExpire' }, { code: null }],
  });
});

test('a wrong clock is the `Date` over a socket, of pages that are no JSON too', async () => {
  const emulator = pinnedEmulator();
  emulator.faults.set({ clockSkewSeconds: -60, notJson: { times: 1 } });
  const server = await serve(emulator);
  const dates = [];
  for (let index = 0; index < 2; index += 1)
    dates.push((await send(server.url, '/', signedCall(list, {}))).headers.date);
  await server.close();
  expect(dates).toEqual([inHttp(pinnedMs - 60_000), inHttp(pinnedMs - 60_000)]);
});

test('the seconds of the rate limit stay, whatever the clock says', async () => {
  const emulator = pinnedEmulator({ rateLimit: 1 });
  emulator.faults.set({ clockSkewSeconds: [{ value: 1, times: 1 }] });
  expect([await codeOf(emulator, list), await codeOf(emulator, list)]).toEqual(['ok', 'RequestLimitExceeded']);
  expect(emulator.faults.get()).toEqual({ offlineActions: [] });
});

test('a right clock leaves `Date` to the server', async () => {
  const emulator = pinnedEmulator();
  emulator.faults.set({ clockSkewSeconds: 0 });
  expect((await emulator.fetch(toRequest(signedCall(list, {})))).headers.has('date')).toBe(false);
  expect((await call(emulator, list)).Error).toBeUndefined();
});
