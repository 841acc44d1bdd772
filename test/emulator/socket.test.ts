import { afterEach, expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { pinnedEmulator, send, serve, signedCall } from './harness.ts';

const list = 'DescribeTrainingModels';
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function started(): Promise<{ readonly emulator: Emulator; readonly url: string; readonly host: string }> {
  const emulator = pinnedEmulator();
  const server = await serve(emulator);
  closing.push(() => server.close());
  return { emulator, url: server.url, host: new URL(server.url).host };
}

const codeIn = (text: string): unknown =>
  (JSON.parse(text) as { readonly Response: { readonly Error?: { readonly Code: string } } }).Response.Error?.Code;

test.for(['TRACE', 'PUT'])('the method %s is an unsupported protocol, and booked', async (method) => {
  const { emulator, url, host } = await started();
  const { text, status } = await send(url, '/', { ...signedCall(list, {}, { host }), method, body: undefined });
  expect([status, codeIn(text)]).toEqual([200, 'UnsupportedProtocol']);
  expect(text).toContain(method);
  expect(emulator.calls.snapshot()).toMatchObject({ total: 1, refused: 1, recent: [{ action: list }] });
});

test('a TRACE of the admin path is 405', async () => {
  const { url, host } = await started();
  const answer = await send(url, '/_emulator/calls', { method: 'TRACE', headers: { host }, body: undefined });
  expect(answer.status).toBe(405);
});

test('a GET of 32 KB is read, and one of more is too large', async () => {
  const { url, host } = await started();
  const code = async (length: number): Promise<unknown> => {
    const query = `Nothing=${'a'.repeat(length - 'Nothing='.length)}`;
    const get = signedCall(list, {}, { method: 'GET', query, host });
    return codeIn((await send(url, `/?${query}`, get)).text);
  };
  expect([await code(32 * 1024), await code(32 * 1024 + 1)]).toEqual(['UnknownParameter', 'RequestSizeLimitExceeded']);
});

const large = 'a'.repeat(12 * 1024 * 1024);

test('a body that is too large for the listener is refused in the envelope, and booked', async () => {
  const { emulator, url, host } = await started();
  const { status, headers, text } = await send(url, '/', signedCall(list, {}, { host, body: large }));
  expect([status, codeIn(text)]).toEqual([200, 'RequestSizeLimitExceeded']);
  expect(headers).toMatchObject({ connection: 'close', 'content-type': 'application/json' });
  expect(emulator.calls.snapshot().recent).toMatchObject([{ action: list, code: 'RequestSizeLimitExceeded' }]);
});

test('a body that is too large for the admin path is 413 in JSON', async () => {
  const { url, host } = await started();
  const { status, headers, text } = await send(url, '/_emulator/models', {
    method: 'POST',
    headers: { host },
    body: large,
  });
  expect([status, headers.connection]).toEqual([413, 'close']);
  expect(JSON.parse(text)).toEqual({ message: 'the body is too large' });
});
