/** API keys, and how a credential is found in a request. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { callerOfKey, makeApiKey, readApiKeys, type ApiKey } from '../../src/access/api-keys.ts';
import { createAuthentication } from '../../src/access/authentication.ts';
import { AccessRefusal } from '../../src/access/refusal.ts';
import { createSigningKey, sign, tokensOf } from './issuer.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const keys: readonly ApiKey[] = [
  { name: 'ci', sha256: sha256('key-of-ci') },
  { name: 'dash', sha256: sha256('key.of.dash'), scopes: ['tione:read', 'x'], rights: { regions: ['ap-shanghai'] } },
  { name: 'blind', sha256: sha256('key-of-blind'), scopes: ['x'] },
];
const signingKey = await createSigningKey('first');
const token = await sign(signingKey);
const authenticate = createAuthentication({ token: tokensOf(signingKey), keys });

const answerTo = (headers: Record<string, string>, check = authenticate): Promise<unknown> =>
  check(new Headers(headers)).then(
    (caller) => caller?.id,
    (error: unknown) => (error instanceof AccessRefusal ? `${error.reason}: ${error.message}` : error),
  );

it('knows a key by its hash, with its scopes and rights', () => {
  expect(callerOfKey(keys, 'key-of-ci')).toEqual({
    kind: 'key',
    id: 'key:ci',
    scopes: new Set(['tione:read']),
    rights: {},
  });
  expect(callerOfKey(keys, 'key.of.dash')).toMatchObject({
    scopes: new Set(['tione:read', 'x']),
    rights: { regions: ['ap-shanghai'] },
  });
  for (const wrong of ['', 'key-of-c', 'key-of-ci ', sha256('key-of-ci')])
    expect(callerOfKey(keys, wrong)).toBeUndefined();
});

it('makes keys that nobody can guess, and their hashes', () => {
  const { key, sha256: hash } = makeApiKey();
  expect(key).toMatch(/^tione_[\w-]{43}$/);
  expect(callerOfKey([{ name: 'new', sha256: hash }], key)?.id).toBe('key:new');
  expect(makeApiKey().key).not.toBe(key);
});

it.each<[Record<string, string>, string | undefined]>([
  [{}, undefined],
  [{ authorization: '' }, undefined],
  [{ authorization: 'Basic YTpi' }, undefined],
  [{ authorization: 'Bearer key-of-ci' }, 'key:ci'],
  [{ authorization: 'bearer   key-of-ci' }, 'key:ci'],
  [{ 'x-api-key': 'key-of-ci' }, 'key:ci'],
  [{ 'x-api-key': 'key-of-ci', authorization: 'Basic YTpi' }, 'key:ci'],
  [{ authorization: 'Bearer key.of.dash' }, 'key:dash'],
  [{ authorization: `Bearer ${token}` }, 'token:somebody'],
  [{ authorization: 'Bearer key-of-cj' }, 'invalid-token: The token is malformed.'],
  [{ authorization: 'Bearer' }, 'invalid-token: The Bearer credential is malformed.'],
  [{ authorization: 'Bearer key-of-ci, Bearer key-of-ci' }, 'invalid-token: The Bearer credential is malformed.'],
  [{ authorization: `Bearer ${'x'.repeat(9_000)}` }, 'invalid-token: The credential is too long.'],
  [{ 'x-api-key': '' }, 'invalid-token: The API key is not known.'],
  [{ 'x-api-key': token }, 'invalid-token: The API key is not known.'],
  [
    { 'x-api-key': 'key-of-ci', authorization: 'Bearer key-of-ci' },
    'invalid-request: Send one credential: either a Bearer token or X-API-Key.',
  ],
  // Which scope is needed depends on what is asked for.
  [{ 'x-api-key': 'key-of-blind' }, 'key:blind'],
  [{ authorization: `Bearer ${await sign(signingKey, { scope: 'openid' })}` }, 'token:somebody'],
])('answers %j with %j', async (headers, answer) => {
  expect(await answerTo(headers)).toBe(answer);
});

it('takes no token where only keys are accepted, and no key where only tokens are', async () => {
  const ofToken = { authorization: `Bearer ${token}` };
  expect(await answerTo(ofToken, createAuthentication({ keys }))).toBe('invalid-token: The API key is not known.');
  const ofKey = { authorization: 'Bearer key-of-ci' };
  expect(await answerTo(ofKey, createAuthentication({ token: tokensOf(signingKey) }))).toMatch(/^invalid-token/);
});

const entry = { name: 'ci', sha256: sha256('key-of-ci') };

it('reads keys with rights from a file', () => {
  const restricted = { ...entry, scopes: ['tione:read'], regions: [], models: ['m-1'], tags: { team: ['a'] } };
  expect(readApiKeys(JSON.stringify({ keys: [restricted, { ...entry, name: 'free' }] }))).toEqual({
    keys: [
      {
        ...entry,
        scopes: ['tione:read'],
        rights: { regions: [], models: ['m-1'], tags: [{ key: 'team', values: ['a'] }] },
      },
      { ...entry, name: 'free', scopes: undefined, rights: {} },
    ],
  });
});

it.each([
  ['no JSON', '{', 'is not JSON'],
  ['a list', '[]', 'is wrong at its top'],
  ['a right that does not exist', JSON.stringify({ keys: [{ ...entry, region: ['x'] }] }), 'is wrong at keys.0'],
  ['rights of a wrong form', JSON.stringify({ keys: [{ ...entry, regions: 'x' }] }), 'is wrong at keys.0.regions'],
  ['rights of null', JSON.stringify({ keys: [{ ...entry, tags: null }] }), 'is wrong at keys.0.tags'],
  ['a key for its hash', JSON.stringify({ keys: [{ ...entry, sha256: 'key-of-ci' }] }), 'is wrong at keys.0.sha256'],
])('refuses a file with %s, and repeats nothing of it', (_title, text, problem) => {
  const read = readApiKeys(text);
  expect(read).toEqual({ problem: expect.stringContaining(problem) as unknown });
  expect(JSON.stringify(read)).not.toContain('key-of-ci');
});
