import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Faults } from '../../src/emulator/faults.ts';
import { call, codeOf, pinnedEmulator, send, serve, signedCall, toRequest } from './harness.ts';

const list = 'DescribeTrainingModels';
const versionsOf = 'DescribeTrainingModelVersions';
const seed = { TrainingModelId: 'm-608587242317024640' };

function emulatorWith(faults: Faults, waits: number[] = []) {
  const emulator = pinnedEmulator({
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  });
  emulator.faults.set(faults);
  return emulator;
}

const get = (emulator: ReturnType<typeof emulatorWith>, action = versionsOf): Promise<Response> =>
  emulator.fetch(toRequest(signedCall(action, seed)));

test('an action that is offline answers ActionOffline, the others go on', async () => {
  const emulator = emulatorWith({ offlineActions: [list] });
  expect(await codeOf(emulator, list)).toBe('ActionOffline');
  expect(await codeOf(emulator, versionsOf, seed)).toBe('ok');
  emulator.faults.set({});
  expect(await codeOf(emulator, list)).toBe('ok');
});

test('an action is offline in some regions only by its error code', async () => {
  const emulator = emulatorWith({ errorCode: { value: 'ActionOffline', actions: [list], regions: ['ap-shanghai'] } });
  expect(await codeOf(emulator, list)).toBe('ok');
  expect(await codeOf(emulator, list, {}, { region: 'ap-shanghai' })).toBe('ActionOffline');
});

test('a throttled call is refused in the words of the rate limit', async () => {
  const emulator = emulatorWith({ throttle: { times: 2 } });
  const codes = [await codeOf(emulator, list), await codeOf(emulator, list), await codeOf(emulator, list)];
  expect(codes).toEqual(['RequestLimitExceeded', 'RequestLimitExceeded', 'ok']);
});

test('an error code hits the actions that it names, as often as it says, with its message', async () => {
  const emulator = emulatorWith({
    errorCode: [
      { value: 'FailedOperation.QueryDatabaseFail', message: 'deadlock', actions: [list], times: 1 },
      'InternalError',
    ],
  });
  expect((await call(emulator, list)).Error).toEqual({
    Code: 'FailedOperation.QueryDatabaseFail',
    Message: 'deadlock',
  });
  expect(await codeOf(emulator, list)).toBe('InternalError');
  expect(await codeOf(emulator, versionsOf, seed)).toBe('InternalError');
});

test('a fault of a region spares the calls of the others', async () => {
  const emulator = emulatorWith({ throttle: { regions: ['ap-shanghai'] }, notJson: { regions: ['ap-beijing'] } });
  expect(await codeOf(emulator, list)).toBe('ok');
  expect(await codeOf(emulator, list, {}, { region: 'ap-shanghai' })).toBe('RequestLimitExceeded');
  await expect(codeOf(emulator, list, {}, { region: 'ap-beijing' })).rejects.toThrow('text/html');
});

test('a fault with `after` spares the first calls that fit it, and is told with how many it still spares', async () => {
  const emulator = emulatorWith({
    errorCode: [
      { value: 'InternalError', times: 1 },
      { value: 'ServiceUnavailable', actions: [list], after: 2, times: 1 },
    ],
  });
  const codes = [await codeOf(emulator, list), await codeOf(emulator, versionsOf, seed)];
  expect(emulator.faults.get().errorCode).toEqual({
    value: 'ServiceUnavailable',
    actions: [list],
    after: 1,
    times: 1,
  });
  for (let index = 0; index < 3; index += 1) codes.push(await codeOf(emulator, list));
  expect(codes).toEqual(['InternalError', 'ok', 'ok', 'ServiceUnavailable', 'ok']);
});

test('faults of refusal spare calls that are refused anyway', async () => {
  const emulator = emulatorWith({ errorCode: { value: 'InternalError', times: 1 } });
  expect(await codeOf(emulator, list, {}, { secretKey: 'wrong' })).toBe('AuthFailure.SignatureFailure');
  expect(await codeOf(emulator, list)).toBe('InternalError');
});

test('latency holds the answer back, on top of the option', async () => {
  const waits: number[] = [];
  const emulator = emulatorWith({ latencyMs: { value: 250, times: 1 } }, waits);
  await get(emulator);
  await get(emulator);
  expect(waits).toEqual([250]);
  const slow = pinnedEmulator({ latencyMs: 30, sleep: (ms) => Promise.resolve(void waits.push(ms)) });
  slow.faults.set({ latencyMs: 250 });
  await call(slow, list);
  expect(waits).toEqual([250, 280]);
});

