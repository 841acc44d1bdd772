/** What pages of other origins can do: nothing, unless they are named. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { isLoopbackHost } from '../../src/endpoint.ts';
import { listen } from '../../src/http.ts';
import type { AccessOptions } from '../../src/server/access-options.ts';
import { createSystem } from '../helpers/system.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const get = '/graphql?query={__typename}';

async function send(options: AccessOptions, headers: Readonly<Record<string, string>>, path = get, method = 'GET') {
  const { server } = createSystem({ server: options });
  const response = await server.fetch(new Request(`http://127.0.0.1${path}`, { method, headers }));
  return { status: response.status, headers: response.headers, text: await response.text() };
}

it.each<[number, Readonly<Record<string, string>>]>([
  [403, {}],
  [403, { 'sec-fetch-site': 'cross-site' }],
  [403, { 'sec-fetch-site': 'same-site' }],
  [403, { origin: 'https://evil.example' }],
  [403, { 'content-type': 'text/plain' }],
  [403, { 'content-type': 'application/x-www-form-urlencoded' }],
  [403, { 'content-type': 'text/plain; application/json' }],
  [403, { authorization: 'Basic YTpi' }],
  [403, { accept: 'application/json' }],
  [200, { 'sec-fetch-site': 'same-origin' }],
  [200, { 'sec-fetch-site': 'none' }],
  [200, { 'content-type': 'application/json' }],
  [200, { 'apollo-require-preflight': 'true' }],
  [200, { 'graphql-preflight': '1' }],
  [200, { 'x-graphql-yoga-csrf': '1' }],
  [200, { 'x-api-key': 'x' }],
  [200, { authorization: 'Bearer x' }],
])('answers %d to a query in a URL with %j', async (status, headers) => {
  const answered = await send({}, headers);
  expect(answered.status).toBe(status);
  expect(answered.text).toContain(status === 200 ? '{"data":' : '"code":"BAD_REQUEST"');
});

it('answers any query in a URL when that is wanted', async () => {
  expect((await send({ csrfAllowGet: true }, { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
});

const corsOrigins = ['https://a.example', 'https://b.example'];

it('lets pages of named origins read answers, and ask before', async () => {
  for (const origin of corsOrigins) {
    const answered = await send({ corsOrigins }, { origin, 'sec-fetch-site': 'cross-site' });
    expect(answered.status).toBe(200);
    expect(answered.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answered.headers.has('access-control-allow-credentials')).toBe(false);
    const asked = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    const preflight = await send(
      { corsOrigins, authenticate: () => Promise.resolve(undefined) },
      asked,
      get,
      'OPTIONS',
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization');
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST');
  }
});

it('tells a named origin why it is refused, too', async () => {
  const options = { corsOrigins, authenticate: () => Promise.resolve(undefined) };
  const { status, headers } = await send(options, { origin: 'https://a.example' });
  expect(status).toBe(401);
  expect(headers.get('access-control-allow-origin')).toBe('https://a.example');
  expect(headers.get('vary')).toMatch(/Origin.*authorization/);
});

it.each(['https://c.example', 'null', 'https://a.example.evil', 'http://a.example'])(
  'lets no page of %s read anything',
  async (origin) => {
    for (const options of [{}, { corsOrigins }])
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await send(options, { origin, 'access-control-request-method': 'GET' }, get, method);
        expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
      }
  },
);

async function ask(host: string, path: string): Promise<string> {
  const { server } = createSystem({ server: { isOwnName: isLoopbackHost } });
  const listening = await listen(server.listener, { host: '127.0.0.1', port: 0 });
  cleanups.push(() => listening.close());
  const socket = connect(Number(new URL(listening.url).port), '127.0.0.1');
  socket.end(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nApollo-Require-Preflight: 1\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

it.each(['localhost', 'localhost:4000', 'LOCALHOST', '127.0.0.1:4000', '127.0.0.2', '[::1]', '[::1]:4000'])(
  'answers a local server by the name %s',
  async (host) => {
    expect(await ask(host, get)).toMatch(/^HTTP\/1\.1 200 /);
  },
);

it.each([
  'evil.example',
  'evil.example:4000',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  'localhost@evil.example',
  'evil.example:4000:localhost',
  '[::1].evil.example',
  '10.0.0.1',
  '0.0.0.0',
  '[::]',
  '',
])('answers a local server by no other name, to which a page may have had it resolved: "%s"', async (host) => {
  for (const path of [get, '/graphql', '/']) {
    const answer = await ask(host, path);
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    expect(answer).not.toContain('__typename":');
  }
  expect(await ask(host, '/health/ready')).toMatch(/^HTTP\/1\.1 200 /);
});
