/** Which tokens are taken, and what is said of the others. */
import { createHash, createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import { expect, it } from 'vitest';
import { AccessRefusal } from '../../src/access/refusal.ts';
import { maxTokenLength } from '../../src/access/token-length.ts';
import { callerOfToken, tokenAlgorithms, type TokenAlgorithm, type TokenOptions } from '../../src/access/token.ts';
import { audience, createSigningKey, issuer, nowSeconds, sign, tokensOf } from './issuer.ts';

type Claims = Readonly<Record<string, unknown>>;

const key = await createSigningKey('first');
const rsa = await createSigningKey('rsa', 'RS256');
const tokens = tokensOf(key, rsa);

const refusalOf = (token: string, options: TokenOptions = tokens): Promise<unknown> =>
  callerOfToken(token, options).catch((error: unknown) => {
    if (!(error instanceof AccessRefusal)) throw error;
    return `${error.reason}: ${error.message}`;
  });

it('takes a token of the issuer, for this audience, that has not ended', async () => {
  expect(await callerOfToken(await sign(key), tokens)).toEqual({
    kind: 'token',
    id: 'token:somebody',
    scopes: new Set(['openid', 'tione:read']),
    rights: { regions: undefined, models: undefined, tags: undefined },
  });
});

it.each(tokenAlgorithms)('takes tokens signed with %s', async (alg) => {
  const other = await createSigningKey(alg, alg);
  expect(await callerOfToken(await sign(other), tokensOf(other))).toMatchObject({ kind: 'token' });
});

it.each<[string, Claims, string]>([
  ['of another issuer', { iss: 'https://other.example' }, 'The token is of another issuer.'],
  ['of no issuer', { iss: undefined }, 'The token is of another issuer.'],
  ['for another audience', { aud: ['other', `${audience}x`] }, 'The token is not for this audience.'],
  ['for no audience', { aud: undefined }, 'The token is not for this audience.'],
  ['that has ended', { exp: nowSeconds - 5 }, 'The token has expired.'],
  ['that never ends', { exp: undefined }, 'The token has no proper end of validity.'],
  ['that ends some day', { exp: 'tomorrow' }, 'The token has no proper end of validity.'],
  ['that is not valid yet', { nbf: nowSeconds + 6 }, 'The token is not valid yet.'],
  ['of nobody', { sub: undefined }, 'The token has no subject.'],
  ['of an empty subject', { sub: '' }, 'The token has no subject.'],
  ['with a number for scope', { scope: 7 }, 'The scopes of the token are malformed.'],
  ['with an object for scopes', { scp: { read: true } }, 'The scopes of the token are malformed.'],
])('refuses a token %s', async (_title, claims, message) => {
  expect(await refusalOf(await sign(key, claims))).toBe(`invalid-token: ${message}`);
});

it.each<[string, Claims]>([
  ['ended four seconds ago', { exp: nowSeconds - 4 }],
  ['begins in five seconds', { nbf: nowSeconds + 5 }],
])('bears a clock that differs a little: a token that %s', async (_title, claims) => {
  const token = await sign(key, claims);
  expect(await callerOfToken(token, tokens)).toMatchObject({ kind: 'token' });
  expect(await refusalOf(token, { ...tokens, clockToleranceSeconds: 0 })).toMatch(/^invalid-token/);
});

it('refuses a token without a signature', async () => {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: issuer, aud: audience, sub: 'somebody', exp: nowSeconds + 60, scope: 'tione:read' };
  for (const alg of ['none', 'None', 'NONE', ''])
    for (const signature of ['', 'AAAA'])
      expect(await refusalOf(`${encode({ alg, kid: 'first' })}.${encode(claims)}.${signature}`)).toMatch(
        /^invalid-token/,
      );
});

it('refuses a token signed with a public key as if that were a secret', async () => {
  const secrets = [JSON.stringify(rsa.jwk), String(rsa.jwk.n), Buffer.from(String(rsa.jwk.n), 'base64url')];
  for (const secret of secrets) {
    const good = await sign(rsa);
    const [, claims = ''] = good.split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', kid: 'rsa' })).toString('base64url');
    const signature = createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url');
    expect(await refusalOf(`${header}.${claims}.${signature}`)).toBe(
      'invalid-token: The token is signed with an algorithm that is not allowed.',
    );
  }
});

