import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { listen } from '../../src/http.ts';
import { createHttpTransport, createMemoryTransport, type TransportRequest } from '../../src/tione/transport.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const never = (): AbortSignal => new AbortController().signal;

/** A server on a free port, the sockets it has seen, and a transport to it. */
async function setUp(listener: RequestListener) {
  const sockets = new Set<Socket>();
  const server = await listen(
    (request, response) => {
      sockets.add(request.socket);
      listener(request, response);
    },
    { host: '127.0.0.1', port: 0 },
  );
  const transport = createHttpTransport();
  // The transport first: it waits for its own connections.
  closing.push(transport.close, () => server.close());
  const send = (change: Partial<TransportRequest> = {}) =>
    transport.send({ method: 'POST', url: `${server.url}/`, signal: never(), ...change });
  return { send, sockets, server, transport };
}

test('100 requests one after the other share a connection or two', async () => {
  const { send, sockets } = await setUp((_request, response) => response.end('ok'));
  for (let index = 0; index < 100; index += 1) expect((await send()).text).toBe('ok');
  // The text of an answer may be there before its connection is free again.
  expect(sockets.size).toBeLessThanOrEqual(2);
});

test('600 requests at once share 512 connections', async () => {
  const { send, sockets } = await setUp((_request, response) => response.end('ok'));
  const answers = await Promise.all(Array.from({ length: 600 }, () => send()));
  expect(answers.every(({ text }) => text === 'ok')).toBe(true);
  expect(sockets.size).toBe(512);
});

test('method, path with query, headers and body arrive exactly as given', async () => {
  const arrived: unknown[] = [];
  const { send, server } = await setUp((request, response) => {
    const { method, url, headers } = request;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { host, 'content-type': type, 'content-length': length, 'x-tc-token': token } = headers;
      arrived.push({ method, url, host, type, length, token, body: Buffer.concat(chunks).toString() });
      response.end();
    });
  });
  const headers = { host: 'tione.example:8443', 'content-type': 'application/json', 'x-tc-token': 'T+/=' };
  await send({ headers, body: '{"Values":["车牌"]}' });
  await send({ method: 'GET', url: `${server.url}/a/b?c=%E8%BD%A6&d`, headers: {} });
  expect(arrived).toEqual([
    {
      method: 'POST',
      url: '/',
      host: 'tione.example:8443',
      type: 'application/json',
      length: '21',
      token: 'T+/=',
      body: '{"Values":["车牌"]}',
    },
    expect.objectContaining({ method: 'GET', url: '/a/b?c=%E8%BD%A6&d', host: server.url.slice('http://'.length) }),
  ]);
});

test.for([200, 204, 302, 404, 413, 500, 502])(
  'HTTP status %i is an answer with its text, not a fault',
  async (status) => {
    const { send, sockets } = await setUp((_request, response) => {
      const text = status === 204 ? '' : '<html>吗</html>';
      response.writeHead(status, { location: 'http://127.0.0.1:1/', date: 'Mon, 06 May 2024 07:08:09 GMT' }).end(text);
    });
    expect(await send()).toEqual({
      status,
      text: status === 204 ? '' : '<html>吗</html>',
      date: 'Mon, 06 May 2024 07:08:09 GMT',
    });
    expect(sockets.size).toBe(1);
  },
);

test('an answer without a date has none', async () => {
  const { send } = await setUp((_request, response) => {
    response.sendDate = false;
    response.end('ok');
  });
  expect((await send()).date).toBeUndefined();
});

test.for(['before the answer', 'within the answer'])(
  'an abort %s ends the exchange on the server and rejects with its reason',
  async (when) => {
    const caller = new AbortController();
    const reason = new Error('no longer wanted');
    const closed = new Promise<boolean>((resolve) => {
      void setUp((_request, response) => {
        response.on('close', () => {
          resolve(response.writableFinished);
        });
        if (when === 'within the answer') response.write('half');
        caller.abort(reason);
      }).then(async ({ send }) => {
        await expect(send({ signal: caller.signal })).rejects.toBe(reason);
      });
    });
    expect(await closed).toBe(false);
  },
);

test('an abort within the answer, after its first half has arrived, closes the socket', async () => {
  const caller = new AbortController();
  let closed: Promise<unknown> = Promise.resolve('no request came');
  const { send } = await setUp((request, response) => {
    closed = new Promise<void>((resolve) => request.socket.once('close', resolve));
    request.socket.on('error', () => undefined);
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half', () => {
      setImmediate(() => {
        caller.abort();
      });
    });
  });
  await expect(send({ signal: caller.signal })).rejects.toThrow(/abort/i);
  expect(await closed).not.toBe('no request came');
});

