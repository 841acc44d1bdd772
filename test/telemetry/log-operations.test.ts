/** One line for each operation: what is in it, how grave it is, and that nobody writes into it but the program. */
import { afterEach, expect, it, vi } from 'vitest';
import { createAuthentication } from '../../src/access/authentication.ts';
import { readScope, type Caller } from '../../src/access/caller.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import type { ServerOptions } from '../../src/server/yoga.ts';
import { logOperations } from '../../src/telemetry/log-operations.ts';
import { createClockedSystem, stopClock } from '../helpers/clocked-system.ts';
import { keepLog } from '../helpers/log-lines.ts';
import { createSystem } from '../helpers/system.ts';

const id = 'm-608587242317024640';
const byId = `query ModelPage { a: trainingModel(id: "${id}") { name } b: trainingModel(id: "${id}") { name } }`;
const host = 'http://127.0.0.1/graphql';

afterEach(() => {
  vi.useRealTimers();
});

function createLoggedSystem(server: Partial<Omit<ServerOptions, 'client'>> = {}, format: 'json' | 'text' = 'json') {
  const kept = keepLog(format);
  const system = createSystem({ server: { onOperation: logOperations(kept.log), ...server } });
  const send = async (body: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
    const response = await system.server.fetch(new Request(host, { ...init, body: JSON.stringify(body) }));
    await response.text();
    return response;
  };
  return { ...system, ...kept, send };
}

const reads = { upstream: 0, 'in-flight': 0, cache: 0, stale: 0, 'shared-cache': 0 };

it('tells who asked for what, what came of it and what it took, and nothing else', async () => {
  stopClock();
  const kept = keepLog('json', 'info', Date.now);
  const server = { onOperation: logOperations(kept.log) };
  const system = createClockedSystem({ server, emulator: { models: 10, versions: 1, latencyMs: 30 } });
  const variables = { id };
  const query = 'query ModelPage($id: ID!) { a: trainingModel(id: $id) { name } b: trainingModel(id: $id) { name } }';
  const headers = { 'x-request-id': 'of-the-caller' };
  await system.tell(query, { variables, headers });
  await system.tell(query, { variables, headers });
  const first = {
    time: '2024-06-01T00:01:00.153Z',
    level: 'info',
    msg: 'operation',
    type: 'query',
    name: 'ModelPage',
    fields: ['trainingModel'],
    status: 200,
    codes: [],
    durationMs: 30,
    upstreamCalls: 1,
    reads: { ...reads, upstream: 1 },
    isCancelled: false,
    caller: 'peer:unknown',
    requestId: 'of-the-caller',
  };
  const second = { ...first, durationMs: 0, upstreamCalls: 0, reads: { ...reads, cache: 1 } };
  expect(kept.records()).toEqual([first, second]);
});

it('is one line in the text format, without what is nothing', async () => {
  const { send, lines } = createLoggedSystem({}, 'text');
  await send({ query: byId }, { 'x-request-id': 'r-1' });
  expect(lines.map((line) => line.replace(/durationMs=\S+/, 'durationMs=…'))).toEqual([
    'tione-graphql: operation type=query name=ModelPage fields=trainingModel status=200 durationMs=… upstreamCalls=1 ' +
      'reads.upstream=1 caller=peer:unknown requestId=r-1',
  ]);
});

const page = `{ trainingModels(first: 1) { totalCount } }`;
const action = 'DescribeTrainingModels';

it.each<[string, Faults, string, string]>([
  ['nothing fails', {}, page, 'info'],
  ['a caller asks for a field that is not there', {}, '{ nope }', 'info'],
  ['a caller gives an argument that is none', {}, '{ trainingModel(id: "x") { name } }', 'info'],
  ['TI-ONE refuses a parameter', { errorCode: 'InvalidParameterValue' }, page, 'info'],
  ['TI-ONE allows no more', { throttle: true }, page, 'warn'],
  ['TI-ONE is broken', { errorCode: 'InternalError' }, page, 'warn'],
  ['TI-ONE does not answer', { dropConnection: true }, page, 'warn'],
  ['TI-ONE does not offer the action', { offlineActions: [action] }, page, 'warn'],
  ['TI-ONE does not accept the credential', { errorCode: 'AuthFailure.SecretIdNotFound' }, page, 'error'],
  ['TI-ONE fails in a way that nobody knows', { errorCode: 'LimitExceeded' }, page, 'error'],
  ['a caller introspects', {}, '{ __schema { queryType { name } } }', 'info'],
])('when %s, the line says so', async (_title, faults, query, level) => {
  const { emulator, send, records } = createLoggedSystem();
  emulator.faults.set(faults);
  await send({ query });
  expect(records()).toMatchObject([{ level, msg: 'operation' }]);
});

it('is a warning when the time limit is over', async () => {
  stopClock();
  const kept = keepLog();
  const system = createClockedSystem({ server: { onOperation: logOperations(kept.log), timeoutMs: 1_000 } });
  system.emulator.faults.set({ stall: true });
  await system.tell(page);
  expect(kept.records()).toMatchObject([{ level: 'warn', codes: ['DEADLINE_EXCEEDED'], durationMs: 1_000 }]);
});

it('is there for a request that is refused at the door, and not for pages and health checks', async () => {
  const authenticate = createAuthentication({ keys: [] });
  const { send, server, records } = createLoggedSystem({
    authenticate,
    graphiql: () => Promise.resolve({ html: '<html>', files: [] }),
  });
  expect((await send({ query: page })).status).toBe(401);
  expect(records()).toMatchObject([{ level: 'info', status: 401, codes: [] }]);
  for (const path of ['/health/live', '/health/ready', '/nowhere'])
    await server.fetch(new Request(`http://127.0.0.1${path}`));
  await server.fetch(new Request(host, { headers: { accept: 'text/html' } }));
  expect(records()).toHaveLength(1);
});

/** A line end, a separator, a change of direction, one that nobody sees, and what clears a terminal. */
const hostile =
  'x\n{"level":"error","msg":"all is lost"}\r\u2028\u2029\u0085\u202e\u2066\u061c\u200b\ud800\u001b[2J\u009b2J';
const unprintable = /[^ -~…]/;

it.each(['json', 'text'] as const)('callers write no lines of their own (%s)', async (format) => {
  const callerId = `token:${hostile}`;
  const caller: Caller = { kind: 'token', id: callerId, scopes: new Set([readScope]), rights: {} };
  const authenticate = () => Promise.resolve(caller);
  const { send, lines } = createLoggedSystem({ authenticate }, format);
  const name = 'N'.repeat(2_000);
  await send({ query: `query ${name} { __typename }` }, { 'x-request-id': '\u001b[2J all is lost' });
  // Operations that are not there, and documents that are none.
  await send({ query: page, operationName: hostile, variables: { id: hostile } });
  await send({ query: hostile });
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    expect(line).not.toMatch(unprintable);
    expect(line.length).toBeLessThan(800);
  }
  expect(lines[0]).toContain(`${'N'.repeat(63)}…`);
  // What cannot be shown is told all the same.
  if (format === 'json')
    expect(lines.map((line) => (JSON.parse(line) as { caller: unknown }).caller)).toEqual(
      Array.from({ length: 3 }, () => callerId),
    );
});
