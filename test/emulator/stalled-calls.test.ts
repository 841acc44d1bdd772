import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { createStall } from '../../src/emulator/stall.ts';
import { send, signedCall, toRequest } from './harness.ts';
import { emulatorWith, exchange, open, started } from './wire.ts';

const list = 'DescribeTrainingModels';

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
