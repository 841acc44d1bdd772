import { expect, test } from 'vitest';
import { listen, toNodeListener } from '../../src/http.ts';
import { admin, call, codeOf, pinnedEmulator, pinnedMs, send, serve, type AdminOptions } from './harness.ts';

const list = 'DescribeTrainingModels';
const versionsOf = 'DescribeTrainingModelVersions';

test('calls are counted by action, with refusals and the most that arrived in one second', async () => {
  let nowMs = pinnedMs;
  const emulator = pinnedEmulator({ rateLimit: 2, now: () => nowMs });
  for (let index = 0; index < 3; index += 1) await codeOf(emulator, list, { Limit: 1 });
  nowMs += 1000;
  await codeOf(emulator, list, { Limit: 1 });
  await codeOf(emulator, versionsOf, { TrainingModelId: 'm-1' }, { region: 'ap-shanghai' });
  const { status, body } = await admin(emulator, 'GET', '/calls');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    total: 5,
    refused: 2,
    byAction: {
      [list]: { calls: 4, refused: 1, maxPerSecond: 3 },
      [versionsOf]: { calls: 1, refused: 1, maxPerSecond: 1 },
    },
  });
  expect(body).toEqual(emulator.calls.snapshot());
});

test('recent calls tell action, region, parameters, request id and code', async () => {
  const emulator = pinnedEmulator({ requestId: () => 'id-7' });
  await call(emulator, versionsOf, { TrainingModelId: 'm-1' }, { region: 'ap-shanghai' });
  await call(emulator, list, {}, { region: undefined });
  await call(emulator, list, { Limit: 3 });
  expect(emulator.calls.snapshot().recent).toEqual([
    {
      action: versionsOf,
      region: 'ap-shanghai',
      params: { TrainingModelId: 'm-1' },
      requestId: 'id-7',
      code: 'ResourceNotFound.NoModel',
    },
    { action: list, region: null, params: null, requestId: 'id-7', code: 'MissingParameter' },
    { action: list, region: 'ap-guangzhou', params: { Limit: 3 }, requestId: 'id-7', code: null },
  ]);
});

test('the book of calls is bounded in recent calls and in names of actions', async () => {
  const emulator = pinnedEmulator();
  for (let index = 0; index < 130; index += 1) await codeOf(emulator, `Nothing${String(index)}`);
  const { total, recent, byAction } = emulator.calls.snapshot();
  expect([total, recent.length, recent.at(-1)?.action]).toEqual([130, 100, 'Nothing129']);
  expect(Object.keys(byAction).length).toBeLessThan(60);
});

test('how many recent calls the book keeps is an option', async () => {
  const emulator = pinnedEmulator({ recentCalls: 2 });
  for (const Limit of [1, 2, 3]) await codeOf(emulator, list, { Limit });
  expect(emulator.calls.snapshot().recent.map(({ params }) => params)).toEqual([{ Limit: 2 }, { Limit: 3 }]);
});

test('the book is bounded in bytes: parameters over 64 KB are told in short, and long names are cut', async () => {
  const emulator = pinnedEmulator();
  const params = { Nothing: '车'.repeat(30_000) };
  await codeOf(emulator, list, params, { region: 'r'.repeat(5_000) });
  await codeOf(emulator, list, params);
  const [cut, short] = emulator.calls.snapshot().recent;
  expect(cut?.region).toHaveLength(100);
  expect(short?.params).toBe(`${String(Buffer.byteLength(JSON.stringify(params)))} bytes of parameters`);
});

test('parameters in the book are those of the call, whatever is done to a copy', async () => {
  const emulator = pinnedEmulator();
  await codeOf(emulator, list, { Limit: 1 });
  Object.assign(emulator.calls.snapshot().recent[0]?.params ?? {}, { Limit: 2 });
  expect(emulator.calls.snapshot().recent[0]?.params).toEqual({ Limit: 1 });
});

test('the book is closed by DELETE and by reset', async () => {
  const emulator = pinnedEmulator();
  const empty = { total: 0, refused: 0, byAction: {}, recent: [] };
  await call(emulator, list);
  expect((await admin(emulator, 'DELETE', '/calls')).body).toEqual(empty);
  await call(emulator, list);
  emulator.calls.reset();
  expect(emulator.calls.snapshot()).toEqual(empty);
});

test('the admin path is not counted and needs no signature', async () => {
  const emulator = pinnedEmulator();
  await admin(emulator, 'GET', '/faults');
  expect(emulator.calls.snapshot().total).toBe(0);
});

test('faults are put and told', async () => {
  const emulator = pinnedEmulator();
  const put = await admin(emulator, 'PUT', '/faults', { offlineActions: [list] });
  expect([put.status, put.body]).toEqual([200, { offlineActions: [list] }]);
  expect(await codeOf(emulator, list)).toBe('ActionOffline');
  expect((await admin(emulator, 'GET', '/faults')).body).toEqual({ offlineActions: [list] });
});

test('faults that are none are told what is wrong', async () => {
  const bad = await admin(pinnedEmulator(), 'PUT', '/faults', { latencyMs: 'long', slow: 1 });
  expect(bad.status).toBe(400);
  expect(bad.body['message']).toMatch(/latencyMs: must be whole milliseconds.*; slow: no such fault/);
  expect((await admin(pinnedEmulator(), 'PUT', '/faults', '{')).status).toBe(400);
});

