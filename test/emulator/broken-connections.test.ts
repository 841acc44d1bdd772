import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Faults } from '../../src/emulator/faults.ts';
import { send, signedCall, toRequest } from './harness.ts';
import { emulatorWith, exchange, open, started } from './wire.ts';

const list = 'DescribeTrainingModels';

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
