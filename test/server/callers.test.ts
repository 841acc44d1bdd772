/** Who is let in: by a token, by an API key, by a router's signature, by both, and by none. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createAuthentication } from '../../src/access/authentication.ts';
import { createKeySet } from '../../src/access/key-set.ts';
import type { AccessOptions } from '../../src/server/access-options.ts';
import { signatureHeader, signRouterRequest } from '../../src/server/router-signature.ts';
import { createSigningKey, nowSeconds, sign, tokensOf } from '../access/issuer.ts';
import { apiKey, routerSecret as secret } from '../helpers/secrets.ts';
import { createSystem } from '../helpers/system.ts';

const signingKey = await createSigningKey('first');
const keys = [
  { name: 'ci', sha256: createHash('sha256').update(apiKey).digest('hex') },
  { name: 'blind', sha256: createHash('sha256').update('key-of-blind').digest('hex'), scopes: ['x'] },
];
const authenticate = createAuthentication({ token: tokensOf(signingKey), keys });
const bearer = async (claims: Readonly<Record<string, unknown>> = {}) => ({
  authorization: `Bearer ${await sign(signingKey, claims)}`,
});
const token = await bearer();
const expired = await bearer({ exp: nowSeconds - 60 });

const query = '{ trainingModel(id: "m-608587242317024640") { name } }';
const body = JSON.stringify({ query });
const signature = { [signatureHeader]: signRouterRequest(secret, body, nowSeconds) };
const badSignature = { [signatureHeader]: signRouterRequest('x'.repeat(32), body, nowSeconds) };

function create(options: AccessOptions = {}) {
  return createSystem({ server: { authenticate, now: () => nowSeconds * 1000, ...options } });
}

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly text?: string;
}

async function send(
  system: ReturnType<typeof create>,
  headers: Readonly<Record<string, string>>,
  { path = '/graphql', method = 'POST', text = body }: Sent = {},
) {
  const response = await system.server.fetch(
    new Request(`http://127.0.0.1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: method === 'POST' ? text : null,
    }),
  );
  const answer = await response.text();
  return { status: response.status, answer, headers: response.headers, calls: system.calls().length };
}

it.each<[string, Readonly<Record<string, string>>]>([
  ['a token', token],
  ['an API key', { 'x-api-key': apiKey }],
  ['an API key as a bearer', { authorization: `Bearer ${apiKey}` }],
])('lets in with %s', async (_title, headers) => {
  expect(await send(create(), headers)).toMatchObject({
    status: 200,
    answer: '{"data":{"trainingModel":{"name":"test-model"}}}',
  });
});

it('asks for a credential where there is none, and speaks of no error', async () => {
  const { status, answer, headers, calls } = await send(create(), {}, { text: '{' });
  expect({ status, calls, challenge: headers.get('www-authenticate') }).toEqual({
    status: 401,
    calls: 0,
    challenge: 'Bearer realm="tione-graphql"',
  });
  expect(JSON.parse(answer)).toEqual({
    errors: [
      {
        message: 'Send a token or an API key, as "Authorization: Bearer …".',
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ],
  });
});

it.each<[string, Readonly<Record<string, string>>, number, string, string]>([
  [
    'an expired token',
    expired,
    401,
    'UNAUTHENTICATED',
    'error="invalid_token", error_description="The token has expired."',
  ],
  [
    'a token for others',
    await bearer({ aud: 'other' }),
    401,
    'UNAUTHENTICATED',
    'error="invalid_token", error_description="The token is not for this audience."',
  ],
  [
    'a wrong key',
    { 'x-api-key': 'wrong' },
    401,
    'UNAUTHENTICATED',
    'error="invalid_token", error_description="The API key is not known."',
  ],
  [
    'a token without the scope',
    await bearer({ scope: 'openid' }),
    403,
    'FORBIDDEN',
    'error="insufficient_scope", error_description="The scope tione:read is needed.", scope="tione:read"',
  ],
  [
    'a key without the scope',
    { 'x-api-key': 'key-of-blind' },
    403,
    'FORBIDDEN',
    'error="insufficient_scope", error_description="The scope tione:read is needed.", scope="tione:read"',
  ],
  [
    'two credentials',
    { ...token, 'x-api-key': apiKey },
    400,
    'BAD_REQUEST',
    'error="invalid_request", error_description="Send one credential: either a Bearer token or X-API-Key."',
  ],
])('refuses %s before anything is parsed, and says why', async (_title, sent, status, code, why) => {
  const refused = await send(create(), sent, { text: '{' });
  expect(refused).toMatchObject({ status, calls: 0 });
  expect(refused.headers.get('www-authenticate')).toBe(`Bearer realm="tione-graphql", ${why}`);
  expect(refused.headers.get('content-type')).toMatch(/^application\/json/);
  expect(refused.headers.get('vary')).toBe('authorization, x-api-key');
  expect(refused.answer).toContain(`"code":"${code}"`);
});

it('answers 503 while tokens cannot be checked, and lets nobody in', async () => {
  const down = createKeySet({ load: () => Promise.reject(new Error('secret.internal is down')) });
  const system = create({ authenticate: createAuthentication({ token: { ...tokensOf(), keys: down }, keys }) });
  for (const headers of [token, expired]) {
    const { status, answer, headers: answered, calls } = await send(system, headers);
    expect({ status, calls, retry: answered.get('retry-after') }).toEqual({ status: 503, calls: 0, retry: '5' });
    expect(answer).toContain('"code":"AUTHENTICATION_UNAVAILABLE"');
    expect(answer).not.toContain('internal');
    expect(answered.has('www-authenticate')).toBe(false);
  }
  expect((await send(system, { 'x-api-key': apiKey })).status).toBe(200);
});

it.each<[string, Readonly<Record<string, string>>, number]>([
  ['a signature', signature, 200],
  ['a token', token, 200],
  ['a key', { 'x-api-key': apiKey }, 200],
  ['a signature and a token', { ...signature, ...token }, 200],
  ['nothing', {}, 401],
  ['a bad signature', badSignature, 401],
  ['a bad signature and a good token', { ...badSignature, ...token }, 401],
  ['a signature and a bad token', { ...signature, ...expired }, 401],
  ['a signature and a token without the scope', { ...signature, ...(await bearer({ scope: '' })) }, 403],
  ['a bad token', expired, 401],
])('with tokens, keys and a router secret: %s', async (_title, headers, status) => {
  const answered = await send(create({ routerSecrets: [secret] }), headers);
  expect(answered.status).toBe(status);
  if (status !== 200) expect(answered.calls).toBe(0);
});

it('asks for either where both are accepted', async () => {
  const { headers } = await send(create({ routerSecrets: [secret] }), {});
  expect(headers.get('www-authenticate')).toBe('Bearer realm="tione-graphql", TIONE-HMAC-SHA256');
});

it('looks at no token where only routers are let in: it is for others', async () => {
  const system = create({ routerSecrets: [secret], authenticate: undefined });
  expect((await send(system, { ...signature, ...expired })).status).toBe(200);
  expect((await send(system, token)).status).toBe(401);
});

const paths = [
  '/graphql',
  '/graphql/',
  '//graphql',
  '/%67raphql',
  '/',
  '/x',
  '/health',
  '/health/live/',
  '/health/../graphql',
];

it.each(paths)('lets nobody in by the path %s', async (path) => {
  for (const options of [{}, { routerSecrets: [secret] }])
    for (const method of ['GET', 'POST', 'HEAD', 'PUT', 'OPTIONS'])
      expect(await send(create(options), { accept: 'text/html' }, { path, method })).toMatchObject({
        status: 401,
        calls: 0,
      });
});

it.each(['/health/live', '/health/ready'])('answers %s to anybody, whatever is sent along', async (path) => {
  for (const headers of [{}, expired, badSignature])
    expect(
      (await send(create({ routerSecrets: [secret], requestsPerCaller: 1 }), headers, { path, method: 'GET' })).status,
    ).toBe(200);
});

it('gives the page to anybody where there is one, and what it asks only to those it knows', async () => {
  const system = createSystem({
    server: { authenticate, graphiql: () => Promise.resolve({ html: '<page>', files: [] }) },
  });
  expect(await send(system, { accept: 'text/html' }, { method: 'GET' })).toMatchObject({
    status: 200,
    answer: '<page>',
  });
  expect((await send(system, {})).status).toBe(401);
  expect((await send(system, { accept: 'text/html' }, { method: 'GET', path: '/' })).status).toBe(401);
});
