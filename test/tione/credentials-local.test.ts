import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { fromEnvironment } from '../../src/tione/credentials/from-environment.ts';
import { fromProfileFile, profilePaths } from '../../src/tione/credentials/from-profile-file.ts';
import { temporary } from '../helpers/secrets.ts';

const id = 'AKIDofTest';
const key = temporary.secretKey;

/** A file system of a few files; all others do not exist. A code in place of a text is the error of reading. */
function files(contents: Readonly<Record<string, string | { readonly code: string }>>) {
  return (path: string): Promise<string> => {
    const content = contents[path] ?? { code: 'ENOENT' };
    if (typeof content === 'string') return Promise.resolve(content);
    return Promise.reject(Object.assign(new Error(`${content.code}: ${path}`), content));
  };
}

const profile = (text: string, name?: string) =>
  fromProfileFile({ paths: ['/p'], readFile: files({ '/p': text }), ...(name === undefined ? {} : { profile: name }) });

test('the environment gives a permanent key pair', async () => {
  const provider = fromEnvironment({ TENCENTCLOUD_SECRET_ID: id, TENCENTCLOUD_SECRET_KEY: key });
  expect(await provider()).toEqual({ secretId: id, secretKey: key, source: 'environment' });
});

test.for([
  ['the name of the Node.js SDK', { TENCENTCLOUD_SESSION_TOKEN: 'one' }, 'one'],
  ['the name of tccli', { TENCENTCLOUD_TOKEN: 'two' }, 'two'],
  ['both names, of which the first wins', { TENCENTCLOUD_SESSION_TOKEN: 'one', TENCENTCLOUD_TOKEN: 'two' }, 'one'],
  ['the second name, the first being empty', { TENCENTCLOUD_SESSION_TOKEN: '', TENCENTCLOUD_TOKEN: 'two' }, 'two'],
] as const)('the environment gives the token of temporary keys under %s', async ([, env, token]) => {
  const provider = fromEnvironment({ TENCENTCLOUD_SECRET_ID: id, TENCENTCLOUD_SECRET_KEY: key, ...env });
  expect(await provider()).toMatchObject({ token });
});

test('blanks around the values of the environment are cut off', async () => {
  const provider = fromEnvironment({ TENCENTCLOUD_SECRET_ID: ` ${id}`, TENCENTCLOUD_SECRET_KEY: `${key}\r\n` });
  expect(await provider()).toMatchObject({ secretId: id, secretKey: key });
});

test.for([{}, { TENCENTCLOUD_SECRET_ID: '', TENCENTCLOUD_SECRET_KEY: ' ' }, { TENCENTCLOUD_TOKEN: 'token' }])(
  'an environment without a key pair does not apply: %j',
  async (env) => {
    await expect(fromEnvironment(env)()).rejects.toMatchObject({
      tryNext: true,
      message: 'environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY are not set',
    });
  },
);

test.for([
  [{ TENCENTCLOUD_SECRET_ID: id }, 'TENCENTCLOUD_SECRET_KEY is missing'],
  [{ TENCENTCLOUD_SECRET_KEY: key, TENCENTCLOUD_SECRET_ID: '' }, 'TENCENTCLOUD_SECRET_ID is missing'],
] as const)('half a pair in the environment is an error that names the missing variable', async ([env, problem]) => {
  const error = await fromEnvironment(env)().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ tryNext: false });
  expect(String(error)).toContain(problem);
  expect(inspect(error)).not.toContain(id);
  expect(inspect(error)).not.toContain(key);
});

test('a profile file gives key pair and token of the default section', async () => {
  const provider = profile('[default]\nsecret_id = AKIDofTest\nsecret_key=key-of-test\ntoken = a+b/c==\n');
  expect(await provider()).toEqual({ secretId: id, secretKey: key, token: 'a+b/c==', source: 'profile file /p' });
});

test.for([
  ['CRLF and a byte order mark', '\uFEFF[default]\r\nsecret_id=AKIDofTest\r\nsecret_key=key-of-test\r\n'],
  [
    'comments',
    '# one\n[default] ; two\n; secret_id = x\nsecret_id = AKIDofTest # three\n\tsecret_key = key-of-test\t;four',
  ],
  ['spaces, quotes and capitals', '[ default ]\n  Secret_Id  =  "AKIDofTest"  \nSECRET_KEY=\'key-of-test\'\n'],
  [
    'lines of other kinds',
    'secret_id = x\nhello\n[default]\nsecret_id=AKIDofTest\nrole_arn\nsecret_key=key-of-test\ntoken =',
  ],
  ['a section in two places', '[default]\nsecret_id=AKIDofTest\n[b]\nsecret_id=x\n[default]\nsecret_key=key-of-test'],
] as const)('a profile file may have %s', async ([, text]) => {
  expect(await profile(text)()).toEqual({ secretId: id, secretKey: key, source: 'profile file /p' });
});