test('a signal that has aborted already opens no connection', async () => {
  const { send, sockets } = await setUp((_request, response) => response.end('ok'));
  const reason = new Error('too late');
  await expect(send({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(sockets.size).toBe(0);
});

test('a refused connection, a dropped one and a truncated answer reject', async () => {
  const { send, server } = await setUp((request, response) => {
    if (request.url === '/drop') request.socket.destroy();
    else {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half', () => request.socket.end());
    }
  });
  await expect(send({ url: `${server.url}/drop` })).rejects.toThrow('other side closed');
  await expect(send({ url: `${server.url}/truncate` })).rejects.toThrow('other side closed');
  await server.close();
  await expect(send()).rejects.toThrow(/ECONNREFUSED/);
});

test('an answer above 50 MB is refused, one of exactly that size is not', async () => {
  const limit = 50 * 1024 * 1024;
  const megabyte = Buffer.alloc(1024 * 1024, 'x');
  const { send, server } = await setUp((request, response) => {
    response.on('error', () => undefined);
    response.writeHead(200, { 'content-type': 'application/json' });
    for (let sent = 0; sent < 50; sent += 1) response.write(megabyte);
    response.end(request.url === '/more' ? 'x' : '');
  });
  expect((await send()).text).toHaveLength(limit);
  await expect(send({ url: `${server.url}/more` })).rejects.toThrow(/max/i);
});

test('closing waits for the running request', async () => {
  const order: string[] = [];
  const transport = createHttpTransport();
  let closed: Promise<unknown> = Promise.resolve();
  const server = await listen(
    (_request, response) => {
      closed = transport.close().then(() => order.push('closed'));
      setImmediate(() => response.end('answered'));
    },
    { host: '127.0.0.1', port: 0 },
  );
  closing.push(() => server.close());
  order.push((await transport.send({ method: 'GET', url: server.url, signal: never() })).text);
  await closed;
  expect(order).toEqual(['answered', 'closed']);
});

test('a memory transport hands over method, URL, headers and body, and reads status, text and date', async () => {
  const arrived: unknown[] = [];
  const send = createMemoryTransport(async (request) => {
    const { method, url, headers } = request;
    arrived.push({ method, url, action: headers.get('x-tc-action'), body: await request.text() });
    return new Response('答', { status: 418, headers: { date: 'Mon, 06 May 2024 07:08:09 GMT' } });
  });
  const url = 'http://127.0.0.1/?a=%20';
  expect(await send({ method: 'POST', url, headers: { 'x-tc-action': 'A' }, body: '问', signal: never() })).toEqual({
    status: 418,
    text: '答',
    date: 'Mon, 06 May 2024 07:08:09 GMT',
  });
  expect(arrived).toEqual([{ method: 'POST', url, action: 'A', body: '问' }]);
});

test('a memory transport rejects when the connection is dropped and when the answer breaks off', async () => {
  const request: TransportRequest = { method: 'POST', url: 'http://127.0.0.1/', body: '{}', signal: never() };
  await expect(createMemoryTransport(() => Response.error())(request)).rejects.toThrow('the connection was dropped');
  const broken = new ReadableStream({
    pull: () => Promise.reject(new Error('broken off')),
  });
  await expect(createMemoryTransport(() => new Response(broken))(request)).rejects.toThrow('broken off');
});

test('a memory transport does not call the handler when the signal has aborted already', async () => {
  let calls = 0;
  const send = createMemoryTransport(() => new Response(String((calls += 1))));
  const reason = new Error('too late');
  const signal = AbortSignal.abort(reason);
  await expect(send({ method: 'GET', url: 'http://127.0.0.1/', signal })).rejects.toBe(reason);
  expect(calls).toBe(0);
});

test.for<[string, () => Response | Promise<Response>]>([
  ['never answers', () => new Promise<Response>(() => undefined)],
  ['never ends its answer', () => new Response(new ReadableStream())],
])('an abort rejects at once although the handler %s', async ([, handler]) => {
  const caller = new AbortController();
  let seen: AbortSignal | undefined;
  const send = createMemoryTransport((request) => {
    seen = request.signal;
    setImmediate(() => {
      caller.abort(new Error('no longer wanted'));
    });
    return handler();
  });
  await expect(send({ method: 'GET', url: 'http://127.0.0.1/', signal: caller.signal })).rejects.toThrow(
    'no longer wanted',
  );
  expect(seen?.aborted).toBe(true);
});
