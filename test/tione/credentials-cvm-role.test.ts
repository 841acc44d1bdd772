import { afterEach, expect, test, vi } from 'vitest';
import { fromCvmRole } from '../../src/tione/credentials/from-cvm-role.ts';
import {
  canned,
  expectNoSecret,
  expiredTime,
  failureOf,
  fault,
  keys,
  secrets,
  type Answer,
} from './credentials-fakes.ts';

afterEach(() => {
  vi.useRealTimers();
});

const roleAnswer = { ...keys, ExpiredTime: expiredTime, Expiration: '2023-11-15T00:13:20Z', Code: 'Success' };

test('the role of a CVM instance gives temporary keys with two requests', async () => {
  const { request, asked } = canned([200, 'ModelReader\n'], [200, roleAnswer]);
  const credential = await fromCvmRole({ request })();
  expect(credential).toEqual({ ...secrets, expiresAt: expiredTime * 1000, source: 'CVM role ModelReader' });
  expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/',
    'GET http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/ModelReader',
  ]);
});

test('the metadata server can be at another place', async () => {
  const { request, asked } = canned([404, '']);
  await failureOf(fromCvmRole({ request, baseUrl: 'http://127.0.0.1:8080' })());
  expect(asked[0]?.url).toBe('http://127.0.0.1:8080/latest/meta-data/cam/security-credentials/');
});

test('an instance without a role does not apply', async () => {
  const { request, asked } = canned([404, '<html>not found</html>']);
  await expect(fromCvmRole({ request })()).rejects.toMatchObject({
    tryNext: true,
    message: 'CVM role: this instance has no role: bind one in the CVM console',
  });
  expect(asked).toHaveLength(1);
});

test.for<readonly [string, number, string]>([
  ['an error', 500, 'oops'],
  ['a redirect', 302, ''],
  ['a refusal', 403, `<html>${keys.Token}</html>`],
  ['a fault', 503, ''],
  ['a page', 200, `<html>${keys.Token}</html>`],
  ['nothing', 200, ''],
  ['an endless name', 200, 'r'.repeat(129)],
])(
  'a proxy that answers for the metadata server with %s does not apply, and is not quoted',
  async ([, status, text]) => {
    const { request, asked } = canned([status, text]);
    const error = await failureOf(fromCvmRole({ request })());
    expect(error).toMatchObject({
      tryNext: true,
      message: `CVM role: the answer (status ${String(status)}) is not the name of a role: not a CVM instance`,
    });
    expect(asked).toHaveLength(1);
    expectNoSecret(error);
  },
);

test.for([
  [fault('ENOTFOUND'), 'ENOTFOUND'],
  [fault('ECONNREFUSED'), 'ECONNREFUSED'],
  [fault('UND_ERR_CONNECT_TIMEOUT'), 'UND_ERR_CONNECT_TIMEOUT'],
  [new TypeError('fetch failed', { cause: fault('EHOSTUNREACH') }), 'EHOSTUNREACH'],
  [new Error(secrets.secretKey), 'unknown fault'],
] as const)('a metadata server that is not reachable (%s) does not apply', async ([reason, code]) => {
  const error = await failureOf(fromCvmRole({ request: canned(reason).request })());
  expect(error).toMatchObject({ tryNext: true });
  expect(String(error)).toContain(`not reachable (${code})`);
  expectNoSecret(error);
});

test('a silent metadata server is given up after a second, even by a request that ignores its signal', async () => {
  vi.useFakeTimers();
  const { request, asked } = canned('silence');
  let ended = false;
  const failure = failureOf(fromCvmRole({ request })()).finally(() => (ended = true));
  await vi.advanceTimersByTimeAsync(999);
  expect(ended).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await failure).toMatchObject({
    tryNext: true,
    message: expect.stringContaining('no answer within 1000 ms') as string,
  });
  expect(asked[0]?.signal.aborted).toBe(true);
});

test('a finished exchange leaves no timer behind', async () => {
  vi.useFakeTimers();
  await fromCvmRole({ request: canned([200, 'r'], [200, roleAnswer]).request })();
  expect(vi.getTimerCount()).toBe(0);
});

test('a caller that aborts ends the exchange with its own reason', async () => {
  const { request, asked } = canned('silence');
  const caller = new AbortController();
  const failure = failureOf(fromCvmRole({ request })({ signal: caller.signal }));
  const reason = new Error('gone');
  caller.abort(reason);
  expect(await failure).toBe(reason);
  expect(asked[0]?.signal.aborted).toBe(true);
});

test('a caller that aborts before the request has begun to wait is not made to wait', async () => {
  const caller = new AbortController();
  const provider = fromCvmRole({
    request: () => {
      caller.abort(new Error('gone'));
      return new Promise(() => undefined);
    },
  });
  await expect(provider({ signal: caller.signal })).rejects.toThrow('gone');
});

const named = (...second: Answer[]): Answer[] => [[200, 'r'], ...second];
const given = (changes: object): Answer[] => named([200, { ...roleAnswer, ...changes }]);

test.for<readonly [string, readonly Answer[], string]>([
  ['a role without keys', named([404, '']), 'status 404'],
  ['silence after the role name', named(fault('ECONNRESET')), 'named r but gave no keys (ECONNRESET)'],
  ['no JSON', named([200, `{"Token":"${keys.Token}"`]), 'not the documented JSON'],
  ['an array', named([200, [roleAnswer]]), 'not the documented JSON'],
  ['a far too long answer', given({ x: ' '.repeat(65_536) }), 'not the documented JSON'],
  ['a failure code', given({ Code: keys.Token }), 'did not report success for r'],
  ['no token', given({ Token: null }), 'no valid Token'],
  ['an empty id', given({ TmpSecretId: '' }), 'no valid TmpSecretId'],
  ['a number as key', given({ TmpSecretKey: 7 }), 'no valid TmpSecretKey'],
  ['no expiry', given({ ExpiredTime: undefined }), 'no valid ExpiredTime'],
  ['an expiry in milliseconds', given({ ExpiredTime: expiredTime * 1000 }), 'no valid ExpiredTime'],
])('a metadata server that answers with %s is broken, and is not quoted', async ([, answers, problem]) => {
  const { request, asked } = canned(...answers);
  const error = await failureOf(fromCvmRole({ request })());
  expect(error).toMatchObject({ name: 'CredentialError', tryNext: false });
  expect(String(error)).toContain(problem);
  expect(String(error)).not.toContain('\n');
  expect(asked).toHaveLength(answers.length);
  expectNoSecret(error);
});
