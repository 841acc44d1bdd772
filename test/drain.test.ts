/** The end of a server: who is connected by then loses nothing, and holds it no longer than needed. */
import { EventEmitter, once } from 'node:events';
import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listen, type Listening } from '../src/http.ts';
import type { Patience } from '../src/patience.ts';
import { settle } from './helpers/clocked-system.ts';
import { connectPeer, head, type RawPeer } from './helpers/raw-peer.ts';

// Time passes only where a test lets it pass; that of sockets goes on.
beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }));

const servers: Listening[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const longMs = 60_000;
const lingerMs = 1_000;
/** Longer than what the systems of both ends hold for a peer that reads nothing. */
const longAnswer = ' '.repeat(32 * 1024 * 1024);

interface Started {
  readonly server: Listening;
  readonly connect: () => RawPeer;
  /** A peer whose first request was answered. */
  readonly connectKept: () => Promise<RawPeer>;
  /** Lets a peer ask, and resolves once the question has come. */
  readonly ask: (peer: RawPeer, path: string, method?: string) => Promise<void>;
  /** Answers all requests for /begun and /held… so far. */
  readonly release: () => void;
}

async function start(patience: Patience = {}): Promise<Started> {
  const asked = new EventEmitter();
  const held: (() => void)[] = [];
  const listener: RequestListener = ({ url = '' }, response) => {
    asked.emit(url);
    const answer = (): void => void response.end(url === '/long' ? longAnswer : `answer to ${url}.`);
    if (url === '/begun') response.write('begin of ');
    if (url === '/begun' || url.startsWith('/held')) held.push(answer);
    else answer();
  };
  const server = await listen(listener, { host: '127.0.0.1', port: 0, patience });
  servers.push(server);
  const connect = (): RawPeer => connectPeer(server.url);
  return {
    server,
    connect,
    connectKept: async () => {
      const peer = connect();
      peer.get('/first');
      await peer.has('answer to /first.');
      return peer;
    },
    ask: async (peer, path, method = 'GET') => {
      const heard = once(asked, path);
      peer.socket.write(head(path, method));
      await heard;
    },
    release: () => {
      for (const answer of held.splice(0)) answer();
    },
  };
}

/** The last answer, and whether it says that the connection ends. */
function lastOf(received: string): readonly [string | undefined, boolean] {
  const last = received.slice(received.lastIndexOf('HTTP/1.1'));
  return [/answer to \S+\./.exec(last)?.[0], /^connection: close\r$/im.test(last)];
}

/** Until connections are refused; the server itself ends when it ends. */
async function stop({ server }: Started): Promise<{ readonly closed: Promise<void> }> {
  await server.stop();
  return { closed: server.close(longMs) };
}

it('ends at once where nobody is connected', async () => {
  const { server } = await start();
  await server.close(longMs);
  await expect(fetch(server.url)).rejects.toThrow('fetch failed');
});

it('answers who sends on an idle connection after the stop, and ends with the answers', async () => {
  const started = await start();
  const [kept, fresh] = [await started.connectKept(), started.connect()];
  const { closed } = await stop(started);
  await vi.advanceTimersByTimeAsync(lingerMs - 1);
  kept.get('/kept');
  expect(lastOf(await kept.ended)).toEqual(['answer to /kept.', true]);
  await vi.advanceTimersByTimeAsync(lingerMs - 1);
  fresh.get('/fresh');
  expect(lastOf(await fresh.ended)).toEqual(['answer to /fresh.', true]);
  await closed;
});

it('waits a second for idle connections, whether they have been used or not', async () => {
  const started = await start();
  const peers = [await started.connectKept(), started.connect()];
  const { closed } = await stop(started);
  await vi.advanceTimersByTimeAsync(lingerMs);
  await closed;
  await Promise.all(peers.map(({ ended }) => ended));
});

it('reads what has come by the end of the second, however late it is noticed', async () => {
  const started = await start();
  const peer = await started.connectKept();
  const { closed } = await stop(started);
  // Timers go before what is read in the same turn.
  await settle();
  peer.get('/late');
  vi.advanceTimersByTime(lingerMs);
  expect(lastOf(await peer.ended)).toEqual(['answer to /late.', true]);
  await closed;
});

it('takes all who wait in the queue of the system, and answers when the queue is closed', async () => {
  const started = await start();
  const peers = Array.from({ length: 100 }, () => started.connect());
  for (const peer of peers) peer.get('/queued');
  // The system connects them by itself.
  await Promise.resolve();
  const { closed } = await stop(started);
  for (const peer of peers) expect(lastOf(await peer.ended)).toEqual(['answer to /queued.', true]);
  await closed;
});

it.each([
  ['a first request', (started: Started) => Promise.resolve(started.connect())],
  ['a further request', (started: Started) => started.connectKept()],
])('lets a peer finish %s that has come in half', async (_, connect) => {
  const started = await start();
  const half = await connect(started);
  half.socket.write(head('/half').slice(0, 8));
  // What is sent later comes later.
  const idle = await started.connectKept();
  const { closed } = await stop(started);
  await vi.advanceTimersByTimeAsync(lingerMs);
  await idle.ended;
  half.socket.write(head('/half').slice(8));
  expect(lastOf(await half.ended)).toEqual(['answer to /half.', true]);
  await closed;
});

it('does not wait longer for the second half than before the stop', async () => {
  const started = await start({ headersMs: 50 });
  const half = started.connect();
  half.socket.write(head('/half').slice(0, 8));
  await started.connectKept();
  const { closed } = await stop(started);
  expect(await half.ended).toMatch(/^HTTP\/1\.1 408 /);
  await vi.advanceTimersByTimeAsync(lingerMs);
  await closed;
});

it('lets a peer take its time for an answer', async () => {
  const started = await start();
  const [slow, idle] = [started.connect(), await started.connectKept()];
  slow.socket.pause();
  await started.ask(slow, '/long');
  const { closed } = await stop(started);
  await vi.advanceTimersByTimeAsync(5 * lingerMs);
  await settle();
  slow.socket.resume();
  await slow.has(longAnswer);
  await vi.advanceTimersByTimeAsync(lingerMs);
  await idle.ended;
  await closed;
});

it('goes on to read where an answer had begun before the stop, and could not say that it is the last', async () => {
  const started = await start();
  const peer = started.connect();
  peer.get('/begun');
  await peer.has('begin of ');
  const { closed } = await stop(started);
  await vi.advanceTimersByTimeAsync(1.9 * lingerMs);
  started.release();
  await peer.has('answer to /begun.');
  await vi.advanceTimersByTimeAsync(0.9 * lingerMs);
  peer.get('/next');
  expect(lastOf(await peer.ended)).toEqual(['answer to /next.', true]);
  await closed;
});

it.each([
  ['before the stop', ['/held-1', '/held-2'], []],
  ['before and after the stop', ['/held-1'], ['/held-2']],
])('answers all that a peer sent without waiting for answers, %s', async (_, before, after) => {
  const started = await start();
  const peer = await started.connectKept();
  for (const path of before) await started.ask(peer, path);
  const { closed } = await stop(started);
  for (const path of after) await started.ask(peer, path);
  started.release();
  expect((await peer.ended).match(/answer to [^.]+|connection: close/gi)).toEqual([
    'answer to /first',
    'answer to /held-1',
    'connection: close',
    'answer to /held-2',
  ]);
  await closed;
});

// Node itself forgets the connection of a CONNECT.
it.each(['GET', 'CONNECT'])('cuts a %s that is not answered within the grace', async (method) => {
  const started = await start();
  const peer = started.connect();
  await started.ask(peer, '/held', method);
  const { closed } = await stop(started);
  await vi.advanceTimersByTimeAsync(longMs);
  expect(await peer.ended).toBe('');
  await closed;
});

it('goes on without those who left while their requests were waiting', async () => {
  const started = await start();
  const peer = started.connect();
  for (const path of ['/held-1', '/held-2']) await started.ask(peer, path);
  peer.socket.destroy();
  const { closed } = await stop(started);
  await vi.advanceTimersByTimeAsync(lingerMs);
  await closed;
});
