import { expect, test } from 'vitest';
import type { AccessConfig } from '../src/config-access.ts';
import { loadConfig, type Environment } from '../src/config.ts';
import { problemsOf } from './helpers/config-problems.ts';
import { routerSecret as secret } from './helpers/secrets.ts';

const hash = 'ab'.repeat(32);
const token = {
  AUTH_JWKS: 'https://issuer.example/jwks',
  AUTH_ISSUER: 'https://issuer.example',
  AUTH_AUDIENCE: 'tione',
};
const open = { HOST: '0.0.0.0' };

test.each<[Environment, Partial<AccessConfig>]>([
  [
    token,
    {
      isLocalOnly: false,
      token: {
        keySet: new URL('https://issuer.example/jwks'),
        issuer: 'https://issuer.example',
        audiences: ['tione'],
        algorithms: undefined,
        clockToleranceSeconds: 5,
      },
    },
  ],
  [
    {
      ...token,
      AUTH_JWKS: '/etc/jwks.json',
      AUTH_AUDIENCE: 'a, b',
      AUTH_ALGORITHMS: 'ES256,EdDSA',
      AUTH_CLOCK_TOLERANCE_S: '60',
    },
    {
      token: {
        keySet: '/etc/jwks.json',
        issuer: 'https://issuer.example',
        audiences: ['a', 'b'],
        algorithms: ['ES256', 'EdDSA'],
        clockToleranceSeconds: 60,
      },
    },
  ],
  [
    { AUTH_API_KEYS: `ci:${hash}, dash:${hash.toUpperCase()}:tione:read+tione:introspect` },
    {
      isLocalOnly: false,
      apiKeys: [
        { name: 'ci', sha256: hash, scopes: undefined },
        { name: 'dash', sha256: hash, scopes: ['tione:read', 'tione:introspect'] },
      ],
    },
  ],
  [{ AUTH_API_KEYS_FILE: '/etc/keys.json' }, { isLocalOnly: false, apiKeysFile: '/etc/keys.json' }],
  [{}, { isLocalOnly: true, graphiql: true, introspection: true, inspector: 'on-request', metrics: true }],
  [{ NODE_ENV: 'development' }, { inspector: 'always' }],
  [{ NODE_ENV: 'production' }, { inspector: 'on-request' }],
  [{ NODE_ENV: 'development', INSPECTOR: 'off' }, { inspector: 'off' }],
  [{ AUTH: 'none' }, { isLocalOnly: false, isOpenToAll: true, graphiql: true, introspection: true, metrics: true }],
  [
    { ...open, AUTH: 'none' },
    { isOpenToAll: true, graphiql: false, introspection: false, inspector: 'off', metrics: false },
  ],
  [
    { ...open, TIONE_ROUTER_SECRET: secret },
    { isLocalOnly: false, graphiql: false, introspection: true, inspector: 'on-request', metrics: true },
  ],
  [
    { ...open, ...token },
    { graphiql: false, introspection: true },
  ],
  [
    { ...open, AUTH: 'none', GRAPHIQL: 'true', INTROSPECTION: 'true', METRICS: 'true' },
    { graphiql: true, introspection: true, metrics: true },
  ],
  [
    { GRAPHIQL: 'false', INTROSPECTION: 'false', METRICS: 'false' },
    { graphiql: false, introspection: false, metrics: false },
  ],
  [
    { CORS_ORIGINS: 'https://a.example,http://localhost:3000' },
    { corsOrigins: ['https://a.example', 'http://localhost:3000'] },
  ],
  [{ CSRF_ALLOW_GET: 'true' }, { csrfAllowGet: true }],
  [{ AUTH: 'none' }, { requestsPerCaller: 6_000 }],
  [{ AUTH: 'none', RATE_LIMIT_PER_CALLER: '600' }, { requestsPerCaller: 600 }],
  [{ RATE_LIMIT_PER_CALLER: '0' }, { requestsPerCaller: 0 }],
  [
    { PERSISTED_DOCUMENTS: 'documents.json', PERSISTED_DOCUMENTS_ONLY: 'true' },
    { persistedFile: 'documents.json', persistedOnly: true },
  ],
])('%j says who may call, how often and for what', (env, access) => {
  expect(loadConfig(env).access).toMatchObject(access);
});

