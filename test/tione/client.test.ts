/** What the client puts on the wire, and to whom it talks at all. */
import { expect, test } from 'vitest';
import { createEmulator, emulatorCredentials } from '../../src/emulator/emulator.ts';
import type { Action, ParamsOf } from '../../src/tione/actions.ts';
import { createTioneClient } from '../../src/tione/client.ts';
import { createCredential } from '../../src/tione/credentials/credential.ts';
import { fromStatic } from '../../src/tione/credentials/provider.ts';
import { createHttpTransport } from '../../src/tione/transport.ts';
import { pinnedMs, serve } from '../emulator/harness.ts';
import { ask, failureOf, params, region, temporary, toEmulator, type Options } from './client-fakes.ts';

/** The signatures were computed with another implementation, at 2024-05-06T07:08:09Z. */
const onTheWire: { [A in Action]: { params: ParamsOf<A>; body: string; signature: string } } = {
  DescribeTrainingModels: {
    params: { Filters: [{ Name: 'keyword', Values: ['车牌'], Fuzzy: true }], Offset: 0, Limit: 1 },
    body: '{"Filters":[{"Name":"keyword","Values":["车牌"],"Fuzzy":true}],"Offset":0,"Limit":1}',
    signature: '2e0127493af9c10f21d5e27379b3c31a7139c73174ae59a4691c73b91ca7536c',
  },
  DescribeTrainingModelVersions: {
    params,
    body: '{"TrainingModelId":"m-608587242317024640"}',
    signature: 'b5dfec14fae45d6ad412db87b6b29e47cdb4aa3019cd27bd1020b8027bccbefa',
  },
  DescribeTrainingModelVersion: {
    params: { TrainingModelVersionId: 'mv-v1-625097625049989888' },
    body: '{"TrainingModelVersionId":"mv-v1-625097625049989888"}',
    signature: 'ecb9e458854a56805dc2916462c22da73adc719e4e6e86c8fa6b1a50743c6ccc',
  },
};

// Object.keys forgets the names; the type of the table has just these.
test.for(Object.keys(onTheWire) as Action[])('%s goes out as one signed POST, to the byte', async (action) => {
  const { client, emulator, sent } = toEmulator();
  const { params, body, signature } = onTheWire[action];
  const signal = new AbortController().signal;
  await client.call(action, params, { region, signal });
  expect(sent).toEqual([
    {
      method: 'POST',
      url: 'https://tione.tencentcloudapi.com/',
      headers: {
        'content-type': 'application/json',
        host: 'tione.tencentcloudapi.com',
        authorization:
          'TC3-HMAC-SHA256 Credential=AKIDtioneEmulator/2024-05-06/tione/tc3_request, ' +
          `SignedHeaders=content-type;host;x-tc-action, Signature=${signature}`,
        'x-tc-action': action,
        'x-tc-version': '2021-11-11',
        'x-tc-timestamp': '1714979289',
        'x-tc-region': region,
        'x-tc-language': 'en-US',
      },
      body,
      signal: expect.any(AbortSignal) as unknown,
    },
  ]);
  expect(emulator.calls.snapshot().recent).toMatchObject([{ action, region, params, code: null }]);
});

test('a call over a socket is accepted with the port in the signed host', async () => {
  const server = await serve(createEmulator({ models: 0 }));
  const { send, close } = createHttpTransport();
  const client = createTioneClient({
    endpoint: new URL(server.url),
    credentials: fromStatic(emulatorCredentials),
    transport: send,
  });
  expect(await ask(client)).toMatchObject({ TrainingModelVersions: [{ TrainingModelId: params.TrainingModelId }] });
  await close();
  await server.close();
});

test('a temporary key goes out with its token, a permanent one without', async () => {
  const { client, sent } = toEmulator({}, { credentials: temporary });
  await ask(client);
  expect(sent[0]?.headers).toMatchObject({ 'x-tc-token': temporary.token });
  const permanent = toEmulator();
  await ask(permanent.client);
  expect(permanent.sent[0]?.headers).not.toHaveProperty('x-tc-token');
});

