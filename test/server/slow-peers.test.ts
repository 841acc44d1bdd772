/** Peers that send or read too slowly, or not at all: their connection ends, and nobody else notices. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { listen } from '../../src/http.ts';
import type { Patience } from '../../src/patience.ts';
import type { HiddenError } from '../../src/server/error-mapping.ts';
import { createSystem } from '../helpers/system.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** Longer than any test: what is not looked at never ends by itself. */
const never = 600_000;
const soon = 50;
/** Long enough for a peer that reads all it is sent, on a machine that is busy with others. */
const enough = 1_000;

/** Longer than what the systems of both ends hold for a peer that reads nothing. */
const longPage = `<page>${' '.repeat(32 * 1024 * 1024)}`;

async function start(patience: Patience, render = () => Promise.resolve({ html: longPage, files: [] })) {
  const hidden: HiddenError[] = [];
  const system = createSystem({
    server: { graphiql: render, onHidden: (error) => void hidden.push(error) },
  });
  const listening = await listen(system.server.listener, {
    host: '127.0.0.1',
    port: 0,
    patience: { headersMs: never, requestMs: never, answerMs: never, ...patience },
  });
  cleanups.push(() => listening.close());
  const open = () => connect(Number(new URL(listening.url).port), '127.0.0.1');
  return { open, hidden, calls: () => system.calls() };
}

const post = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

it.each<[string, Patience, string]>([
  ['nothing at all', { headersMs: soon }, ''],
  ['a request line that does not end', { headersMs: soon }, 'POST /gra'],
  ['headers that do not end', { headersMs: soon }, `${post}X-A: `],
  ['no body, where one was announced', { requestMs: soon, headersMs: soon }, `${post}Content-Length: 40\r\n\r\n`],
  ['half a body', { requestMs: soon, headersMs: soon }, `${post}Content-Length: 40\r\n\r\n{"query":`],
  [
    'a chunk that does not end',
    { requestMs: soon, headersMs: soon },
    `${post}Transfer-Encoding: chunked\r\n\r\nff\r\n{`,
  ],
  [
    'chunks that do not end',
    { requestMs: soon, headersMs: soon },
    `${post}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`,
  ],
])('ends the connection of a peer that sends %s', async (_title, patience, sent) => {
  const { open, hidden, calls } = await start(patience);
  const socket = open();
  socket.write(sent);
  expect((await text(socket)).split('\r\n')[0]).toBe('HTTP/1.1 408 Request Timeout');
  expect(hidden).toEqual([]);
  expect(calls()).toEqual([]);
});

it('ends the connection of a peer that sends a byte now and then', async () => {
  const { open, hidden } = await start({ requestMs: 4 * soon, headersMs: 4 * soon });
  const socket = open();
  socket.on('error', () => undefined);
  socket.write(`${post}Content-Length: 100000\r\n\r\n`);
  const drip = setInterval(() => socket.write(' '), 5);
  // A byte that comes after the end resets the connection, which may overtake the answer.
  const told = await text(socket).catch((error: unknown) => (error as NodeJS.ErrnoException).code);
  expect(told).toMatch(/^HTTP\/1\.1 408 |^ECONNRESET$/);
  clearInterval(drip);
  expect(hidden).toEqual([]);
});

it('ends the connection of a peer that reads nothing of its answer', async () => {
  const { open, hidden } = await start({ answerMs: enough });
  const socket = open().pause();
  // It may end before anybody looks.
  const ended = once(socket, 'error');
  socket.write('GET /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n\r\n');
  const other = open();
  other.write('GET /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nConnection: close\r\n\r\n');
  expect((await text(other)).length).toBeGreaterThan(longPage.length);
  // Written to, a connection that has ended says so.
  const knock = setInterval(() => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), 5);
  expect(await ended).toMatchObject([{ code: expect.stringMatching(/EPIPE|ECONNRESET/) as unknown }]);
  clearInterval(knock);
  socket.destroy();
  expect(hidden).toEqual([]);
});

it('waits for an answer of its own for longer than for peers', async () => {
  const { open } = await start({ answerMs: soon }, () => delay(4 * soon, { html: '<page>', files: [] }));
  const socket = open();
  socket.write('GET /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nConnection: close\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 [^]*<page>$/);
});

it('answers a peer that takes its time within what it may, and keeps its connection', async () => {
  const { open } = await start({});
  const socket = open();
  for (const character of `${post}Content-Length: 26\r\n\r\n{"query":"{ __typename }"}`) socket.write(character);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
  socket.end(`${post}Connection: close\r\nContent-Length: 26\r\n\r\n{"query":"{ __typename }"}`);
  expect(await text(socket)).toMatch(/\{"data":\{"__typename":"Query"\}\}$/);
});