it('takes no shared secret, even when somebody asks for it', async () => {
  const secret = Buffer.alloc(32, 7);
  const claims = { iss: issuer, aud: audience, sub: 'somebody', exp: nowSeconds + 60 };
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret);
  const options: TokenOptions = {
    ...tokens,
    keys: () => secret,
    algorithms: ['HS256' as TokenAlgorithm],
  };
  expect(await refusalOf(token, options)).toMatch(/^invalid-token/);
});

it('takes only the algorithms that are allowed', async () => {
  const options: TokenOptions = { ...tokens, algorithms: ['RS256'] };
  expect(await refusalOf(await sign(key), options)).toMatch(/algorithm that is not allowed/);
  expect(await callerOfToken(await sign(rsa), options)).toMatchObject({ kind: 'token' });
});

it('refuses a signature of another key by the same name', async () => {
  const other = await createSigningKey('first');
  expect(await refusalOf(await sign(other))).toBe('invalid-token: The signature of the token is wrong.');
});

it('refuses a token whose claims were changed', async () => {
  const [header = '', claims = '', signature = ''] = (await sign(key)).split('.');
  const changed = Buffer.from(claims, 'base64url').toString().replace('somebody', 'somebodx');
  const token = [header, Buffer.from(changed).toString('base64url'), signature].join('.');
  expect(await refusalOf(token)).toBe('invalid-token: The signature of the token is wrong.');
});

it.each(['', 'x', 'a.b', 'a.b.c', '..', 'a.b.c.d.e'])('refuses what is no token: "%s"', async (token) => {
  expect(await refusalOf(token)).toBe('invalid-token: The token is malformed.');
});

it('refuses a token of more than 8 kB before it looks at it', async () => {
  expect(await refusalOf('x'.repeat(maxTokenLength + 1))).toBe('invalid-token: The token is too long.');
  const token = await sign(key, { padding: 'x'.repeat(6_200) });
  expect(token.length).toBeGreaterThan(maxTokenLength);
  expect(await refusalOf(token)).toBe('invalid-token: The token is too long.');
});

it.each([
  ['auth0|user@tenant.example', 'auth0|user@tenant.example'],
  ['a b', undefined],
  ['line\nfeed', undefined],
  ['x'.repeat(129), undefined],
  ['车', undefined],
])('names a caller by the subject %j, or by its hash where that would spoil a log', async (sub, plain) => {
  const { id } = await callerOfToken(await sign(key, { sub }), tokens);
  expect(id).toBe(`token:${plain ?? `#${createHash('sha256').update(sub).digest('hex').slice(0, 32)}`}`);
});

it.each<[string, Claims, readonly string[]]>([
  ['text', { scope: 'a  b' }, ['a', 'b']],
  ['a list', { scope: ['a', 'b'] }, ['a', 'b']],
  ['scp', { scope: undefined, scp: ['a'] }, ['a']],
  ['both', { scope: 'a', scp: 'b' }, ['a', 'b']],
  ['neither', { scope: undefined }, []],
])('reads scopes from %s', async (_title, claims, scopes) => {
  expect((await callerOfToken(await sign(key, claims), tokens)).scopes).toEqual(new Set(scopes));
});

it('reads rights from the claims of the token', async () => {
  const claims = { tione_regions: ['ap-guangzhou'], tione_models: [], tione_tags: { team: ['a', 'b'], stage: [] } };
  expect((await callerOfToken(await sign(key, claims), tokens)).rights).toEqual({
    regions: ['ap-guangzhou'],
    models: [],
    tags: [
      { key: 'team', values: ['a', 'b'] },
      { key: 'stage', values: [] },
    ],
  });
});

it.each<Claims>([
  { tione_regions: null },
  { tione_regions: 'ap-guangzhou' },
  { tione_regions: [7] },
  { tione_regions: [''] },
  { tione_models: {} },
  { tione_models: false },
  { tione_tags: ['team'] },
  { tione_tags: { team: 'a' } },
  { tione_tags: { team: [null] } },
  { tione_tags: [{ key: 'team', values: ['a'] }] },
  { tione_region: ['ap-guangzhou'] },
  { tione_models: Array.from({ length: 1_001 }, () => 'm') },
])('refuses malformed rights, and never takes them for none: %j', async (claims) => {
  expect(await refusalOf(await sign(key, claims))).toMatch(/^invalid-token: The claims of the token/);
});