test.for<[string, AdminOptions]>([
  ['another machine', { remoteAddress: '10.0.0.7' }],
  ['a peer that was gone before anybody asked for its address', { remoteAddress: '' }],
  ['another machine over IPv6', { remoteAddress: '::ffff:10.0.0.7' }],
  ['a host name that was rebound to this machine', { headers: { host: 'evil.example.com' } }],
  ['a host name that only begins like a loopback address', { headers: { host: '127.0.0.1.evil.example.com:80' } }],
  ["a page of somebody else's", { headers: { host: '127.0.0.1:9000', origin: 'https://evil.example.com' } }],
  ["a page of this machine's other port", { headers: { host: '127.0.0.1:9000', origin: 'http://127.0.0.1:3000' } }],
  [
    'a page of this machine under its other name',
    { headers: { host: '127.0.0.1:9000', origin: 'http://localhost:9000' } },
  ],
  ['a cross-site request without an origin', { headers: { 'sec-fetch-site': 'cross-site' } }],
  ['a same-site request without an origin', { headers: { 'sec-fetch-site': 'same-site' } }],
  ['a page without an origin', { headers: { host: '127.0.0.1:9000', origin: 'null' } }],
])('the admin path is closed to %s', async ([, options]) => {
  const emulator = pinnedEmulator();
  for (const [method, path] of [
    ['GET', '/calls'],
    ['PUT', '/faults'],
    ['DELETE', '/models/m-608587242317024640'],
    ['GET', '/x'],
  ] as const)
    expect((await admin(emulator, method, path, method === 'PUT' ? {} : undefined, options)).status).toBe(403);
  expect(emulator.store.models('ap-guangzhou').at(-1)).toBeDefined();
});

test.for<[string, AdminOptions]>([
  ['IPv6', { remoteAddress: '::1', headers: { host: '[::1]:9000' } }],
  ['IPv4 in IPv6', { remoteAddress: '::ffff:127.0.0.1', headers: { host: 'localhost:9000' } }],
  ['a page of its own', { headers: { host: '127.0.0.1:9000', origin: 'http://127.0.0.1:9000' } }],
  ['the address bar of a browser', { headers: { 'sec-fetch-site': 'none' } }],
  ['fetch of a page of its own', { headers: { 'sec-fetch-site': 'same-origin' } }],
])('the admin path is open to this machine over %s', async ([, options]) => {
  expect((await admin(pinnedEmulator(), 'GET', '/calls', undefined, options)).status).toBe(200);
});

test('the admin path is open in memory', async () => {
  expect((await pinnedEmulator().fetch(new Request('http://emulator/_emulator/calls'))).status).toBe(200);
});

test('the admin path is closed where there is a connection without an address', async () => {
  const response = await pinnedEmulator().fetch(new Request('http://emulator/_emulator/calls'), {});
  expect(response.status).toBe(403);
});

test('a server on all addresses lets this machine use the admin path', async () => {
  const listener = toNodeListener(pinnedEmulator().fetch, { maxBodyBytes: 1000 });
  const server = await listen(listener, { host: '0.0.0.0', port: 0 });
  const url = server.url.replace('0.0.0.0', '127.0.0.1');
  const host = new URL(url).host;
  const answer = await send(url, '/_emulator/calls', { method: 'GET', headers: { host }, body: undefined });
  await server.close();
  expect(answer.status).toBe(200);
});

test.for([33, 100_000])('JSON that nests %i levels deep is refused', async (levels) => {
  const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
  for (const [method, path, body] of [
    ['PUT', '/faults', `{"latencyMs":${deep}}`],
    ['POST', '/models', `{"TrainingModelVersions":${deep}}`],
    ['POST', '/models', `{"Nothing":${deep}}`],
  ] as const) {
    const answer = await admin(pinnedEmulator(), method, path, body);
    expect([answer.status, answer.body['message']]).toEqual([
      400,
      'the body must be JSON: it nests deeper than 32 levels',
    ]);
  }
});

test('a failure of the emulator itself is 500, with its reason', async () => {
  const emulator = pinnedEmulator();
  // What JSON cannot say comes from a test in this process only.
  const { TrainingModelId: id } = emulator.store.insert({ Tags: [{ TagKey: 'n', TagValue: 1n as unknown as string }] });
  const { status, body } = await admin(emulator, 'DELETE', `/models/${id}`);
  expect([status, body['message']]).toEqual([500, expect.stringMatching(/^the emulator failed: .*BigInt/)]);
});

test('the admin path works over a socket, and refuses a foreign Host there', async () => {
  const server = await serve(pinnedEmulator());
  const get = (host: string) =>
    send(server.url, '/_emulator/calls', { method: 'GET', headers: { host }, body: undefined });
  const [own, foreign] = [await get(new URL(server.url).host), await get('rebound.example.com')];
  await server.close();
  expect([own.status, foreign.status]).toEqual([200, 403]);
  expect(own.headers['content-type']).toBe('application/json');
});

test('other methods are 405 with what is allowed, other paths are 404', async () => {
  const emulator = pinnedEmulator();
  const posted = await admin(emulator, 'POST', '/calls', {});
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, DELETE']);
  expect((await admin(emulator, 'GET', '/models/m-1')).status).toBe(405);
  for (const path of ['', '/', '/call', '/models/a/b']) expect((await admin(emulator, 'GET', path)).status).toBe(404);
});
