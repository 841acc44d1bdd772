/** Who may read `/metrics`, and how. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createAuthentication } from '../../src/access/authentication.ts';
import type { AccessOptions } from '../../src/server/access-options.ts';
import { signatureHeader, signRouterRequest } from '../../src/server/router-signature.ts';
import type { ServerOptions } from '../../src/server/yoga.ts';
import { createSigningKey, nowSeconds, sign, tokensOf } from '../access/issuer.ts';
import { apiKey, routerSecret } from '../helpers/secrets.ts';
import { createSystem } from '../helpers/system.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const signingKey = await createSigningKey('first');
const keys = [
  { name: 'reader', sha256: sha256(apiKey) },
  { name: 'scraper', sha256: sha256('key-of-scraper'), scopes: ['tione:metrics'] },
  { name: 'both', sha256: sha256('key-of-both'), scopes: ['tione:metrics', 'tione:read'] },
];
const authenticate = createAuthentication({ token: tokensOf(signingKey), keys });
const tokenWith = async (scope: string) => ({ authorization: `Bearer ${await sign(signingKey, { scope })}` });
const text = '# HELP up Whether it is.\n# TYPE up gauge\nup 1\n';
const contentType = 'text/plain; version=0.0.4; charset=utf-8';
const page = { metrics: () => Promise.resolve({ text, contentType }) };

function create(options: AccessOptions & Partial<Pick<ServerOptions, 'metrics' | 'onHidden'>> = {}) {
  return createSystem({ server: { ...page, now: () => nowSeconds * 1000, ...options } });
}

const query = '{ __typename }';
const body = JSON.stringify({ query });
const signature = { [signatureHeader]: signRouterRequest(routerSecret, body, nowSeconds) };

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send(system: ReturnType<typeof create>, { path = '/metrics', method = 'GET', headers = {} }: Sent = {}) {
  const request = new Request(`http://127.0.0.1${path}`, { method, headers, body: method === 'POST' ? body : null });
  const response = await system.server.fetch(request);
  return { status: response.status, headers: response.headers, answer: await response.text() };
}

/** Status of the page, and of a query. */
async function statuses(system: ReturnType<typeof create>, headers: Readonly<Record<string, string>>) {
  const asked = { method: 'POST', path: '/graphql', headers: { ...headers, 'content-type': 'application/json' } };
  return [(await send(system, { headers })).status, (await send(system, asked)).status];
}

it('is answered in the format of Prometheus, and kept by nobody', async () => {
  const { status, headers, answer } = await send(create());
  expect([status, answer]).toEqual([200, text]);
  expect(headers.get('content-type')).toBe(contentType);
  expect(headers.get('cache-control')).toBe('no-store');
});

it('is not there where it is off, whoever asks', async () => {
  expect((await send(create({ metrics: undefined }))).status).toBe(404);
  const guarded = create({ metrics: undefined, authenticate });
  expect((await send(guarded)).status).toBe(401);
  expect((await send(guarded, { headers: { 'x-api-key': 'key-of-both' } })).status).toBe(404);
});

it('is read with GET or HEAD, and in no other way', async () => {
  const head = await send(create(), { method: 'HEAD' });
  expect([head.status, head.answer, head.headers.get('content-type')]).toEqual([200, '', contentType]);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const { status, headers, answer } = await send(create(), { method });
    expect([method, status, headers.get('allow')]).toEqual([method, 405, 'GET, HEAD']);
    expect(answer).not.toContain('up 1');
  }
});

it.each(['/metrics/', '//metrics', '/%6detrics', '/Metrics', '/health/../metrics/', '/graphql/metrics', '/metrics;x'])(
  'is at one path, and not at %s',
  async (path) => {
    const { answer } = await send(create(), { path });
    expect(answer).not.toContain('up 1');
    const guarded = create({ authenticate });
    expect((await send(guarded, { path })).status).toBe(401);
    expect((await send(guarded, { path, headers: { 'x-api-key': 'key-of-scraper' } })).status).toBe(403);
  },
);

it.each<[string, Readonly<Record<string, string>>, number, number]>([
  ['nothing', {}, 401, 401],
  ['a wrong key', { 'x-api-key': 'wrong' }, 401, 401],
  ['a key that may read', { 'x-api-key': apiKey }, 403, 200],
  ['a key for metrics alone', { 'x-api-key': 'key-of-scraper' }, 200, 403],
  ['a key for both', { authorization: 'Bearer key-of-both' }, 200, 200],
  ['a token that may read', await tokenWith('tione:read'), 403, 200],
  ['a token for metrics alone', await tokenWith('openid tione:metrics'), 200, 403],
  ['a token for both', await tokenWith('tione:read tione:metrics'), 200, 200],
  ['a token for neither', await tokenWith('openid'), 403, 403],
  ['two credentials', { 'x-api-key': 'key-of-scraper', authorization: 'Bearer key-of-scraper' }, 400, 400],
])('with tokens and keys, %s gets the page and a query answered so', async (_title, headers, ofPage, ofQuery) => {
  for (const options of [{}, { routerSecrets: [routerSecret] }])
    expect(await statuses(create({ authenticate, ...options }), headers)).toEqual([ofPage, ofQuery]);
});

it('says which scope is missing', async () => {
  const page = await send(create({ authenticate }), { headers: { 'x-api-key': apiKey } });
  expect(page.headers.get('www-authenticate')).toBe(
    'Bearer realm="tione-graphql", error="insufficient_scope", error_description="The scope tione:metrics is needed.", scope="tione:metrics"',
  );
  expect(page.answer).toContain('"code":"FORBIDDEN"');
});

it("is opened by no router's signature", async () => {
  for (const options of [{}, { authenticate }])
    for (const method of ['GET', 'POST']) {
      const { status, answer } = await send(create({ routerSecrets: [routerSecret], ...options }), {
        method,
        headers: signature,
      });
      expect([method, status]).toEqual([method, method === 'GET' ? 401 : 403]);
      expect(answer).not.toContain('up 1');
    }
  const alone = create({ routerSecrets: [routerSecret] });
  expect((await send(alone)).status).toBe(401);
  expect((await send(alone, { headers: { 'x-api-key': 'key-of-scraper' } })).status).toBe(401);
});

it('is kept from pages on the web that have their name resolved to this machine', async () => {
  const system = create({ isOwnName: (name) => name === '127.0.0.1' });
  expect((await send(system)).status).toBe(200);
  expect((await send(system, { headers: { host: 'rebound.example' } })).status).toBe(421);
});

it('counts for the limit of its caller, and only for that', async () => {
  const system = create({ authenticate, requestsPerCaller: 2 });
  const scrape = { headers: { 'x-api-key': 'key-of-scraper' } };
  expect([(await send(system, scrape)).status, (await send(system, scrape)).status]).toEqual([200, 200]);
  expect((await send(system, scrape)).status).toBe(429);
  expect((await send(system, { headers: { 'x-api-key': 'key-of-both' } })).status).toBe(200);
});

it('is an error without details when it cannot be made', async () => {
  const hidden: unknown[] = [];
  const error = new Error('the value of a gauge');
  const system = create({ metrics: () => Promise.reject(error), onHidden: (told) => void hidden.push(told.error) });
  const { status, answer } = await send(system);
  expect([status, answer]).toEqual([500, 'The metrics cannot be read. GraphQL itself answers.\n']);
  expect(hidden).toEqual([error]);
});
