import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createCredential } from '../../src/tione/credentials/credential.ts';
import { chain, CredentialError, fromStatic, type CredentialProvider } from '../../src/tione/credentials/provider.ts';
import { temporary, tokenOfTest } from '../helpers/secrets.ts';

const secrets = { ...temporary, token: tokenOfTest };

/** A source that fails, and counts how often it was asked. */
function failing(message: string, tryNext: boolean): CredentialProvider & { readonly calls: () => number } {
  let calls = 0;
  const provider: CredentialProvider = () => {
    calls += 1;
    return Promise.reject(new CredentialError(message, { tryNext }));
  };
  return Object.assign(provider, { calls: () => calls });
}

test('a chain gives the credential of the first source that applies, and asks no source after it', async () => {
  const absent = failing('absent', true);
  const later = failing('later', false);
  const provider = chain(absent, fromStatic({ ...secrets, source: 'second' }), later);
  expect(await provider()).toEqual({ ...secrets, source: 'second' });
  expect(absent.calls()).toBe(1);
  expect(later.calls()).toBe(0);
});

test('a chain stops at the first broken source with the error of that source', async () => {
  const broken = failing('half a pair', false);
  await expect(chain(failing('absent', true), broken, fromStatic(secrets))()).rejects.toMatchObject({
    name: 'CredentialError',
    message: 'half a pair',
    tryNext: false,
  });
  expect(broken.calls()).toBe(1);
});

test('a chain stops at an error that is not of a credential source', async () => {
  const fault = new RangeError('a defect');
  await expect(chain(() => Promise.reject(fault), fromStatic(secrets))()).rejects.toBe(fault);
});

test('a chain of which no source applies says line by line what was tried and why it did not apply', async () => {
  const provider = chain(failing('environment: not set', true), failing('profile file: no such file', true));
  const error = await provider().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CredentialError);
  expect(error).toMatchObject({ tryNext: true });
  expect(String(error).split('\n')).toEqual([
    'CredentialError: no source has a credential; set up one of these:',
    '  environment: not set',
    '  profile file: no such file',
  ]);
});

test('a chain hands the signal of the caller to its sources', async () => {
  const { signal } = new AbortController();
  let seen: AbortSignal | undefined;
  const provider = chain((options) => {
    seen = options?.signal;
    return fromStatic(secrets)();
  });
  await provider({ signal });
  expect(seen).toBe(signal);
});

test('a static credential tells that it was given in code unless it names another source', async () => {
  expect(await fromStatic(secrets)()).toEqual({ ...secrets, source: 'given in code' });
});

test.for([
  ['an empty secretKey', { ...secrets, secretKey: '' }, 'secretKey is empty'],
  ['a secretId with a line break', { ...secrets, secretId: 'AKID\nX-TC-Token: x' }, 'secretId holds a blank'],
  ['a token with an invisible character', { ...secrets, token: 'tok\u200ben' }, 'token holds a blank'],
] as const)('%s is refused without being quoted', async ([, given, problem]) => {
  const error = await fromStatic(given)().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'CredentialError', tryNext: false });
  expect(String(error)).toContain(`given in code: ${problem}`);
  for (const secret of [secrets.secretKey, 'AKID', 'tok\u200ben']) expect(inspect(error)).not.toContain(secret);
});

test('a printed credential shows its source and expiry, and none of its secrets', () => {
  const credential = createCredential({ ...secrets, expiresAt: 1_700_000_000_000, source: 'CVM role test' });
  const prints = [
    inspect(credential),
    inspect({ nested: [credential] }, { depth: 5, showHidden: true }),
    JSON.stringify(credential),
    JSON.stringify({ credential }),
  ];
  for (const print of prints) {
    expect(print).toContain('CVM role test');
    expect(print).toContain('1700000000000');
    for (const secret of Object.values(secrets)) expect(print).not.toContain(secret);
  }
});

test('a copy of a credential is whole', () => {
  const credential = createCredential({ ...secrets, expiresAt: 1, source: 'test' });
  expect({ ...credential }).toStrictEqual({ ...secrets, expiresAt: 1, source: 'test' });
});

test('a credential cannot be changed by one of those who share it', () => {
  const credential = createCredential({ ...secrets, source: 'test' });
  expect(() => Object.assign(credential, { secretKey: 'other' })).toThrow(TypeError);
});
