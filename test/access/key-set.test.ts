/** Keys of an issuer: from an address and from a file, as they change, and while they cannot be read. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { cooldownMs, createKeySet, maxAgeMs, refreshAfterMs } from '../../src/access/key-set.ts';
import { createKeySetLoader } from '../../src/access/load-key-set.ts';
import { AccessRefusal } from '../../src/access/refusal.ts';
import { callerOfToken } from '../../src/access/token.ts';
import { listen } from '../../src/http.ts';
import { createSigningKey, sign, tokensOf, type SigningKey } from './issuer.ts';

const first = await createSigningKey('first');
const second = await createSigningKey('second');

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function serve(listener: RequestListener): Promise<URL> {
  const listening = await listen(listener, { host: '127.0.0.1', port: 0 });
  cleanups.push(() => listening.close());
  return new URL('/jwks?v=1', listening.url);
}

/** An issuer whose published keys, state and clock the test sets. */
function createPublished(...keys: SigningKey[]) {
  const state = { keys, isDown: false, nowMs: 1_000_000, loads: 0, troubles: [] as unknown[] };
  const find = createKeySet({
    load: () => {
      state.loads += 1;
      return state.isDown
        ? Promise.reject(new Error('down'))
        : Promise.resolve({ keys: state.keys.map(({ jwk }) => jwk) });
    },
    now: () => state.nowMs,
    onTrouble: (error) => void state.troubles.push(error),
  });
  const check = async (key: SigningKey): Promise<string> =>
    callerOfToken(await sign(key), { ...tokensOf(), keys: find }).then(
      ({ kind }) => kind,
      (error: unknown) => (error instanceof AccessRefusal ? error.reason : String(error)),
    );
  return { state, check };
}

it('reads the keys once for many tokens at a time', async () => {
  const { state, check } = createPublished(first);
  expect(await Promise.all(Array.from({ length: 20 }, () => check(first)))).toEqual(Array(20).fill('token'));
  expect(state.loads).toBe(1);
});

it('reads them anew for a key that is new, and takes no key that is gone', async () => {
  const { state, check } = createPublished(first);
  expect(await check(first)).toBe('token');
  state.keys = [second];
  state.nowMs += cooldownMs;
  expect(await check(second)).toBe('token');
  expect(await check(first)).toBe('invalid-token');
  expect(state.loads).toBe(2);
});

it('asks the issuer no more often for keys that do not exist', async () => {
  const { state, check } = createPublished(first);
  await check(first);
  for (let count = 0; count < 5; count += 1) expect(await check(second)).toBe('invalid-token');
  expect(state.loads).toBe(1);
  state.nowMs += cooldownMs;
  await Promise.all(Array.from({ length: 5 }, () => check(second)));
  expect(state.loads).toBe(2);
});

it('cannot tell who calls while the keys cannot be read, and tries again', async () => {
  const { state, check } = createPublished(first);
  state.isDown = true;
  expect(await check(first)).toBe('unavailable');
  expect(await check(first)).toBe('unavailable');
  expect({ loads: state.loads, troubles: state.troubles.length }).toEqual({ loads: 1, troubles: 1 });
  state.isDown = false;
  state.nowMs += cooldownMs;
  expect(await check(first)).toBe('token');
});

it('cannot tell whether a key is new while the keys cannot be read', async () => {
  const { state, check } = createPublished(first);
  await check(first);
  state.isDown = true;
  state.nowMs += cooldownMs;
  expect(await check(second)).toBe('unavailable');
  expect(await check(second)).toBe('unavailable');
  expect(await check(first)).toBe('token');
});

it('goes on with known keys while the issuer is away, but not for long', async () => {
  const { state, check } = createPublished(first);
  await check(first);
  state.isDown = true;
  state.nowMs += refreshAfterMs;
  expect(await check(first)).toBe('token');
  expect(state.loads).toBe(2);
  state.nowMs += maxAgeMs - refreshAfterMs;
  expect(await check(first)).toBe('unavailable');
  state.isDown = false;
  state.nowMs += cooldownMs;
  expect(await check(first)).toBe('token');
});

it('lets go of a withdrawn key after some minutes, though nobody brings a new one', async () => {
  const { state, check } = createPublished(first);
  await check(first);
  state.keys = [second];
  state.nowMs += maxAgeMs;
  expect(await check(first)).toBe('invalid-token');
});

it.each<[string, unknown]>([
  ['no set', { keys: 'none' }],
  ['null', null],
  ['a list', []],
])('takes %s for no keys', async (_title, content) => {
  const find = createKeySet({ load: () => Promise.resolve(content) });
  await expect(callerOfToken(await sign(first), { ...tokensOf(), keys: find })).rejects.toMatchObject({
    reason: 'unavailable',
  });
});

it('takes no shared secret out of a set', async () => {
  const secret = { kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url'), kid: 'first' };
  const find = createKeySet({ load: () => Promise.resolve({ keys: [secret] }) });
  await expect(callerOfToken(await sign(first), { ...tokensOf(), keys: find })).rejects.toMatchObject({
    reason: 'invalid-token',
  });
});

it('reads a set from an address', async () => {
  const targets: (string | undefined)[] = [];
  const url = await serve(({ url: target }, response) => {
    targets.push(target);
    response.end(JSON.stringify({ keys: [first.jwk] }));
  });
  expect(await createKeySetLoader(url)()).toEqual({ keys: [first.jwk] });
  expect(targets).toEqual(['/jwks?v=1']);
});

it('follows no redirect', async () => {
  let asked = 0;
  const elsewhere = await serve((_, response) => {
    asked += 1;
    response.end(JSON.stringify({ keys: [second.jwk] }));
  });
  const url = await serve((_, response) => response.writeHead(302, { location: elsewhere.href }).end());
  await expect(createKeySetLoader(url)()).rejects.toThrow('HTTP 302');
  expect(asked).toBe(0);
});

it.each<[string, RequestListener]>([
  ['a failure', (_, response) => response.writeHead(500).end('{"keys":[]}')],
  ['no JSON', (_, response) => response.end('<html>')],
  ['more than 256 kB', (_, response) => response.end(JSON.stringify({ keys: [], padding: 'x'.repeat(300_000) }))],
  ['a broken connection', (_, response) => response.destroy()],
])('rejects when the address answers with %s', async (_title, listener) => {
  await expect(createKeySetLoader(await serve(listener))()).rejects.toThrow();
});

it('rejects when nobody listens there', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise((resolve) => server.close(resolve));
  await expect(createKeySetLoader(new URL(`http://127.0.0.1:${String(port)}/`))()).rejects.toThrow();
});

it('reads a set from a file, anew each time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tione-graphql-keys-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  const path = join(folder, 'jwks.json');
  const load = createKeySetLoader(path);
  await expect(load()).rejects.toThrow('ENOENT');
  for (const key of [first, second]) {
    await writeFile(path, JSON.stringify({ keys: [key.jwk] }));
    expect(await load()).toEqual({ keys: [key.jwk] });
  }
});
