/** Each request has an id, and each answer tells it. */
import { afterEach, expect, it } from 'vitest';
import { createAuthentication } from '../../src/access/authentication.ts';
import { isLoopbackHost } from '../../src/endpoint.ts';
import { listen } from '../../src/http.ts';
import type { OperationRecord } from '../../src/server/operation-record.ts';
import { createSystem, type SystemOptions } from '../helpers/system.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const given = 'its-own:id/of.a+client=1_2';
const made = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const body = JSON.stringify({ query: '{ __typename }' });
const json = { 'content-type': 'application/json' };
const page = { graphiql: () => Promise.resolve({ html: '<html></html>', files: [] }) };

type Sent = RequestInit & { readonly path?: string };

async function send({ path = '/graphql', ...init }: Sent, server: SystemOptions['server'] = {}): Promise<Response> {
  const { listener } = createSystem({ server }).server;
  const listening = await listen(listener, { host: '127.0.0.1', port: 0 });
  cleanups.push(() => listening.close());
  const response = await fetch(`${listening.url}${path}`, init);
  await response.arrayBuffer();
  return response;
}

const answers: readonly [what: string, status: number, sent: Sent, server?: SystemOptions['server']][] = [
  ['an operation', 200, { method: 'POST', headers: json, body }],
  ['a query in a URL', 200, { path: '/graphql?query={__typename}', headers: { 'graphql-preflight': '1' } }],
  ['one that a page may have sent', 403, { path: '/graphql?query={__typename}' }],
  ['what is no JSON', 400, { method: 'POST', headers: json, body: '{' }],
  ['what is no GraphQL', 200, { method: 'POST', headers: json, body: JSON.stringify({ query: '{' }) }],
  ['another content type', 415, { method: 'POST', headers: { 'content-type': 'text/plain' }, body }],
  ['another method', 405, { method: 'PUT', headers: json, body }],
  ['an answer of another kind', 406, { method: 'POST', headers: { ...json, accept: 'text/css' }, body }],
  [
    'a body that is too long',
    413,
    { method: 'POST', headers: json, body: JSON.stringify({ query: ' '.repeat(300_000) }) },
  ],
  [
    'somebody who is not known',
    401,
    { method: 'POST', headers: json, body },
    { authenticate: createAuthentication({ keys: [] }) },
  ],
  ['somebody who asks too often', 429, { method: 'POST', headers: json, body }, { requestsPerCaller: -1 }],
  ['another name of this machine', 421, { method: 'POST', headers: json, body }, { isOwnName: () => false }],
  ['a path that is none', 404, { path: '/nothing' }],
  ['a sign of life', 200, { path: '/health/live' }],
  ['not being ready', 503, { path: '/health/ready' }, { isStopping: () => true }],
  ['the page', 200, { headers: { accept: 'text/html' } }, { ...page, isOwnName: isLoopbackHost }],
];

it.each(answers)('tells the id with the answer to %s', async (_what, status, { headers, ...sent }, server) => {
  const own = await send(
    { ...sent, headers: { ...(headers as Record<string, string>), 'x-request-id': given } },
    server,
  );
  expect({ status: own.status, id: own.headers.get('x-request-id') }).toEqual({ status, id: given });
  const another = await send({ ...sent, ...(headers === undefined ? {} : { headers }) }, server);
  expect(another.headers.get('x-request-id')).toMatch(made);
});

it('tells none to a browser that asks whether it may ask', async () => {
  const origin = 'https://console.example';
  const headers = { origin, 'access-control-request-method': 'POST' };
  const { status, headers: answered } = await send({ method: 'OPTIONS', headers }, { corsOrigins: [origin] });
  expect([status, answered.get('x-request-id')]).toEqual([204, null]);
});

it.each(['', ' ', 'a b', 'a,b', 'a;b', '"a"', '<a>', "a'", 'a%0d%0ab', 'é', '${jndi:x}', 'x'.repeat(129)])(
  'makes a new one in place of "%s"',
  async (id) => {
    const response = await send({ method: 'POST', headers: { ...json, 'x-request-id': id }, body });
    expect(response.headers.get('x-request-id')).toMatch(made);
  },
);

it('makes a new one where there are two, and another one for each request', async () => {
  const { server } = createSystem();
  const ids = new Set<string | null>();
  for (let count = 0; count < 20; count += 1) {
    const headers = new Headers(json);
    if (count % 2 === 0) for (const id of ['a', 'b']) headers.append('x-request-id', id);
    const response = await server.fetch(new Request('http://127.0.0.1/graphql', { method: 'POST', headers, body }));
    ids.add(response.headers.get('x-request-id'));
  }
  expect(ids.size).toBe(20);
  for (const id of ids) expect(id).toMatch(made);
});

it('is what the record of the request is found by', async () => {
  const records: OperationRecord[] = [];
  const { headers } = await send(
    { method: 'POST', headers: json, body },
    { onOperation: (record) => records.push(record) },
  );
  expect(records.map(({ requestId }) => requestId)).toEqual([headers.get('x-request-id')]);
});
