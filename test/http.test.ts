import { createServer } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { listen, toNodeListener, type Connection } from '../src/http.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

interface Seen extends Omit<Connection, 'reset'> {
  readonly spoken: string;
  readonly body: string;
}

/** A server that tells what its handler was told. */
async function start(): Promise<{ readonly seen: readonly Seen[]; readonly port: number }> {
  const seen: Seen[] = [];
  const listener = toNodeListener(
    async (request, { remoteAddress, method, target, isBodyTooLarge }) => {
      seen.push({ remoteAddress, method, target, isBodyTooLarge, spoken: request.method, body: await request.text() });
      return new Response('answered');
    },
    { maxBodyBytes: 10 },
  );
  const server = await listen(listener, { host: '127.0.0.1', port: 0 });
  closing.push(() => server.close());
  return { seen, port: Number(new URL(server.url).port) };
}

/** Sends bytes, and resolves with all that comes back. */
function exchange(port: number, ...lines: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(lines.join('\r\n'));
  return text(socket);
}

test('the handler is told the peer and the request line as they were sent', async () => {
  const { seen, port } = await start();
  await exchange(port, 'GET /a/../b?c=\'|"%27 HTTP/1.1', 'Host: x', 'Connection: close', '', '');
  expect(seen).toEqual([
    {
      remoteAddress: '127.0.0.1',
      method: 'GET',
      spoken: 'GET',
      target: '/a/../b?c=\'|"%27',
      isBodyTooLarge: false,
      body: '',
    },
  ]);
});

test('a peer whose address is gone has an empty one', async () => {
  const addresses: string[] = [];
  const listener = toNodeListener(
    (_, { remoteAddress }) => {
      addresses.push(remoteAddress);
      return new Response();
    },
    { maxBodyBytes: 10 },
  );
  const server = createServer((incoming, outgoing) => {
    Object.defineProperty(incoming.socket, 'remoteAddress', { value: undefined });
    listener(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await exchange(typeof address === 'object' ? (address?.port ?? 0) : 0, 'GET / HTTP/1.0', '', '');
  server.close();
  expect(addresses).toEqual(['']);
});

test.for(['TRACE', 'CONNECT'])('%s, which fetch forbids, comes as a method that means nothing', async (method) => {
  const { seen, port } = await start();
  const answer = await exchange(port, `${method} /x HTTP/1.1`, 'Host: x', 'Connection: close', '', '');
  expect(answer).toContain('answered');
  expect(seen).toMatchObject([{ method, spoken: 'FORBIDDEN' }]);
});

test.for([
  ['announced', ['Content-Length: 11', '', 'elevenbytes']],
  ['not announced', ['Transfer-Encoding: chunked', '', 'b', 'elevenbytes', '0', '', '']],
] as const)('a body over the limit that is %s is left out, and ends the connection', async ([, lines]) => {
  const { seen, port } = await start();
  const answer = await exchange(port, 'POST / HTTP/1.1', 'Host: x', ...lines);
  expect(answer).toMatch(/\r\nconnection: close\r\n/i);
  expect(answer).toContain('answered');
  expect(seen).toMatchObject([{ isBodyTooLarge: true, body: '' }]);
});

test('a body of the limit comes whole', async () => {
  const { seen, port } = await start();
  await exchange(port, 'POST / HTTP/1.1', 'Host: x', 'Connection: close', 'Content-Length: 10', '', 'just bytes');
  expect(seen).toMatchObject([{ isBodyTooLarge: false, body: 'just bytes' }]);
});

test('a request line of 48 KB is read', async () => {
  const { seen, port } = await start();
  await exchange(port, `GET /?${'a'.repeat(48 * 1024)} HTTP/1.1`, 'Host: x', 'Connection: close', '', '');
  expect(seen).toHaveLength(1);
});
