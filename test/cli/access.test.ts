/** What `serve` makes of the variables that say who may call. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectAccess } from '../../src/cli/access.ts';
import { ConfigurationError, loadConfig, type Environment } from '../../src/config.ts';
import { createSigningKey, nowSeconds, sign } from '../access/issuer.ts';
import { runCli, startCli, urlIn } from '../helpers/process.ts';

// A child process compiles the sources first, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const listening = /^tione-graphql listening on /;
const demo = { TIONE_MODE: 'emulator' };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tione-graphql-access-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: unknown): Promise<string> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const path = join(folder, sha256(text));
  await writeFile(path, text);
  return path;
}

function ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const body = JSON.stringify({ query: '{ __typename }' });
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

const connect = (env: Environment) => connectAccess(loadConfig(env), () => undefined);

test('`serve` does not start on an address that is open to others, unless something tells who calls', async () => {
  const { code, stdout, stderr } = await runCli(['serve', '--host', '0.0.0.0', '--port', '0'], demo);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(
    /^tione-graphql: the configuration has a problem:\n {2}HOST=0\.0\.0\.0 is open to other machines, .* AUTH=none /,
  );
});

test('`AUTH=none` opens it on purpose, and says so aloud', async () => {
  await using serve = startCli(['serve', '--host', '0.0.0.0', '--port', '0'], { ...demo, AUTH: 'none' });
  const line = await serve.line(listening);
  expect(line).not.toContain('GraphiQL');
  const url = urlIn(line).replace('0.0.0.0', '127.0.0.1');
  expect((await ask(url)).status).toBe(200);
  serve.kill('SIGTERM');
  expect((await serve.ended).stderr).toBe(
    'tione-graphql: WARNING: AUTH=none lets ANYBODY who reaches this server read what its credential may read\n',
  );
});

test('`key` makes a key with which `serve` lets in, and without which it does not', async () => {
  const made = await runCli(['key', '--name', 'ci']);
  const [, key = '', entry = ''] = /^key +(\S+)\nAUTH_API_KEYS +(\S+)\n/.exec(made.stdout) ?? [];
  expect(entry).toBe(`ci:${sha256(key)}`);
  await using serve = startCli(['serve', '--port', '0'], { ...demo, AUTH_API_KEYS: entry });
  const url = urlIn(await serve.line(listening));
  expect((await ask(url)).status).toBe(401);
  const { status, headers } = await ask(url, { 'x-api-key': key });
  expect({ status, policy: headers.get('ratelimit-policy') }).toEqual({ status: 200, policy: '"caller";q=6000;w=60' });
  expect((await fetch(new URL('/health/ready', url))).status).toBe(200);
});

test.each(['a b', 'x'.repeat(65)])('`key` takes no name that could not be configured: "%s"', async (name) => {
  const { code, stderr } = await runCli(['key', '--name', name]);
  expect(code).not.toBe(0);
  expect(stderr).toContain('--name');
});

test('tokens are checked with keys of a file', async () => {
  const signingKey = await createSigningKey('first');
  const { authenticate } = await connect({
    AUTH_JWKS: await fileOf({ keys: [signingKey.jwk] }),
    AUTH_ISSUER: 'https://issuer.example',
    AUTH_AUDIENCE: 'tione-graphql',
  });
  const token = await sign(signingKey, { exp: nowSeconds + 1_000_000_000 });
  const caller = await authenticate?.(new Headers({ authorization: `Bearer ${token}` }));
  expect(caller?.id).toBe('token:somebody');
});

test('keys of a file are accepted with those of the variable, with their rights', async () => {
  const file = await fileOf({ keys: [{ name: 'b', sha256: sha256('key-b'), models: ['m-1'] }] });
  const { authenticate } = await connect({ AUTH_API_KEYS: `a:${sha256('key-a')}`, AUTH_API_KEYS_FILE: file });
  expect((await authenticate?.(new Headers({ 'x-api-key': 'key-a' })))?.rights).toEqual({});
  expect((await authenticate?.(new Headers({ 'x-api-key': 'key-b' })))?.rights.models).toEqual(['m-1']);
});

const document = '{ __typename }';

test('persisted documents are read with their hashes', async () => {
  const file = await fileOf({ [sha256(document)]: document, [`sha256:${sha256('{ a }')}`]: '{ a }' });
  const { persisted } = await connect({ PERSISTED_DOCUMENTS: file, PERSISTED_DOCUMENTS_ONLY: 'true' });
  expect(persisted).toEqual({
    documents: new Map([
      [sha256(document), document],
      [sha256('{ a }'), '{ a }'],
    ]),
    only: true,
  });
});

const entry = { name: 'a', sha256: sha256('key-a') };

test.each<[string, unknown, string, Environment?]>([
  ['AUTH_API_KEYS_FILE', { keys: [entry] }, 'must not name two keys alike', { AUTH_API_KEYS: `a:${sha256('x')}` }],
  ['AUTH_API_KEYS_FILE', { keys: [entry, entry] }, 'must not name two keys alike'],
  ['AUTH_API_KEYS_FILE', { keys: [] }, 'has no key'],
  ['AUTH_API_KEYS_FILE', '{', 'is not JSON'],
  ['AUTH_API_KEYS_FILE', undefined, 'must be the path of a file that can be read (ENOENT)'],
  ['PERSISTED_DOCUMENTS', { x: document }, 'has a document whose SHA-256 is not "x"'],
  ['PERSISTED_DOCUMENTS', { [sha256('other')]: document }, 'has a document whose SHA-256 is not'],
  ['PERSISTED_DOCUMENTS', { [sha256('7')]: 7 }, 'has a document whose SHA-256 is not'],
  ['PERSISTED_DOCUMENTS', [document], 'must be an object of documents by their SHA-256'],
  ['PERSISTED_DOCUMENTS', '{', 'is not JSON'],
  ['PERSISTED_DOCUMENTS', undefined, 'must be the path of a file that can be read (ENOENT)'],
  ['AUTH_JWKS', '{', 'must be the path of a JSON file that can be read', { AUTH_ISSUER: 'x', AUTH_AUDIENCE: 'x' }],
  [
    'AUTH_JWKS',
    undefined,
    'must be the path of a JSON file that can be read',
    { AUTH_ISSUER: 'x', AUTH_AUDIENCE: 'x' },
  ],
])('%s with %j is a problem of the configuration: %s', async (name, content, problem, env = {}) => {
  const path = content === undefined ? join(folder, 'nowhere') : await fileOf(content);
  const error = await connect({ ...env, [name]: path }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(String(error)).toContain(`${name} `);
  expect(String(error)).toContain(problem);
});

test('without any of it, only names of this machine are answered', async () => {
  const local = await connect({});
  expect(local.authenticate).toBeUndefined();
  expect(local.isOwnName?.('localhost')).toBe(true);
  expect(local.isOwnName?.('evil.example')).toBe(false);
  for (const env of [{ AUTH: 'none' }, { AUTH_API_KEYS: `a:${sha256('key-a')}` }])
    expect((await connect(env)).isOwnName).toBeUndefined();
});