test('a client that goes away does not wait for the latency', async () => {
  const emulator = pinnedEmulator({ latencyMs: 600_000 });
  const gone = new AbortController();
  const request = new Request(toRequest(signedCall(list, {})), { signal: gone.signal });
  const answer = emulator.fetch(request);
  gone.abort();
  await expect(answer).rejects.toThrow(/abort/i);
});

test('a dropped connection is a network error in memory and over a socket', async () => {
  const emulator = emulatorWith({ dropConnection: { times: 2 } });
  expect((await get(emulator)).type).toBe('error');
  const server = await serve(emulator);
  await expect(send(server.url, '/', signedCall(versionsOf, seed))).rejects.toThrow(/socket hang up|ECONNRESET/);
  expect((await send(server.url, '/', signedCall(versionsOf, seed))).status).toBe(200);
  await server.close();
});

test('a truncated answer announces its whole length and breaks off halfway', async () => {
  const emulator = emulatorWith({ truncate: { times: 2 } });
  const answer = await get(emulator);
  expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(1000);
  await expect(answer.text()).rejects.toThrow();
  const server = await serve(emulator);
  await expect(send(server.url, '/', signedCall(versionsOf, seed))).rejects.toThrow(
    /aborted|ECONNRESET|socket hang up/,
  );
  expect((await send(server.url, '/', signedCall(versionsOf, seed))).status).toBe(200);
  await server.close();
});

test.for([
  [true, 200],
  [502, 502],
] as const)('an answer that is not JSON (%s) is an HTML page with status %i', async ([notJson, status]) => {
  const answer = await get(emulatorWith({ notJson }));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html']);
  expect(await answer.text()).toContain('<html>');
});

test('a slow body comes in two halves with a pause between them', async () => {
  const waits: number[] = [];
  const emulator = emulatorWith({ slowBodyMs: 900 }, waits);
  const answer = await get(emulator);
  const reader = answer.body?.getReader();
  const first = await reader?.read();
  expect(waits).toEqual([]);
  const second = await reader?.read();
  expect(waits).toEqual([900]);
  expect((await reader?.read())?.done).toBe(true);
  const text = Buffer.concat([first?.value ?? Buffer.of(), second?.value ?? Buffer.of()]).toString();
  expect(JSON.parse(text)).toMatchObject({ Response: { TrainingModelVersions: [{}] } });
  expect(Number(answer.headers.get('content-length'))).toBe(Buffer.byteLength(text));
});

test('a client that hangs up during a slow body ends the wait', async () => {
  let aborted: unknown;
  const emulator = pinnedEmulator({
    sleep: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          aborted = signal.reason;
          reject(new Error('aborted'));
        });
      }),
  });
  emulator.faults.set({ slowBodyMs: 900 });
  const reader = (await get(emulator)).body?.getReader();
  await reader?.read();
  const second = reader?.read();
  await turn();
  await reader?.cancel('enough');
  await second;
  expect(aborted).toBe('enough');
});

test('unknown enums are in every enum of the answer and nowhere else', async () => {
  const emulator = emulatorWith({ unknownEnums: true });
  const { TrainingModelVersions: rows } = await call(emulator, versionsOf, seed);
  const [row] = rows as readonly Record<string, unknown>[];
  for (const field of [
    'AlgorithmFramework',
    'TrainingModelFormat',
    'TrainingModelStatus',
    'VersionType',
    'TrainingModelSource',
  ])
    expect(row?.[field]).toBe(`NEVER_SEEN_${field.toUpperCase()}`);
  expect(row).toMatchObject({ TrainingModelId: seed.TrainingModelId, TrainingModelName: 'test-model' });
});

test.for([
  ['utc', ['2022-09-06T08:34:13Z', '2022-09-29T03:17:24Z']],
  ['china', ['2022-09-06 16:34:13', '2022-09-29 11:17:24']],
  ['mixed', ['2022-09-06T08:34:13Z', '2022-09-29 11:17:24']],
] as const)('times can all be %s', async ([timeFormat, expected]) => {
  const { TrainingModelVersions: rows } = await call(emulatorWith({ timeFormat }), versionsOf, seed);
  const [row] = rows as readonly Record<string, unknown>[];
  expect([row?.['TrainingModelCreateTime'], row?.['CreateTime']]).toEqual(expected);
});

