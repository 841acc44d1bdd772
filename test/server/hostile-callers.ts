/** Who is not let in, by which way ever. */
import { createHmac } from 'node:crypto';
import { signatureHeader, signRouterRequest } from '../../src/server/router-signature.ts';
import { createSigningKey, sign } from '../access/issuer.ts';
import { apiKey, asks, nowSeconds, routerSecret, seen, signingKey, type Hostile } from './hostile.ts';

const body = asks(`{ trainingModel(id: "${seen}") { name } }`);
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const good = await sign(signingKey);
const [head = '', payload = '', signature = ''] = good.split('.');

/** Signed with what everybody knows, as if it was a shared secret. */
function confused(secret: string): string {
  const signed = `${base64url({ alg: 'HS256', kid: 'first' })}.${payload}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

const unknown = { status: 401, code: 'UNAUTHENTICATED' };
const tokens: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['no credential', {}],
  ['an expired token', bearer(await sign(signingKey, { exp: nowSeconds - 60 }))],
  ['a token without an end', bearer(await sign(signingKey, { exp: undefined }))],
  ['a token of tomorrow', bearer(await sign(signingKey, { nbf: nowSeconds + 86_400 }))],
  ['a token for another audience', bearer(await sign(signingKey, { aud: 'other' }))],
  ['a token of another issuer', bearer(await sign(signingKey, { iss: 'https://evil.example' }))],
  ['a token without a subject', bearer(await sign(signingKey, { sub: undefined }))],
  ['a token of a key that is not published', bearer(await sign(await createSigningKey('first')))],
  ['a token of a key by another name', bearer(await sign(signingKey, {}, { kid: '../../etc/passwd' }))],
  ['a token with alg none', bearer(`${base64url({ alg: 'none' })}.${payload}.`)],
  ['a token with alg None', bearer(`${base64url({ alg: 'None', kid: 'first' })}.${payload}.${signature}`)],
  ['a token signed with the public key as JSON', bearer(confused(JSON.stringify(signingKey.jwk)))],
  ['a token signed with the public key', bearer(confused(signingKey.jwk.x ?? ''))],
  [
    'a token with a key of its own',
    bearer(`${base64url({ alg: 'ES256', jwk: signingKey.jwk })}.${payload}.${signature}`),
  ],
  ['a token with another payload', bearer(`${head}.${base64url({ sub: 'admin', exp: nowSeconds + 60 })}.${signature}`)],
  ['a token without its signature', bearer(`${head}.${payload}.`)],
  ['a token in two halves', bearer(`${head}.${payload} ${signature}`)],
  ['a token with an odd restriction', bearer(await sign(signingKey, { tione_models: 'all' }))],
  ['a token of 100 kB', bearer(`${good}${'A'.repeat(100_000)}`)],
  ['an empty Bearer', { authorization: 'Bearer ' }],
  ['two credentials in one header', { authorization: `Bearer ${good}, Bearer ${good}` }],
  ['Basic', { authorization: `Basic ${Buffer.from(`all:${apiKey}`).toString('base64')}` }],
  ['a wrong API key', { 'x-api-key': `${apiKey}x` }],
  ['an empty API key', { 'x-api-key': '' }],
  ['an API key as its hash', { 'x-api-key': '0'.repeat(64) }],
  ['a key in a cookie', { cookie: `x-api-key=${apiKey}; authorization=Bearer ${good}` }],
  ['a name that a proxy would send', { 'x-forwarded-user': 'admin', 'x-forwarded-for': '127.0.0.1' }],
  ['a signature of another secret', { [signatureHeader]: signRouterRequest('x'.repeat(32), body, nowSeconds) }],
  ['a signature of another body', { [signatureHeader]: signRouterRequest(routerSecret, `${body} `, nowSeconds) }],
  ['an old signature', { [signatureHeader]: signRouterRequest(routerSecret, body, nowSeconds - 3_600) }],
  ['a signature of a time that is none', { [signatureHeader]: `NaN:${'0'.repeat(64)}` }],
  [
    'two signatures',
    { [signatureHeader]: `${signRouterRequest(routerSecret, body, nowSeconds)}, 1:${'0'.repeat(64)}` },
  ],
  ['a bad signature and a good key', { [signatureHeader]: 'x', 'x-api-key': apiKey }],
];

const paths = [
  '/graphql/',
  '//graphql',
  '/graphql?x',
  '/GRAPHQL',
  '/%67raphql',
  '/graphql%2f',
  '/graphql;x',
  '/x/../graphql',
  '/graphql/health/live',
  '/graphql?/health/live',
  '/health/live/../../graphql',
  '/metrics',
  '/',
];
const methods = ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND'];

export const callers: readonly Hostile[] = [
  ...tokens.map(([title, headers]) => ({ title, headers, body, ...unknown })),
  ...paths.map((path) => ({ title: `nobody at ${path}`, path, headers: {}, body, ...unknown })),
  ...methods.map((method) => ({
    title: `nobody with ${method}`,
    method,
    path: '/graphql?query={__typename}',
    headers: {},
    status: 401,
    code: 'UNAUTHENTICATED',
  })),
  {
    title: 'a token and a key',
    headers: { ...bearer(good), 'x-api-key': apiKey },
    body,
    status: 400,
    code: 'BAD_REQUEST',
  },
  {
    title: 'a token without the scope',
    headers: bearer(await sign(signingKey, { scope: 'admin' })),
    body,
    status: 403,
    code: 'FORBIDDEN',
  },
  {
    title: 'a token for no region of ours',
    headers: bearer(await sign(signingKey, { tione_regions: ['__proto__'] })),
    body,
    status: 403,
    code: 'FORBIDDEN',
  },
];