test.each(['0.0.0.0', '::', '10.0.0.1', 'graphql.example', '127.0.0.1.example'])(
  'HOST=%s is refused without anything that tells who calls, with what would',
  (host) => {
    expect(problemsOf({ HOST: host })).toEqual([
      `HOST=${host} is open to other machines, and nothing tells who calls: set AUTH_JWKS (with AUTH_ISSUER and AUTH_AUDIENCE), ` +
        'AUTH_API_KEYS, AUTH_API_KEYS_FILE or TIONE_ROUTER_SECRET, or AUTH=none to let anybody in',
    ]);
    for (const env of [token, { AUTH_API_KEYS: `ci:${hash}` }, { TIONE_ROUTER_SECRET: secret }, { AUTH: 'none' }])
      expect(loadConfig({ HOST: host, ...env }).host).toBe(host);
  },
);

test.each(['127.0.0.1', '127.9.9.9', 'localhost', '::1'])('HOST=%s is this machine, and needs nothing', (host) => {
  expect(loadConfig({ HOST: host }).access.isLocalOnly).toBe(true);
});

const keySetProblem =
  'AUTH_JWKS must be an https:// URL without a password (http:// on this machine only), or the path of a file';

test.each<[Environment, string]>([
  [{ AUTH: 'None' }, 'AUTH can only be none, for a server that anybody may call, not "None"'],
  [{ ...token, AUTH_JWKS: 'http://issuer.example/jwks' }, keySetProblem],
  [{ ...token, AUTH_JWKS: 'https://user:password@issuer.example/jwks' }, keySetProblem],
  [{ ...token, AUTH_JWKS: 'file:///etc/jwks' }, keySetProblem],
  [{ ...token, AUTH_JWKS: 'https://' }, keySetProblem],
  [
    { ...token, AUTH_ALGORITHMS: 'ES256,HS256' },
    'AUTH_ALGORITHMS must be some of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, not "ES256,HS256"',
  ],
  [
    { ...token, AUTH_ALGORITHMS: 'none' },
    'AUTH_ALGORITHMS must be some of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, not "none"',
  ],
  [
    { ...token, AUTH_CLOCK_TOLERANCE_S: '61' },
    'AUTH_CLOCK_TOLERANCE_S must be a whole number from 0 to 60 seconds, not "61"',
  ],
  [{ AUTH_API_KEYS: `ci:${hash},ci:${hash}` }, 'AUTH_API_KEYS must not name two keys alike'],
  [
    { AUTH_API_KEYS: 'ci:the-key-itself' },
    'AUTH_API_KEYS must be NAME:SHA256 or NAME:SHA256:SCOPE+SCOPE, the hash of the key in hex, such as from: tione-graphql key',
  ],
  [
    { AUTH_API_KEYS: ',' },
    'AUTH_API_KEYS must be NAME:SHA256 or NAME:SHA256:SCOPE+SCOPE, the hash of the key in hex, such as from: tione-graphql key',
  ],
  [{ AUTH: 'none', ...token }, 'AUTH=none lets anybody in: unset it, or AUTH_JWKS'],
  [
    { AUTH: 'none', TIONE_ROUTER_SECRET: secret, AUTH_API_KEYS: `ci:${hash}` },
    'AUTH=none lets anybody in: unset it, or AUTH_API_KEYS and TIONE_ROUTER_SECRET',
  ],
  [{ CORS_ORIGINS: '*' }, 'CORS_ORIGINS must be origins such as https://console.example, separated by commas, not "*"'],
  [
    { CORS_ORIGINS: 'https://a.example/' },
    'CORS_ORIGINS must be origins such as https://console.example, separated by commas, not "https://a.example/"',
  ],
  [{ METRICS: '1' }, 'METRICS must be true or false, not "1"'],
  [{ GRAPHIQL: 'yes' }, 'GRAPHIQL must be true or false, not "yes"'],
  [{ RATE_LIMIT_PER_CALLER: '-1' }, 'RATE_LIMIT_PER_CALLER must be a whole number from 0 to 1000000, not "-1"'],
  [
    { PERSISTED_DOCUMENTS_ONLY: 'true' },
    'PERSISTED_DOCUMENTS is missing: with PERSISTED_DOCUMENTS_ONLY=true nothing could be run',
  ],
])('%j is refused with what to do', (env, problem) => {
  expect(problemsOf(env)).toEqual([problem]);
});

test.each(['AUTH_JWKS', 'AUTH_ISSUER', 'AUTH_AUDIENCE'])('tokens need %s, too', (name) => {
  const problem = `${name} is missing: tokens need AUTH_JWKS, AUTH_ISSUER, AUTH_AUDIENCE`;
  expect(problemsOf({ ...token, [name]: undefined })).toEqual([problem]);
});

test('an audience of nothing but commas is none', () => {
  expect(problemsOf({ ...token, AUTH_AUDIENCE: ',' })).toEqual(['AUTH_AUDIENCE must name an audience']);
});