test('the faults in force are told with the times that are left, and can be set again as told', async () => {
  const faults = {
    offlineActions: [list],
    latencyMs: 5,
    errorCode: { value: 'InternalError', actions: [versionsOf], times: 3 },
  };
  const emulator = emulatorWith(faults);
  expect(emulator.faults.get()).toEqual(faults);
  await codeOf(emulator, versionsOf, seed);
  const left = { ...faults, errorCode: { ...faults.errorCode, times: 2 } };
  expect(emulator.faults.get()).toEqual(left);
  emulator.faults.set(emulator.faults.get());
  expect(emulator.faults.get()).toEqual(left);
  emulator.faults.set({});
  expect(emulator.faults.get()).toEqual({ offlineActions: [] });
});

test.for<[unknown, RegExp]>([
  [[], /must be a JSON object/],
  [{ latencyms: 5 }, /latencyms: no such fault; known: offlineActions, latencyMs/],
  [{ offlineActions: ['Nothing'] }, /offlineActions: must be a list of action names; known: DescribeTrainingModels/],
  [{ offlineActions: 'DescribeTrainingModels' }, /offlineActions: must be a list/],
  [{ latencyMs: -1 }, /latencyMs: must be whole milliseconds/],
  [{ latencyMs: { times: 1 } }, /latencyMs: must be whole milliseconds/],
  [{ throttle: 'yes' }, /throttle: must be true/],
  [{ throttle: { times: 0 } }, /throttle.times: must be a whole number from 1/],
  [{ throttle: { time: 1 } }, /throttle.time: unknown; value, actions, regions, after, percent and times are known/],
  [{ throttle: { message: 'no' } }, /throttle.message/],
  [{ throttle: { percent: 0 } }, /throttle.percent: must be a number over 0 and up to 100/],
  [{ throttle: { percent: 100.5 } }, /throttle.percent: must be a number over 0/],
  [{ throttle: { percent: '5' } }, /throttle.percent: must be a number over 0/],
  [{ latencyMs: { from: 50, to: 10 } }, /latencyMs: must be .* such as {"from":10,"to":50} or .* the smaller first/],
  [{ latencyMs: { value: { from: 10 } } }, /latencyMs: must be whole milliseconds/],
  [{ latencyMs: { from: 1, to: 2, p99: 3 } }, /latencyMs: must be whole milliseconds/],
  [{ latencyMs: { median: 0, p99: 5 } }, /latencyMs: must be .* a median from 1/],
  [{ latencyMs: { median: 30, p99: 20 } }, /latencyMs: must be whole milliseconds/],
  [{ latencyMs: { from: 1, to: 2, times: 1 } }, /latencyMs.from: unknown; value, .*; latencyMs: must be/],
  [{ slowBodyMs: { from: 10, to: 50 } }, /slowBodyMs.from: unknown/],
  [{ resetConnection: true }, /resetConnection: must be "before-body", "after-body"/],
  [{ stall: 5 }, /stall: must be true/],
  [{ clockSkewSeconds: 86_401 }, /clockSkewSeconds: must be a whole number from -86400 to 86400/],
  [{ clockSkewSeconds: 0.5 }, /clockSkewSeconds: must be a whole number/],
  [{ otherRequestsPerSecond: -1 }, /otherRequestsPerSecond: must be a whole number from 0 to 1000/],
  [{ throttle: { after: -1 } }, /throttle.after: must be a whole number from 0/],
  [{ throttle: { regions: ['ap-nowhere'] } }, /throttle.regions: must be a list of region names; known: ap-guangzhou/],
  [{ errorCode: 'internal error' }, /errorCode: must be an error code/],
  [{ errorCode: [{ value: 'InternalError' }, { actions: ['x'] }] }, /errorCode\[1\]: must be .*errorCode\[1\].actions/],
  [{ notJson: 600 }, /notJson: must be true or an HTTP status/],
  [{ timeFormat: 'local' }, /timeFormat: must be "utc", "china", "mixed"/],
])('the faults %j are refused, and those in force stay', ([faults, message]) => {
  const emulator = emulatorWith({ latencyMs: 1 });
  // The very thing to be refused: faults that do not have their type.
  expect(() => {
    emulator.faults.set(faults as Faults);
  }).toThrow(message);
  expect(emulator.faults.get()).toEqual({ offlineActions: [], latencyMs: 1 });
});
