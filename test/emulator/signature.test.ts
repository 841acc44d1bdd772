import { expect, test } from 'vitest';
import { emulatorCredentials, type Emulator } from '../../src/emulator/emulator.ts';
import {
  authorization,
  canonicalRequest,
  credentialScope,
  payloadHash,
  signature,
  signingKey,
  stringToSign,
} from '../../src/tione/signer.ts';
import {
  call,
  codeOf,
  pinnedEmulator,
  pinnedMs,
  send,
  serve,
  signedCall,
  toRequest,
  type CallOptions,
} from './harness.ts';

const action = 'DescribeTrainingModelVersions';
const params = { TrainingModelId: 'm-608587242317024640' };
const nowSeconds = Math.floor(pinnedMs / 1000);

test.for<[string, CallOptions]>([
  ['the plain host', {}],
  ['a host with a port, signed with it', { host: '127.0.0.1:9000' }],
  ['a host with a port, signed without it', { host: '127.0.0.1:9000', signedHost: '127.0.0.1' }],
  ['a whole URL as host', { host: 'http://127.0.0.1:9000' }],
  ['an IPv6 host with a port, signed without it', { host: '[::1]:9000', signedHost: '[::1]' }],
  ['a content type with a charset', { contentType: 'application/json; charset=utf-8' }],
  ['a content type in other letter case', { contentType: 'Application/JSON; charset=UTF-8' }],
  ['a body with \\u escapes and spaces', { body: '{"TrainingModelId": "\\u006d-608587242317024640"}' }],
  ['a signed action header', { alsoSigned: ['x-tc-action'] }],
  ['all common headers signed', { alsoSigned: ['x-tc-action', 'x-tc-timestamp', 'x-tc-version', 'x-tc-region'] }],
  ['an unsigned payload', { headers: { 'x-tc-content-sha256': 'UNSIGNED-PAYLOAD' } }],
  ['unknown headers', { headers: { 'x-tc-traceid': 'b7', 'x-tc-requestclient': 'SDK_GO', 'x-tc-language': 'fr' } }],
  ['a token with a permanent key', { headers: { 'x-tc-token': 'left-over' } }],
  ['the service 127', { service: '127' }],
  ['the service 127.0.0.1', { service: '127.0.0.1' }],
  ['the service localhost', { service: 'localhost' }],
  ['the service localhost:18999', { service: 'localhost:18999' }],
  ['the service [::1]', { service: '[::1]' }],
  ['the service [::1]:9000', { service: '[::1]:9000' }],
  ['the first label of the host with its port', { host: 'tione-emulator:9000', service: 'tione-emulator:9000' }],
  ['the first label of the host without its port', { host: 'tione-emulator:9000', service: 'tione-emulator' }],
  ['the first label of a longer host', { host: 'emulator.test:9000', service: 'emulator' }],
  ['a timestamp 300 s behind', { timestamp: nowSeconds - 300 }],
  ['a timestamp 300 s ahead', { timestamp: nowSeconds + 300 }],
  ['a GET with flattened parameters', { method: 'GET', query: 'TrainingModelId=m-608587242317024640' }],
  [
    'a GET with a flattened list',
    {
      method: 'GET',
      query: 'Filters.0.Name=ModelFormat&Filters.0.Values.0=TORCH_SCRIPT&TrainingModelId=m-608587242317024640',
    },
  ],
])('%s is accepted', async ([, options]) => {
  const answer = await call(pinnedEmulator(), action, params, options);
  expect(answer.Error).toBeUndefined();
  expect(answer).toMatchObject({ TrainingModelVersions: [{ TrainingModelVersionId: 'mv-v1-625097625049989888' }] });
});

const badSignature = `TC3-HMAC-SHA256 Credential=${emulatorCredentials.secretId}/2024-05-06/tione/tc3_request, SignedHeaders=content-type;host, Signature=${'0'.repeat(64)}`;

test.for<[string, string, CallOptions]>([
  ['no authorization', 'InvalidAuthorization', { headers: { authorization: '' } }],
  ['the SKIP authorization', 'InvalidAuthorization', { headers: { authorization: 'SKIP' } }],
  ['another algorithm', 'InvalidAuthorization', { headers: { authorization: badSignature.replace('TC3', 'TC4') } }],
  ['a short signature', 'InvalidAuthorization', { headers: { authorization: badSignature.slice(0, -1) } }],
  ['an unsigned host', 'InvalidAuthorization', { headers: { authorization: badSignature.replace(';host', '') } }],
  [
    'an unsigned content type',
    'InvalidAuthorization',
    { headers: { authorization: badSignature.replace('content-type;', '') } },
  ],
  ['an unknown secret id', 'SecretIdNotFound', { secretId: 'AKIDnobody' }],
  ['a timestamp 301 s behind', 'SignatureExpire', { timestamp: nowSeconds - 301 }],
  ['a timestamp 301 s ahead', 'SignatureExpire', { timestamp: nowSeconds + 301 }],
  ['a signature of zeros', 'SignatureFailure', { headers: { authorization: badSignature } }],
  ['a wrong secret key', 'SignatureFailure', { secretKey: 'wrong' }],
  ['a tampered body', 'SignatureFailure', { signedBody: '{"TrainingModelId":"m-1"}' }],
  ['a body with one more space', 'SignatureFailure', { signedBody: '{"TrainingModelId": "m-608587242317024640"}' }],
  ['an unsigned payload that is not announced', 'SignatureFailure', { signedBody: 'UNSIGNED-PAYLOAD' }],
  ['another host', 'SignatureFailure', { signedHost: 'cvm.tencentcloudapi.com' }],
  ['another port', 'SignatureFailure', { host: '127.0.0.1:9000', signedHost: '127.0.0.1:9001' }],
  ["another product's service", 'SignatureFailure', { service: 'cvm' }],
  ['the service of another host', 'SignatureFailure', { host: 'tione-emulator:9000', service: 'emulator:9000' }],
  ['the service of another loopback label', 'SignatureFailure', { service: '128' }],
])('%s is AuthFailure.%s', async ([, code, options]) => {
  expect(await codeOf(pinnedEmulator(), action, params, options)).toBe(`AuthFailure.${code}`);
});

