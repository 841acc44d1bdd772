/** Hostile requests as bytes on a socket: what a `Request` cannot say. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { listen } from '../../src/http.ts';
import { apiKey, createHostileSystem, expectNoLeak } from './hostile.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function start() {
  const { system, hidden } = createHostileSystem();
  const listening = await listen(system.server.listener, { host: '127.0.0.1', port: 0 });
  cleanups.push(() => listening.close());
  return { system, hidden, port: Number(new URL(listening.url).port) };
}

const close = 'Host: x\r\nConnection: close\r\n';
const key = `X-API-Key: ${apiKey}\r\n`;
const typename = '{"query":"{ __typename }"}';
const post = (headers: string, body = ''): string =>
  `POST /graphql HTTP/1.1\r\n${close}${key}Content-Type: application/json\r\n${headers}\r\n${body}`;
const get = (target: string, headers = ''): string => `GET ${target} HTTP/1.1\r\n${close}${headers}\r\n`;
const smuggled = 'GET /graphql?query={__typename} HTTP/1.1\r\nHost: x\r\n\r\n';

it.each<[string, number, string]>([
  ['TRACE, which would send the key back', 405, `TRACE /graphql HTTP/1.1\r\n${close}${key}\r\n`],
  ['CONNECT to elsewhere', 404, `CONNECT evil.example:443 HTTP/1.1\r\n${close}${key}\r\n`],
  ['CONNECT of nobody', 401, `CONNECT evil.example:443 HTTP/1.1\r\n${close}\r\n`],
  ['a method that is none', 400, `EVIL /graphql HTTP/1.1\r\n${close}\r\n`],
  ['the whole URL of another host', 401, get('http://evil.example/graphql')],
  ['a URL that is none', 401, get('http://[/graphql')],
  ['two slashes and a host', 401, get('//evil.example:99999/graphql')],
  ['a star', 401, `OPTIONS * HTTP/1.1\r\n${close}\r\n`],
  ['a path with a NUL', 400, get('/graphql\0')],
  ['a path with dots', 401, get('/health/live/../../graphql?query={__typename}')],
  ['a health check in the query', 401, get('/graphql?/health/live')],
  ['a path that is broken', 401, get('/%')],
  ['a path of 60 kB', 401, get(`/${'a'.repeat(60_000)}`)],
  ['headers of more than 64 kB', 431, get('/graphql', `X: ${'a'.repeat(70_000)}\r\n`)],
  // To 1,500, newer versions of Node answer 431 by themselves.
  ['500 headers', 401, get('/graphql', 'X: a\r\n'.repeat(500))],
  ['no host', 400, 'GET /graphql HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['two lengths', 400, post('Content-Length: 2\r\nContent-Length: 3\r\n', '{}')],
  ['a length and chunks', 400, post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${smuggled}`)],
  ['a length that is negative', 400, post('Content-Length: -1\r\n')],
  ['chunks that are none', 400, post('Transfer-Encoding: chunked\r\n', `ZZ\r\n${smuggled}`)],
  ['a chunk of 2^64 bytes', 400, post('Transfer-Encoding: chunked\r\n', 'FFFFFFFFFFFFFFFFF\r\n')],
  ['an encoding that is none', 400, post('Transfer-Encoding: chunked, evil\r\n', typename)],
  ['a NUL in a header', 400, get('/graphql', 'X: a\0b\r\n')],
  ['a header folded over two lines', 400, get('/graphql', 'X: a\r\n Authorization: Bearer x\r\n')],
  ['a blank before a colon', 400, get('/graphql', 'Content-Length : 5\r\n')],
  ['bytes over 127 in a key', 401, get('/graphql', 'X-API-Key: \xff\xfe\r\n')],
  ['bytes over 127 in a token', 401, get('/graphql', 'Authorization: Bearer \xff\xfe\r\n')],
  ['an expectation', 417, post('Expect: 200-evil\r\nContent-Length: 2\r\n', '{}')],
  ['a web socket', 401, get('/graphql', 'Upgrade: websocket\r\nSec-WebSocket-Key: x\r\n')],
  ['HTTP/2', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['TLS', 400, '\x16\x03\x01\x00\xa5\x01\x00\x00'],
  ['a body that is packed', 400, post('Content-Encoding: gzip\r\nContent-Length: 4\r\n', '\x1f\x8b\x08\x00')],
])('%s is answered %d', async (_title, status, bytes) => {
  const { system, hidden, port } = await start();
  const socket = connect(port, '127.0.0.1');
  socket.write(Buffer.from(bytes, 'latin1'));
  const answer = await text(socket);
  expect(answer.split('\r\n')[0]).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `));
  // One request, one answer.
  expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  expectNoLeak(answer);
  expect(answer).not.toMatch(/evil/i);
  expect(system.calls()).toEqual([]);
  expect(hidden).toEqual([]);
});

/** 10 MB, written as fast as the other end takes them, until it takes no more. */
async function flood(port: number, headers: string, chunk: Buffer, count: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  // Cut off while it sends: the answer is there before.
  socket.on('error', () => undefined);
  const chunks: Buffer[] = [];
  socket.on('data', (data) => chunks.push(data));
  const ended = new Promise<void>((resolve) =>
    socket.once('close', () => {
      resolve();
    }),
  );
  socket.write(post(headers));
  for (let sent = 0; sent < count && !socket.destroyed; sent += 1)
    if (!socket.write(chunk)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), ended]);
  if (!socket.destroyed) socket.end();
  await ended;
  return Buffer.concat(chunks).toString();
}

const block = Buffer.alloc(100_000, ' ');
it.each([
  ['with its length', 'Content-Length: 10000000\r\n', block],
  [
    'in chunks',
    'Transfer-Encoding: chunked\r\n',
    Buffer.concat([Buffer.from('186a0\r\n'), block, Buffer.from('\r\n')]),
  ],
])('a body of 10 MB %s is answered 413, and others are answered as ever', async (_title, headers, chunk) => {
  const { system, hidden, port } = await start();
  const answer = await flood(port, headers, chunk, 100);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toContain('"code":"REQUEST_ENTITY_TOO_LARGE"');
  const socket = connect(port, '127.0.0.1');
  socket.write(post(`Content-Length: ${String(typename.length)}\r\n`, typename));
  expect(await text(socket)).toMatch(/\{"data":\{"__typename":"Query"\}\}$/);
  expect(system.calls()).toEqual([]);
  expect(hidden).toEqual([]);
});

it('a peer that goes away in the middle of its body is no trouble for anybody', async () => {
  const { hidden, port } = await start();
  for (const headers of ['Content-Length: 100\r\n', 'Transfer-Encoding: chunked\r\n']) {
    const gone = connect(port, '127.0.0.1');
    await new Promise<void>((resolve) =>
      gone.write(post(headers, '5\r\n{"que'), () => {
        resolve();
      }),
    );
    gone.resetAndDestroy();
  }
  const socket = connect(port, '127.0.0.1');
  socket.write(post(`Content-Length: ${String(typename.length)}\r\n`, typename));
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
  expect(hidden).toEqual([]);
});
