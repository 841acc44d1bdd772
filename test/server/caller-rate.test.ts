/** How much each caller may ask: so many requests a minute, whoever it is. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAuthentication } from '../../src/access/authentication.ts';
import { listen } from '../../src/http.ts';
import { peerName } from '../../src/server/peer.ts';
import { signatureHeader, signRouterRequest } from '../../src/server/router-signature.ts';
import type { Connection } from '../../src/server/incoming.ts';
import { createSystem } from '../helpers/system.ts';
import { routerSecret as secret } from '../helpers/secrets.ts';

// The library knows no clock but this one.
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 }));
afterEach(() => vi.useRealTimers());

const body = JSON.stringify({ query: '{ __typename }' });
const keys = ['a', 'b'].map((name) => ({ name, sha256: createHash('sha256').update(`key-${name}`).digest('hex') }));

async function send(
  { server }: ReturnType<typeof createSystem>,
  headers: Readonly<Record<string, string>> = {},
  connection: Connection = {},
) {
  const request = new Request('http://127.0.0.1/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const response = await server.fetch(request, connection);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

it('refuses what is too much, says when to come back, and keeps to it', async () => {
  const system = createSystem({ server: { requestsPerCaller: 2 } });
  for (const left of ['1', '0']) {
    const { status, headers } = await send(system);
    expect({ status, policy: headers.get('ratelimit-policy'), limit: headers.get('ratelimit') }).toEqual({
      status: 200,
      policy: '"caller";q=2;w=60',
      limit: `"caller";r=${left};t=60`,
    });
    expect(headers.has('retry-after')).toBe(false);
  }
  vi.setSystemTime(Date.now() + 20_500);
  const { status, headers, text } = await send(system);
  expect({ status, retry: headers.get('retry-after'), limit: headers.get('ratelimit') }).toEqual({
    status: 429,
    retry: '40',
    limit: '"caller";r=0;t=40',
  });
  expect(JSON.parse(text)).toEqual({
    errors: [{ message: 'Too many requests: try again in 40 seconds.', extensions: { code: 'RATE_LIMITED' } }],
  });
  vi.setSystemTime(Date.now() + 39_500);
  expect((await send(system)).status).toBe(200);
});

it('counts each caller alone, wherever it calls from', async () => {
  const system = createSystem({ server: { requestsPerCaller: 1, authenticate: createAuthentication({ keys }) } });
  const statuses: number[] = [];
  for (const [name, peer] of [
    ['a', '192.0.2.1'],
    ['b', '192.0.2.1'],
    ['a', '192.0.2.2'],
  ] as const)
    statuses.push((await send(system, { 'x-api-key': `key-${name}` }, { peer })).status);
  expect(statuses).toEqual([200, 200, 429]);
});

it('counts those it does not know by their address, and believes no header about it', async () => {
  const system = createSystem({ server: { requestsPerCaller: 1 } });
  const forwarded = { 'x-forwarded-for': '198.51.100.7', forwarded: 'for=198.51.100.7', 'x-real-ip': '198.51.100.7' };
  expect((await send(system, {}, { peer: '192.0.2.1' })).status).toBe(200);
  expect((await send(system, {}, { peer: '192.0.2.2' })).status).toBe(200);
  expect((await send(system, forwarded, { peer: '192.0.2.1' })).status).toBe(429);
});

it('takes the address from the socket', async () => {
  const { server } = createSystem({ server: { requestsPerCaller: 1 } });
  const listening = await listen(server.listener, { host: '127.0.0.1', port: 0 });
  try {
    const statuses: number[] = [];
    for (const address of ['198.51.100.1', '198.51.100.2']) {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
      const response = await fetch(`${listening.url}/graphql`, { method: 'POST', headers, body });
      await response.text();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 429]);
    expect((await server.fetch(new Request('http://127.0.0.1/'), { peer: '127.0.0.1' })).status).toBe(429);
  } finally {
    await listening.close();
  }
});

it('does not count routers, which send for many', async () => {
  const server = { requestsPerCaller: 1, routerSecrets: [secret] };
  const system = createSystem({ server });
  const signature = signRouterRequest(secret, body, Math.floor(Date.now() / 1000));
  for (let count = 0; count < 3; count += 1) {
    const { status, headers } = await send(system, { [signatureHeader]: signature });
    expect({ status, limit: headers.get('ratelimit') }).toEqual({ status: 200, limit: null });
  }
});

it('counts nothing without a limit', async () => {
  const system = createSystem({ server: { requestsPerCaller: 0 } });
  expect((await send(system)).headers.has('ratelimit')).toBe(false);
});

it.each([
  [undefined, 'unknown'],
  ['', 'unknown'],
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8:0:1:aaaa::1', '2001:db8:0:1::/64'],
  ['2001:db8:0:1:bbbb:cccc:dddd:eeee', '2001:db8:0:1::/64'],
  ['2001:0DB8::2', '2001:db8:0:0::/64'],
  ['2001:db8:1::', '2001:db8:1:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('counts the address %s as %s', (address, name) => {
  expect(peerName(address)).toBe(name);
});

it('stops telling an address why it is refused, but lets in who is good', async () => {
  const system = createSystem({ server: { failuresPerPeer: 3, authenticate: createAuthentication({ keys }) } });
  const ask = (key: string, peer: string) => send(system, { 'x-api-key': key }, { peer });
  for (const status of [401, 401, 401, 429]) expect((await ask('wrong', '192.0.2.1')).status).toBe(status);
  const { text, headers } = await ask('wrong', '192.0.2.1');
  expect(text).toContain('"code":"RATE_LIMITED"');
  expect(headers.get('retry-after')).toBe('60');
  expect((await ask('key-a', '192.0.2.1')).status).toBe(200);
  expect((await ask('wrong', '192.0.2.2')).status).toBe(401);
});
