import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Pool } from 'undici';
import { afterEach, expect, it } from 'vitest';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { listen, toNodeListener } from '../../src/http.ts';
import { createHttpTransport } from '../../src/tione/transport.ts';
import { createSystem } from '../helpers/system.ts';

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function serve(listener: Parameters<typeof listen>[0]): Promise<string> {
  const listening = await listen(listener, { host: '127.0.0.1', port: 0 });
  cleanups.push(() => listening.close());
  return listening.url;
}

const tooLong = 300_000;

async function* chunks() {
  for (let sent = 0; sent < tooLong; sent += 10_000) yield await Promise.resolve(Buffer.alloc(10_000, ' '));
}

it.each([
  ['of unknown length', () => chunks()],
  ['of announced length', () => Buffer.alloc(tooLong, ' ')],
])('a body %s that is too long is refused, and the next request of the client is answered', async (_, body) => {
  const pool = new Pool(await serve(createSystem().server.listener), { connections: 1 });
  cleanups.push(() => pool.destroy());
  const post = async (content: AsyncIterable<Buffer> | Buffer | string) => {
    const headers = { 'content-type': 'application/json' };
    // undici sends what it can iterate over in chunks; its types know only streams.
    const response = await pool.request({ path: '/graphql', method: 'POST', headers, body: content as Buffer });
    return { status: response.statusCode, body: await response.body.json() };
  };
  expect(await post(body())).toMatchObject({
    status: 413,
    body: { errors: [{ extensions: { code: 'REQUEST_ENTITY_TOO_LARGE' } }] },
  });
  expect(await post('{"query":"{ __typename }"}')).toEqual({ status: 200, body: { data: { __typename: 'Query' } } });
});

it.each(['[', 'a b', 'example.com:99999', '', 'http://example.com/'])(
  'answers whatever the Host header says: %j',
  async (host) => {
    const { port } = new URL(await serve(createSystem().server.listener));
    const socket = connect(Number(port), '127.0.0.1');
    const lines = [
      'GET /graphql?query={__typename} HTTP/1.1',
      `Host: ${host}`,
      'X-GraphQL-Yoga-CSRF: 1',
      'Connection: close',
    ];
    socket.end(`${lines.join('\r\n')}\r\n\r\n`);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toMatch(/\{"data":\{"__typename":"Query"\}\}$/);
  },
);

it('makes thirty upstream calls at once without a warning of the process', async () => {
  const emulator = createEmulator({ rateLimit: 1_000 });
  const origin = await serve(toNodeListener(emulator.fetch, { maxBodyBytes: 1_000_000 }));
  const transport = createHttpTransport();
  cleanups.push(() => transport.close());
  const system = createSystem({
    server: { regions: ['ap-guangzhou'] },
    around: () => (request) => transport.send({ ...request, url: request.url.replace(/^http:\/\/[^/]+/, origin) }),
  });
  const warnings: string[] = [];
  const warn = (warning: Error): void => void warnings.push(warning.message);
  process.on('warning', warn);
  cleanups.push(() => Promise.resolve(process.off('warning', warn)));
  const fields = Array.from(
    { length: 30 },
    (_, i) => `v${String(i)}: trainingModelVersion(id: "mv-v1-${String(i)}") { id }`,
  );
  const { errors } = await system.query(`{ ${fields.join(' ')} }`);
  expect(errors).toBeUndefined();
  expect(system.calls()).toHaveLength(30);
  expect(warnings).toEqual([]);
});
