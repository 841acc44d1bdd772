import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connectUpstream } from '../../src/cli/upstream.ts';
import { loadConfig, type Environment } from '../../src/config.ts';

beforeEach(() => {
  // The profile of whoever runs the tests is not theirs to read.
  vi.stubEnv('HOME', '/nonexistent');
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

type LookUp = (host: string, options: object, done: (error: Error) => void) => void;

/** Takes the place of the resolver. Resolves to the first name that is looked up. */
function resolver(answer: (done: (error: Error) => void) => void): Promise<string> {
  return new Promise((resolve) => {
    const lookUp: LookUp = (host, _, done) => {
      resolve(host);
      answer(done);
    };
    vi.spyOn(dns, 'lookup').mockImplementation(lookUp as typeof dns.lookup);
  });
}

const unknownHost = (done: (error: Error) => void): void => {
  done(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }));
};

/** Nothing is to go wrong. */
const troubles = { onRefreshError: () => undefined, onRedisTrouble: () => undefined };
const connect = (env: Environment) => connectUpstream(loadConfig(env), env, troubles);

test('without a credential demo data comes as soon as the resolver does not know the metadata server', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const lookedUp = resolver(unknownHost);
  const { mode, banner } = await connect({});
  expect(await lookedUp).toBe('metadata.tencentyun.com');
  expect(mode).toBe('emulator');
  expect(banner[0]).toMatch(/^DEMO DATA: no Tencent Cloud credential was found/);
});

test('a resolver that never answers holds the start for one second', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const lookedUp = resolver(() => undefined);
  let connected = false;
  const connecting = connect({}).finally(() => (connected = true));
  await lookedUp;
  await vi.advanceTimersByTimeAsync(999);
  expect(connected).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect((await connecting).mode).toBe('emulator');
});

test('in live mode a missing credential is an error that lists every source with its reason', async () => {
  void resolver(unknownHost);
  const error: unknown = await connect({ TIONE_MODE: 'live' }).catch((reason: unknown) => reason);
  expect(String(error).split('\n')).toEqual([
    'CredentialError: no source has a credential; set up one of these:',
    '  environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY are not set',
    '  profile file: /nonexistent/.tencentcloud/credentials, /etc/tencentcloud/credentials: no such file',
    '  CVM role: the metadata server is not reachable (ENOTFOUND): not a CVM instance',
    '  TKE OIDC: TKE_REGION, TKE_PROVIDER_ID, TKE_WEB_IDENTITY_TOKEN_FILE, TKE_ROLE_ARN are not set',
  ]);
});

test('a user without a home directory, as in many containers, has no profile file there', async () => {
  vi.spyOn(os, 'homedir').mockImplementation(() => {
    throw new Error('uv_os_homedir returned ENOENT');
  });
  syncBuiltinESMExports();
  void resolver(unknownHost);
  await expect(connect({ TIONE_MODE: 'live' })).rejects.toMatchObject({
    name: 'CredentialError',
    message: expect.stringContaining('\n  profile file: /etc/tencentcloud/credentials: no such file\n') as string,
  });
});

test('a profile file that is named and missing is an error, not a reason for demo data', async () => {
  await expect(connect({ TENCENTCLOUD_CREDENTIALS_FILE: '/nonexistent/keys' })).rejects.toMatchObject({
    name: 'CredentialError',
    message: expect.stringContaining('TENCENTCLOUD_CREDENTIALS_FILE') as string,
  });
});