test('a scope of yesterday is a failure although its signature is right for that day', async () => {
  const justAfterMidnight = Date.parse('2024-05-06T00:01:00Z');
  const timestamp = justAfterMidnight / 1000;
  const signedFor = (date: string): CallOptions => {
    const headers = { 'content-type': 'application/json', host: 'tione.tencentcloudapi.com' };
    const hash = payloadHash(JSON.stringify(params));
    const canonical = canonicalRequest({ method: 'POST', query: '', headers, payloadHash: hash });
    const scope = credentialScope(date, 'tione');
    const key = signingKey(emulatorCredentials.secretKey, date, 'tione');
    const signed = signature(key, stringToSign(timestamp, scope, canonical));
    return {
      timestamp,
      headers: { authorization: authorization(emulatorCredentials.secretId, scope, 'content-type;host', signed) },
    };
  };
  const emulator = pinnedEmulator({ now: () => justAfterMidnight });
  expect(await codeOf(emulator, action, params, signedFor('2024-05-06'))).toBe('ok');
  expect(await codeOf(emulator, action, params, signedFor('2024-05-05'))).toBe('AuthFailure.SignatureFailure');
});

test('the date of the scope is that of the timestamp in UTC on both sides of midnight', async () => {
  const midnight = Date.parse('2024-05-06T00:00:00Z') / 1000;
  const emulator = pinnedEmulator({ now: () => midnight * 1000 });
  expect(await codeOf(emulator, action, params, { timestamp: midnight - 1 })).toBe('ok');
  expect(await codeOf(emulator, action, params, { timestamp: midnight })).toBe('ok');
});

test('a signed header that changes on the way is a failure', async () => {
  const { headers } = signedCall(action, params, { alsoSigned: ['x-tc-region'] });
  const moved = { headers: { authorization: headers['authorization'], 'x-tc-region': 'ap-shanghai' } };
  expect(await codeOf(pinnedEmulator(), action, params, moved)).toBe('AuthFailure.SignatureFailure');
});

test('the query of a GET is part of the signature', async () => {
  const query = 'TrainingModelId=m-608587242317024640';
  const { headers } = signedCall(action, params, { method: 'GET', query });
  const tampered = { method: 'GET', query: `${query}1`, headers: { authorization: headers['authorization'] } } as const;
  expect(await codeOf(pinnedEmulator(), action, params, tampered)).toBe('AuthFailure.SignatureFailure');
});

test('temporary keys need their token', async () => {
  const emulator = pinnedEmulator({ credentials: { ...emulatorCredentials, token: 'session-1' } });
  expect(await codeOf(emulator, action, params)).toBe('AuthFailure.TokenFailure');
  expect(await codeOf(emulator, action, params, { headers: { 'x-tc-token': 'session-2' } })).toBe(
    'AuthFailure.TokenFailure',
  );
  expect(await codeOf(emulator, action, params, { headers: { 'x-tc-token': 'session-1' } })).toBe('ok');
});

test('a signature of an SDK that sends a whole URL as host is right over a socket', async () => {
  const server = await serve(pinnedEmulator());
  const answer = await send(server.url, '/', signedCall(action, params, { host: server.url }));
  await server.close();
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
  expect(JSON.parse(answer.text)).toMatchObject({ Response: { TrainingModelVersions: [{}] } });
});

test('the query is signed as it is sent, with what a URL parser would rewrite', async () => {
  const query = "Filters.0.Name=keyword&Filters.0.Values.0='ocr'|";
  const server = await serve(pinnedEmulator());
  const get = signedCall('DescribeTrainingModels', {}, { method: 'GET', query, host: new URL(server.url).host });
  const answer = await send(server.url, `/?${query}`, get);
  await server.close();
  expect(JSON.parse(answer.text)).toMatchObject({ Response: { TotalCount: 0 } });
});

test('the signature covers bytes, not characters', async () => {
  const body = JSON.stringify({ Filters: [{ Name: 'keyword', Values: ['车牌'] }] });
  expect(await codeOf(pinnedEmulator(), 'DescribeTrainingModels', {}, { body })).toBe('ok');
});

test('a request without the header is malformed, or lacks a parameter when chosen so', async () => {
  const { headers, ...rest } = signedCall(action, params);
  const unsigned = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
  const refusal = async (emulator: Emulator): Promise<unknown> =>
    (await emulator.fetch(toRequest({ ...rest, headers: unsigned }))).json();
  const code = (Code: string) => ({ Response: { Error: { Code } } });
  expect(await refusal(pinnedEmulator())).toMatchObject(code('AuthFailure.InvalidAuthorization'));
  const other = pinnedEmulator({ choices: { noAuthorization: 'MissingParameter' } });
  expect(await refusal(other)).toMatchObject(code('MissingParameter'));
});