test('a key without its token is refused, so the token does go out', async () => {
  const { secretId, secretKey } = temporary;
  const { client } = toEmulator({ credentials: fromStatic({ secretId, secretKey }) }, { credentials: temporary });
  expect(await failureOf(ask(client))).toMatchObject({ upstreamCode: 'AuthFailure.TokenFailure' });
});

test('TI-ONE writes its errors in the language that the client is set to', async () => {
  const { client, sent } = toEmulator({
    language: 'zh-CN',
    credentials: fromStatic({ ...emulatorCredentials, secretId: 'AKIDnobody' }),
  });
  expect(await failureOf(ask(client))).toMatchObject({ upstreamMessage: 'SecretId不存在，请输入正确的密钥。' });
  expect(sent[0]?.headers).toMatchObject({ 'x-tc-language': 'zh-CN' });
});

test('each call asks its own region', async () => {
  const { client, emulator } = toEmulator();
  emulator.store.insert({ Region: 'ap-shanghai', TrainingModelId: 'm-1' });
  const call = (name: string) =>
    client.call('DescribeTrainingModelVersions', { TrainingModelId: 'm-1' }, { region: name });
  expect(await call('ap-shanghai')).toMatchObject({ TrainingModelVersions: [] });
  expect(await failureOf(call(region))).toMatchObject({ kind: 'not-found', region });
});

test('a refreshed credential signs the next call, also when only its key or its token is new', async () => {
  const right = { ...temporary, source: 'test' };
  const given = [
    { ...right, secretId: 'AKIDofYesterday' },
    { ...right, secretKey: 'key-of-yesterday' },
    { ...right, token: 'token-of-yesterday' },
    right,
  ].map(createCredential);
  const { client } = toEmulator(
    { credentials: () => Promise.resolve(given.shift() ?? createCredential(right)) },
    { credentials: temporary },
  );
  const codes = ['SecretIdNotFound', 'SignatureFailure', 'TokenFailure'].map((code) => `AuthFailure.${code}`);
  for (const upstreamCode of codes) expect(await failureOf(ask(client))).toMatchObject({ upstreamCode });
  expect(await ask(client)).toHaveProperty('TrainingModelVersions');
});

test('each call is signed with its own time, also after midnight', async () => {
  let time = pinnedMs;
  const { client, sent } = toEmulator({ now: () => time });
  await ask(client);
  time += 86_400_000;
  await ask(client);
  expect(sent.map(({ headers }) => headers?.['x-tc-timestamp'])).toEqual(['1714979289', '1715065689']);
});

test('a clock that is off by more than five minutes is an authentication failure', async () => {
  const { client } = toEmulator({ now: () => pinnedMs - 301_000 }, { now: () => pinnedMs });
  expect(await failureOf(ask(client))).toMatchObject({
    kind: 'authentication',
    upstreamCode: 'AuthFailure.SignatureExpire',
  });
});

const make =
  (url: string, options: Options = {}) =>
  () =>
    toEmulator({ endpoint: new URL(url), ...options });

test.for([
  'http://tione.tencentcloudapi.com',
  'http://tione.internal.tencentcloudapi.com:80',
  'http://10.0.0.7:9000',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'http://[2001:db8::1]:9000',
])('%s is refused, because secrets would travel in clear, unless that is allowed', async (url) => {
  expect(make(url)).toThrow(TypeError);
  expect(make(url)).toThrow(/^endpoint must be https:/);
  const { client, sent } = make(url, { allowInsecureEndpoint: true })();
  await ask(client);
  expect(sent[0]?.url).toBe(`${new URL(url).origin}/`);
});

test.for([
  'http://localhost:9000',
  'http://127.0.0.1',
  'http://127.1.2.3:9000',
  'http://[::1]:9000',
  'https://10.0.0.7',
])('%s is an endpoint, signed with its host as it is', async (url) => {
  const { client, sent } = make(url)();
  expect(await ask(client)).toHaveProperty('TrainingModelVersions');
  expect(sent[0]).toMatchObject({ url: `${url}/`, headers: { host: new URL(url).host } });
});

test.for(['https://name:word@tione.tencentcloudapi.com', 'https://tione.tencentcloudapi.com/api', 'ftp://127.0.0.1'])(
  '%s is no endpoint, not even an allowed one',
  (url) => {
    expect(make(url, { allowInsecureEndpoint: true })).toThrow(TypeError);
  },
);