test('another section of a profile file can be asked for, and the source names it', async () => {
  const text = '[default]\nsecret_id=x\nsecret_key=y\n[prod]\nsecret_id=AKIDofTest\nsecret_key=key-of-test';
  expect(await profile(text, 'prod')()).toEqual({ secretId: id, secretKey: key, source: 'profile file /p [prod]' });
});

test('of two profile files the first that exists is read, and no other', async () => {
  const readFile = files({
    '/b': '[default]\nsecret_id=b\nsecret_key=b',
    '/c': '[default]\nsecret_id=c\nsecret_key=c',
  });
  expect(await fromProfileFile({ paths: ['/a', '/b', '/c'], readFile })()).toMatchObject({ secretId: 'b' });
});

test('profile files that do not exist do not apply, and the error lists where they were looked for', async () => {
  const readFile = files({ '/a/b': { code: 'ENOTDIR' } });
  await expect(fromProfileFile({ paths: ['/a/b', '/c'], readFile })()).rejects.toMatchObject({
    tryNext: true,
    message: 'profile file: /a/b, /c: no such file',
  });
});

test.for([
  ['without the section', '[prod]\nsecret_id=AKIDofTest\nsecret_key=key-of-test', 'there is no section [default]'],
  ['that is empty', '', 'there is no section [default]'],
  ['without the key', '[default]\nsecret_id=AKIDofTest\nsecret_key=', 'secret_key is missing'],
  ['without the id', '[default]\nsecret_key=key-of-test', 'secret_id is missing'],
  ['with a key of two words', '[default]\nsecret_id=AKIDofTest\nsecret_key=key-of-test x', 'secretKey holds a blank'],
] as const)('a profile file %s is broken: the error says where and what to do', async ([, text, problem]) => {
  const error = await profile(text)().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ tryNext: false });
  expect(String(error)).toContain(`profile file /p: ${problem}`);
  expect(inspect(error)).not.toContain(id);
  expect(inspect(error)).not.toContain(key);
});

test.for(['EACCES', 'EISDIR'])('a profile file that cannot be read (%s) is broken', async (code) => {
  const provider = fromProfileFile({ paths: ['/p'], readFile: files({ '/p': { code } }) });
  await expect(provider()).rejects.toMatchObject({
    tryNext: false,
    message: `profile file /p: cannot be read (${code}): make it a file that this user may read`,
  });
});

test('a profile file is read from the disk unless told otherwise', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tione-credentials-'));
  try {
    const path = join(directory, 'credentials');
    const provider = fromProfileFile({ paths: [join(directory, 'none'), path] });
    await expect(provider()).rejects.toMatchObject({ tryNext: true });
    await writeFile(path, `[default]\nsecret_id = ${id}\nsecret_key = ${key}\n`);
    expect(await provider()).toMatchObject({ secretId: id, source: `profile file ${path}` });
    await expect(fromProfileFile({ paths: [directory] })()).rejects.toMatchObject({ tryNext: false });
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('a profile file that a variable names and that does not exist is broken, and the error tells which variable', async () => {
  const env = { TENCENTCLOUD_CREDENTIALS_FILE: '/run/keys' };
  await expect(fromProfileFile({ ...profilePaths(env, '/home/x'), readFile: files({}) })()).rejects.toMatchObject({
    tryNext: false,
    message:
      'profile file /run/keys: no such file: TENCENTCLOUD_CREDENTIALS_FILE names it: correct or unset the variable',
  });
});

test('profile files are looked for in the home directory, then in /etc', () => {
  expect(profilePaths({}, '/home/x')).toEqual({
    paths: ['/home/x/.tencentcloud/credentials', '/etc/tencentcloud/credentials'],
  });
  expect(profilePaths({ TENCENTCLOUD_CREDENTIALS_FILE: ' ' }, '/home/x')).toEqual(profilePaths({}, '/home/x'));
});

test('TENCENTCLOUD_CREDENTIALS_FILE replaces all other places of a profile file', () => {
  expect(profilePaths({ TENCENTCLOUD_CREDENTIALS_FILE: '/run/keys' }, '/home/x')).toEqual({
    paths: ['/run/keys'],
    namedBy: 'TENCENTCLOUD_CREDENTIALS_FILE',
  });
});

test('without a home directory no profile file is looked for in the current directory', () => {
  expect(profilePaths({}, '')).toEqual({ paths: ['/etc/tencentcloud/credentials'] });
});
