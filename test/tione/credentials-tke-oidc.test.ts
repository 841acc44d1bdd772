import { afterEach, expect, test, vi } from 'vitest';
import { fromTkeOidc } from '../../src/tione/credentials/from-tke-oidc.ts';
import {
  canned,
  expectNoSecret,
  expiredTime,
  failureOf,
  fault,
  identityToken,
  keys,
  secrets,
  type Answer,
} from './credentials-fakes.ts';

const now = 1_700_000_000_123;

afterEach(() => {
  vi.useRealTimers();
});

const env = {
  TKE_REGION: 'ap-shanghai',
  TKE_PROVIDER_ID: 'tke-provider',
  TKE_WEB_IDENTITY_TOKEN_FILE: '/run/token',
  TKE_ROLE_ARN: 'qcs::cam::uin/1:roleName/reader',
};
const requestId = 'e7d8a6f0-1b2c-4d3e-8f90-a1b2c3d4e5f6';
const granted = { Response: { Credentials: keys, ExpiredTime: expiredTime, RequestId: requestId } };

function tke(answers: readonly Answer[], options: Partial<Parameters<typeof fromTkeOidc>[0]> = {}) {
  const { request, asked } = canned(...answers);
  const readFile = (path: string): Promise<string> =>
    path === '/run/token' ? Promise.resolve(`${identityToken}\n`) : Promise.reject(fault('ENOENT'));
  return { provider: fromTkeOidc({ env, request, readFile, now: () => now, ...options }), asked };
}

test('the identity token of a TKE pod is exchanged for temporary keys in the region of the pod', async () => {
  const { provider, asked } = tke([[200, granted]]);
  expect(await provider()).toEqual({
    ...secrets,
    expiresAt: expiredTime * 1000,
    identity: env.TKE_ROLE_ARN,
    source: 'TKE OIDC',
  });
  expect(asked).toHaveLength(1);
  const [{ method, url, headers, body = '' } = expect.fail('nothing was asked')] = asked;
  expect(`${method} ${url}`).toBe('POST https://sts.tencentcloudapi.com/');
  expect(headers).toEqual({
    authorization: 'SKIP',
    'content-type': 'application/json',
    'x-tc-action': 'AssumeRoleWithWebIdentity',
    'x-tc-version': '2018-08-13',
    'x-tc-timestamp': '1700000000',
    'x-tc-region': 'ap-shanghai',
  });
  expect(JSON.parse(body)).toEqual({
    ProviderId: 'tke-provider',
    WebIdentityToken: identityToken,
    RoleArn: 'qcs::cam::uin/1:roleName/reader',
    RoleSessionName: 'tione-graphql-1700000000123',
    DurationSeconds: 7200,
  });
});

test('the identity token is read anew for each exchange, because the cluster replaces it', async () => {
  const tokens = ['old', 'new'];
  const { provider, asked } = tke(
    [
      [200, granted],
      [200, granted],
    ],
    {
      readFile: () => Promise.resolve(tokens.shift() ?? ''),
    },
  );
  await provider();
  await provider();
  expect(asked.map(({ body = '' }) => /"WebIdentityToken":"(\w+)"/.exec(body)?.[1])).toEqual(['old', 'new']);
});

test('outside of TKE its role does not apply', async () => {
  const { provider, asked } = tke([], { env: { TKE_REGION: '' } });
  await expect(provider()).rejects.toMatchObject({
    tryNext: true,
    message: 'TKE OIDC: TKE_REGION, TKE_PROVIDER_ID, TKE_WEB_IDENTITY_TOKEN_FILE, TKE_ROLE_ARN are not set',
  });
  expect(asked).toHaveLength(0);
});

test('some of the TKE variables without the others are broken, and the error names those that are missing', async () => {
  const { provider, asked } = tke([], { env: { ...env, TKE_PROVIDER_ID: undefined, TKE_ROLE_ARN: '' } });
  await expect(provider()).rejects.toMatchObject({
    tryNext: false,
    message: expect.stringContaining('TKE OIDC: TKE_PROVIDER_ID, TKE_ROLE_ARN not set') as string,
  });
  expect(asked).toHaveLength(0);
});

test('an identity token that cannot be read is broken, and is not quoted when it stands in place of its path', async () => {
  const { provider, asked } = tke([], { env: { ...env, TKE_WEB_IDENTITY_TOKEN_FILE: identityToken } });
  const error = await failureOf(provider());
  expect(error).toMatchObject({
    tryNext: false,
    message: 'TKE OIDC: the identity token cannot be read (ENOENT): check TKE_WEB_IDENTITY_TOKEN_FILE',
  });
  expect(asked).toHaveLength(0);
  expectNoSecret(error);
});

test('an empty identity token is broken', async () => {
  const { provider, asked } = tke([], { readFile: () => Promise.resolve('\n') });
  await expect(provider()).rejects.toMatchObject({
    tryNext: false,
    message: expect.stringContaining('empty') as string,
  });
  expect(asked).toHaveLength(0);
});

test('a refusal of STS is broken, and gives its code and request id but not its text', async () => {
  const refusal = { Code: 'InvalidParameter.WebIdentityTokenError', Message: `bad token ${identityToken}` };
  const error = await failureOf(tke([[200, { Response: { Error: refusal, RequestId: requestId } }]]).provider());
  expect(error).toMatchObject({ tryNext: false });
  expect(String(error)).toContain(`STS refused with InvalidParameter.WebIdentityTokenError (request ${requestId})`);
  expectNoSecret(error);
});

test.for<readonly [string, Answer, string]>([
  ['is not reachable', fault('ECONNREFUSED'), 'sts.tencentcloudapi.com is not reachable (ECONNREFUSED)'],
  ['answers with an HTTP error', [502, '<html>'], 'answered with status 502'],
  ['answers with no JSON', [200, identityToken], 'not the documented JSON'],
  ['answers without envelope', [200, { Credentials: keys }], 'not the documented JSON'],
  ['answers without keys', [200, { Response: { RequestId: requestId } }], 'no valid Credentials'],
  [
    'answers without token',
    [200, { Response: { ...granted.Response, Credentials: { ...keys, Token: '' } } }],
    'no valid Token',
  ],
  ['answers without expiry', [200, { Response: { Credentials: keys } }], 'no valid ExpiredTime'],
  [
    'refuses with a token as code',
    [200, { Response: { Error: { Code: identityToken } } }],
    'with unknown (request unknown)',
  ],
])('an STS that %s is broken', async ([, answer, problem]) => {
  const error = await failureOf(tke([answer]).provider());
  expect(error).toMatchObject({ name: 'CredentialError', tryNext: false });
  expect(String(error)).toContain(problem);
  expectNoSecret(error);
});

test('a silent STS is given up after five seconds', async () => {
  vi.useFakeTimers();
  const failure = failureOf(tke(['silence']).provider());
  await vi.advanceTimersByTimeAsync(5000);
  expect(await failure).toMatchObject({
    tryNext: false,
    message: expect.stringContaining('no answer within 5000 ms') as string,
  });
});

test('an STS endpoint that would get the identity token in clear over the network is refused at once', () => {
  expect(() => tke([], { endpoint: 'http://sts.example.com' })).toThrow(TypeError);
  expect(() => tke([], { endpoint: 'http://127.0.0.1:9000' })).not.toThrow();
});
