/** Work is ended by a cancellation as by a signal, and a signal is made for those alone who ask for one. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { Cancellation, signalOf } from '../../src/tione/cancellation.ts';
import { createHttpTransport } from '../../src/tione/transport.ts';
import { never, onceAborted } from '../../src/tione/until-aborted.ts';

it('tells the one who does the work, once, and the signal, whenever that is asked for', () => {
  const cancellation = new Cancellation();
  const told: string[] = [];
  cancellation.addEventListener('abort', () => told.push('one'));
  onceAborted(cancellation, () => told.push('another'));
  onceAborted(cancellation, () => told.push('left'))();
  const before = cancellation.signal;
  expect([cancellation.aborted, before.aborted]).toEqual([false, false]);
  cancellation.abort('first');
  cancellation.abort('second');
  expect([told, cancellation.aborted, cancellation.reason]).toEqual([['one', 'another'], true, 'first']);
  expect([before.reason, cancellation.signal]).toEqual(['first', before]);
  cancellation.addEventListener('abort', () => told.push('late'));
  expect(told).toHaveLength(2);

  const late = new Cancellation();
  late.abort();
  expect(late.signal.aborted).toBe(true);
  expect(late.signal.reason).toMatchObject({ name: 'AbortError' });
  expect([signalOf(late), signalOf(never)]).toEqual([late.signal, never]);
});

it('does not tell those who stop listening while others are told', () => {
  const cancellation = new Cancellation();
  const told: string[] = [];
  cancellation.addEventListener('abort', () => {
    stop();
  });
  const stop = onceAborted(cancellation, () => told.push('stopped'));
  cancellation.abort();
  expect(told).toEqual([]);
});

it('puts nobody on the list of a signal that never aborts', () => {
  const heard: string[] = [];
  const stop = onceAborted(never, () => heard.push('never'));
  never.dispatchEvent(new Event('abort'));
  stop();
  const controller = new AbortController();
  onceAborted(controller.signal, () => heard.push('left'))();
  onceAborted(controller.signal, () => heard.push('stayed'));
  controller.abort();
  expect(heard).toEqual(['stayed']);
});

it('ends an exchange down to the socket, before it has begun and while it waits', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { send, close } = createHttpTransport();
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  try {
    const gone = new Cancellation();
    gone.abort(new Error('gone before'));
    await expect(send({ method: 'POST', url, body: '{}', signal: never, cancellation: gone })).rejects.toThrow(
      'gone before',
    );

    const cancellation = new Cancellation();
    const sent = send({ method: 'POST', url, body: '{}', signal: never, cancellation });
    const [{ socket }] = (await once(server, 'request')) as [IncomingMessage];
    const closed = once(socket, 'close');
    cancellation.abort(new Error('gone meanwhile'));
    await expect(sent).rejects.toThrow('gone meanwhile');
    await closed;

    const again = send({ method: 'POST', url, body: '{}', signal: never, cancellation: new Cancellation() });
    server.once('request', (_request, response) => response.end('answered'));
    await expect(again).resolves.toMatchObject({ status: 200, text: 'answered' });
  } finally {
    await close();
    server.close();
  }
});
