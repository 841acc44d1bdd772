/** What `doctor` finds in the files, and at the address, that the configuration names. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { connectAccess } from '../../src/cli/access.ts';
import { loadConfig } from '../../src/config.ts';
import { createSigningKey } from '../access/issuer.ts';
import { faults, startDoctor, type Doctor } from '../helpers/doctor.ts';
import { freePort } from '../helpers/redis-server.ts';

let doctor: Doctor;
let folder = '';
beforeAll(async () => {
  doctor = await startDoctor();
  folder = await mkdtemp(join(tmpdir(), 'tione-graphql-doctor-'));
});
afterAll(async () => {
  await doctor[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function fileOf(content: unknown): Promise<string> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const path = join(folder, sha256(text));
  await writeFile(path, text);
  return path;
}

const tokens = { AUTH_ISSUER: 'https://issuer.example', AUTH_AUDIENCE: 'tione-graphql' } as const;

async function configurationLines(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { lines } = await doctor.consult(env);
  return lines.filter((line) => /^\w+ +configuration /.test(line)).slice(1);
}

test('what is in the files is counted', async () => {
  const { jwk } = await createSigningKey('first');
  const lines = await configurationLines({
    ...tokens,
    AUTH_JWKS: await fileOf({ keys: [jwk] }),
    AUTH_API_KEYS: `a:${sha256('key-a')}`,
    AUTH_API_KEYS_FILE: await fileOf({ keys: ['b', 'c'].map((name) => ({ name, sha256: sha256(name) })) }),
    PERSISTED_DOCUMENTS: await fileOf({ [sha256('{ a }')]: '{ a }' }),
  });
  expect(lines).toEqual([
    'ok    configuration                  AUTH_JWKS has 1 public key',
    'ok    configuration                  AUTH_API_KEYS_FILE has 2 keys',
    'ok    configuration                  PERSISTED_DOCUMENTS has 1 document',
  ]);
});

test('all files that cannot be used are told at once, here and when `serve` starts', async () => {
  const missing = join(folder, 'nowhere');
  const env = { ...tokens, AUTH_JWKS: missing, AUTH_API_KEYS_FILE: missing, PERSISTED_DOCUMENTS: missing };
  const problems = [
    'AUTH_JWKS must be the path of a JSON file that can be read (ENOENT)',
    'AUTH_API_KEYS_FILE must be the path of a file that can be read (ENOENT)',
    'PERSISTED_DOCUMENTS must be the path of a file that can be read (ENOENT)',
  ];
  const consultation = await doctor.consult(env);
  expect(faults(consultation)).toEqual(problems.map((problem) => `FAIL  configuration                  ${problem}`));
  expect(consultation.lines.at(-1)).toBe('3 checks failed');
  const { checks } = await doctor.report(env);
  expect(checks.flatMap((check) => ('variable' in check ? [check.variable] : []))).toEqual([
    'AUTH_JWKS',
    'AUTH_API_KEYS_FILE',
    'PERSISTED_DOCUMENTS',
  ]);
  await expect(connectAccess(loadConfig(env), () => undefined)).rejects.toMatchObject({ problems });
});

test.each([
  [[], 'is not a set of public keys: {"keys": […]}'],
  [{ keys: [] }, 'has no key'],
  ['AKID-not-to-be-quoted', 'must be the path of a JSON file that can be read'],
])('a file of %j is no set of keys', async (content, problem) => {
  const env = { ...tokens, AUTH_JWKS: await fileOf(content) };
  expect(await configurationLines(env)).toEqual([`FAIL  configuration                  AUTH_JWKS ${problem}`]);
  await expect(connectAccess(loadConfig(env), () => undefined)).rejects.toThrow(`AUTH_JWKS ${problem}`);
});

async function startIssuer(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? String(address.port) : ''}/jwks`;
}

test('an issuer that answers with its keys is in order', async () => {
  const { jwk } = await createSigningKey('first');
  const address = await startIssuer(200, JSON.stringify({ keys: [jwk, jwk] }));
  expect(await configurationLines({ ...tokens, AUTH_JWKS: address })).toEqual([
    'ok    configuration                  AUTH_JWKS has 2 public keys',
  ]);
});

test.each([
  [404, 'nothing here', 'the keys of the token issuer were answered with HTTP 404'],
  [200, '<p>please log in</p>', 'that is not JSON'],
])('an issuer that answers %i %j is a failure, although `serve` starts without it', async (status, body, problem) => {
  const address = await startIssuer(status, body);
  expect(await configurationLines({ ...tokens, AUTH_JWKS: `${address}?key=not-to-be-told` })).toEqual([
    `FAIL  configuration                  AUTH_JWKS cannot be read now, and without it no token is accepted: ${address}: ${problem}`,
  ]);
});

test('an issuer that cannot be reached is a failure', async () => {
  const address = `http://127.0.0.1:${String(await freePort())}/jwks`;
  expect(await configurationLines({ ...tokens, AUTH_JWKS: address })).toEqual([
    expect.stringMatching(/^FAIL .* AUTH_JWKS cannot be read now, .*: connect ECONNREFUSED /),
  ]);
});
