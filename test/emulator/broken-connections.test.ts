import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from 'vitest';
import type { Faults } from '../../src/emulator/faults.ts';
import { createStall } from '../../src/emulator/stall.ts';
import { listen, toNodeListener, type Listening } from '../../src/http.ts';
import { pinnedEmulator, send, signedCall, toRequest } from './harness.ts';

const list = 'DescribeTrainingModels';
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

function emulatorWith(faults: Faults) {
  const emulator = pinnedEmulator({ rateLimit: 1_000_000, sleep: () => Promise.resolve() });
  emulator.faults.set(faults);
  return emulator;
}

type Emulator = ReturnType<typeof emulatorWith>;

/** A server that tells how calls end for the emulator. */
async function started(emulator: Emulator) {
  const ends: Promise<string>[] = [];
  const listener = toNodeListener(
    (request, connection) => {
      const answer = emulator.fetch(request, connection);
      ends.push(
        answer.then(
          ({ type }) => type,
          (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
        ),
      );
      return answer;
    },
    { maxBodyBytes: 1_000_000 },
  );
  const server: Listening = await listen(listener, { host: '127.0.0.1', port: 0 });
  closing.push(() => server.close());
  return { server, ends };
}

function open(url: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const { headers, body = '' } = signedCall(list, { Limit: 1 });
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': String(body.length) }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.write(['POST / HTTP/1.1', ...lines, '', body].join('\r\n'));
  return socket;
}

/** All bytes of an answer, and how the connection ended: in good order, or with an error. */
function exchange(url: string): Promise<{ readonly head: string; readonly body: string; readonly end: string }> {
  const socket = open(url);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return new Promise((resolve) => {
    const end = (how: string): void => {
      socket.destroy();
      const [head = '', body = ''] = text.split('\r\n\r\n', 2);
      resolve({ head, body, end: how });
    };
    socket.on('end', () => {
      end('closed');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      end(error.code ?? error.message);
    });
  });
}

test('a connection that is dropped is closed in good order and says nothing', async () => {
  const { server } = await started(emulatorWith({ dropConnection: true }));
  expect(await exchange(server.url)).toEqual({ head: '', body: '', end: 'closed' });
});

test('a connection that is reset before the body has sent the headers', async () => {
  const emulator = emulatorWith({ resetConnection: 'before-body' });
  const { server } = await started(emulator);
  const { head, body, end } = await exchange(server.url);
  expect(head).toMatch(/^HTTP\/1.1 200 OK\r\n.*content-length: \d{3,}/s);
  expect([body, end]).toEqual(['', 'ECONNRESET']);
  await expect(send(server.url, '/', signedCall(list, {}))).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(emulator.calls.snapshot()).toMatchObject({ total: 2, refused: 0, recent: [{ code: null }, { code: null }] });
});

test('a connection that is reset after the body has sent all of it, and not its end', async () => {
  const emulator = emulatorWith({ resetConnection: { value: 'after-body', times: 2 } });
  const { server } = await started(emulator);
  const { head, body, end } = await exchange(server.url);
  expect(head).toMatch(/transfer-encoding: chunked/i);
  expect(head).not.toMatch(/content-length/i);
  expect(body.endsWith('\r\n')).toBe(true);
  expect(JSON.parse(body.split('\r\n')[1] ?? '')).toMatchObject({ Response: { TrainingModels: [{}] } });
  expect(end).toBe('ECONNRESET');
  await expect(send(server.url, '/', signedCall(list, {}))).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect((await send(server.url, '/', signedCall(list, {}))).status).toBe(200);
});

test('a body that fills more than one buffer has gone out before its connection is reset', async () => {
  const emulator = emulatorWith({ resetConnection: 'after-body' });
  const Tags = [{ TagKey: 'large', TagValue: 'x'.repeat(40_000) }];
  emulator.store.insert({ Tags, CreateTime: '2030-01-01 00:00:00' });
  const { server } = await started(emulator);
  const { body, end } = await exchange(server.url);
  expect(JSON.parse(body.split('\r\n')[1] ?? '')).toMatchObject({ Response: { TrainingModels: [{ Tags }] } });
  expect(end).toBe('ECONNRESET');
});

test('in memory a reset is a body that errors, at once or after all of it', async () => {
  const emulator = emulatorWith({
    resetConnection: [
      { value: 'before-body', times: 1 },
      { value: 'after-body', times: 1 },
    ],
  });
  const [before, after] = [
    await emulator.fetch(toRequest(signedCall(list, { Limit: 1 }))),
    await emulator.fetch(toRequest(signedCall(list, { Limit: 1 }))),
  ];
  await expect(before.body?.getReader().read()).rejects.toMatchObject({ code: 'ECONNRESET' });
  const reader = after.body?.getReader();
  const whole = Buffer.from((await reader?.read())?.value ?? []).toString();
  expect(JSON.parse(whole)).toMatchObject({ Response: { TrainingModels: [{}] } });
  await expect(reader?.read()).rejects.toMatchObject({ code: 'ECONNRESET' });
});

/** Waits until so many calls are booked with their parameters: those that stall are held from then on. */
async function booked(emulator: Emulator, count: number): Promise<void> {
  while (emulator.calls.snapshot().recent.filter(({ params }) => params !== null).length < count) await turn();
}

test('a stalled call ends when its client goes away, and is booked as what it would have been', async () => {
  const emulator = emulatorWith({ stall: { times: 2 }, errorCode: { value: 'InternalError', times: 1 } });
  const { server, ends } = await started(emulator);
  const sockets = [open(server.url), open(server.url)];
  await booked(emulator, 1);
  while (emulator.calls.snapshot().total < 2 || emulator.faults.get().stall !== undefined) await turn();
  for (const socket of sockets) socket.destroy();
  expect(await Promise.all(ends)).toEqual(['AbortError', 'AbortError']);
  expect(emulator.calls.snapshot()).toMatchObject({ total: 2, refused: 1 });
  expect((await send(server.url, '/', signedCall(list, {}))).status).toBe(200);
});

test.for(['at once', 'later'])('in memory a stalled call ends with the signal of its request, %s', async (when) => {
  const gone = new AbortController();
  if (when === 'at once') gone.abort(new Error('enough'));
  const answer = emulatorWith({ stall: true }).fetch(
    new Request(toRequest(signedCall(list, {})), { signal: gone.signal }),
  );
  const ended = expect(answer).rejects.toThrow('enough');
  await turn();
  gone.abort(new Error('enough'));
  await ended;
});

test('a stalled call hears that its client is gone after garbage was collected', async () => {
  setFlagsFromString('--expose-gc');
  // The name is there once the flag is set.
  const collect = runInNewContext('gc') as () => void;
  const emulator = emulatorWith({ stall: true });
  const gone = new AbortController();
  // In a function of its own, because a function that waits keeps what it made.
  const begin = () => emulator.fetch(new Request(toRequest(signedCall(list, {})), { signal: gone.signal }));
  const ended = expect(begin()).rejects.toThrow('enough');
  await booked(emulator, 1);
  for (let index = 0; index < 3; index += 1) {
    await turn();
    collect();
  }
  gone.abort(new Error('enough'));
  await ended;
});

test('a server that closes cuts stalled calls after its grace, and at once when the emulator is closed', async () => {
  const emulator = emulatorWith({ stall: true });
  const first = await started(emulator);
  const cut = exchange(first.server.url);
  await booked(emulator, 1);
  await first.server.close(0);
  expect([await cut, await Promise.all(first.ends)]).toEqual([{ head: '', body: '', end: 'closed' }, ['AbortError']]);

  const second = await started(emulator);
  const dropped = exchange(second.server.url);
  await booked(emulator, 2);
  emulator.close();
  await second.server.close(600_000);
  expect([await dropped, await Promise.all(second.ends)]).toEqual([{ head: '', body: '', end: 'closed' }, ['error']]);
  expect((await emulator.fetch(toRequest(signedCall(list, {})))).type).toBe('error');
});

test('of more than 10000 stalled calls the oldest is let go', async () => {
  const stall = createStall();
  const hold = () => stall.hold(new Request('http://localhost/'));
  const oldest = hold();
  const others = Array.from({ length: 9_999 }, hold);
  expect(await Promise.race([oldest.then(() => 'let go'), turn('held')])).toBe('held');
  const last = hold();
  expect((await oldest).type).toBe('error');
  expect(await Promise.race([...others, last, turn('held')])).toBe('held');
  stall.close();
  expect((await last).type).toBe('error');
});

test('stalled calls whose clients went away are forgotten', async () => {
  const stall = createStall();
  const first = stall.hold(new Request('http://localhost/'));
  const leave = Array.from({ length: 9_999 }, () => {
    const gone = new AbortController();
    const held = stall.hold(new Request('http://localhost/', { signal: gone.signal }));
    gone.abort();
    return held;
  });
  expect(new Set((await Promise.allSettled(leave)).map(({ status }) => status))).toEqual(new Set(['rejected']));
  const others = Array.from({ length: 9_999 }, () => stall.hold(new Request('http://localhost/')));
  expect(await Promise.race([first, ...others, turn('held')])).toBe('held');
  stall.close();
});

test.for<[Faults]>([
  [{ dropConnection: { percent: 100 } }],
  [{ truncate: { percent: 100 } }],
  [{ resetConnection: { value: 'before-body', percent: 100 } }],
  [{ resetConnection: { value: 'after-body', percent: 100 } }],
  [{ stall: { percent: 100 } }],
  [{ slowBodyMs: { value: 5, percent: 100 } }],
  [{ notJson: { value: 502, percent: 100 } }],
  [{ clockSkewSeconds: 86_400, otherRequestsPerSecond: 1000, latencyMs: { from: 1, to: 2 } }],
])('after the fault %j hit all calls, some of clients that hung up, all is well', async ([faults]) => {
  const emulator = emulatorWith(faults);
  const { server, ends } = await started(emulator);
  const sockets = Array.from({ length: 30 }, () => open(server.url).on('error', () => undefined));
  const closed = sockets.map((socket) => new Promise((resolve) => socket.resume().once('close', resolve)));
  while (ends.length < sockets.length) await turn();
  for (const [index, socket] of sockets.entries()) if (faults.stall !== undefined || index % 3 === 0) socket.destroy();
  await Promise.all([...ends, ...closed]);
  emulator.faults.set({});
  expect((await send(server.url, '/', signedCall(list, {}))).status).toBe(200);
  expect(emulator.calls.snapshot().total).toBe(31);
});
