import { afterEach, expect, test } from 'vitest';
import { CommonClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tione/v20211111/tione_client.js';
import { createEmulator, emulatorCredentials, type EmulatorOptions } from '../../src/emulator/emulator.ts';
import { serve } from './harness.ts';

const modelId = 'm-608587242317024640';
const versionId = 'mv-v1-625097625049989888';
const requestIds = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** The SDK takes its own time, so the emulator's is pinned to that of the test's start, moved by `skewMs`. */
async function clients({ skewMs = 0, ...options }: EmulatorOptions & { readonly skewMs?: number } = {}) {
  const startMs = Date.now() + skewMs;
  const emulator = createEmulator({ now: () => startMs, ...options });
  const server = await serve(emulator);
  closing.push(() => server.close());
  const profile = {
    credential: emulatorCredentials,
    region: 'ap-guangzhou',
    profile: { httpProfile: { protocol: 'http://', endpoint: server.url.slice('http://'.length) } },
  };
  const common = (change = {}): CommonClient =>
    new CommonClient('tione.tencentcloudapi.com', '2021-11-11', { ...profile, ...change });
  return { emulator, profile, tione: new Client(profile), common };
}

interface SdkException {
  readonly code: unknown;
  readonly requestId: unknown;
  readonly message: string;
}

/** What the SDK throws, or fails when it throws nothing of its own. */
async function refusal(promise: Promise<unknown>): Promise<SdkException> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error && 'code' in error && 'requestId' in error))
    throw new Error('no exception of the SDK', { cause: error });
  return error;
}

test('the generated client reads the versions of a model', async () => {
  const { tione } = await clients();
  const answer = await tione.DescribeTrainingModelVersions({ TrainingModelId: modelId });
  expect(answer.TrainingModelVersions?.map((row) => row.TrainingModelVersionId)).toEqual([versionId]);
  expect(answer.RequestId).toMatch(requestIds);
});

test('the generated client filters the versions of a model', async () => {
  const { tione, emulator } = await clients();
  const model = emulator.store.models('ap-guangzhou').find((row) => row.TrainingModelName === 'invoice-ocr');
  const answer = await tione.DescribeTrainingModelVersions({
    TrainingModelId: model?.TrainingModelId ?? '',
    Filters: [{ Name: 'ModelVersionType', Values: ['ACCELERATE', 'ACCELERATE'] }],
  });
  expect(answer.TrainingModelVersions?.map((row) => row.TrainingModelVersion)).toEqual(['v7']);
});

test('the generated client reads one version', async () => {
  const { tione } = await clients();
  const answer = await tione.DescribeTrainingModelVersion({ TrainingModelVersionId: versionId });
  expect(answer.TrainingModelVersion?.TrainingModelId).toBe(modelId);
});

test('the common client reads a page of models', async () => {
  const { common } = await clients();
  const answer: unknown = await common().request('DescribeTrainingModels', {
    Filters: [{ Name: 'TrainingModelId', Values: [modelId, modelId] }],
    Offset: 0,
    Limit: 10,
  });
  expect(answer).toMatchObject({
    TotalCount: 1,
    TrainingModels: [{ TrainingModelId: modelId, TrainingModelVersions: [] }],
  });
});

test('the common client reads a page of models with a GET and flattened arrays', async () => {
  const { common, profile } = await clients();
  const get = { profile: { httpProfile: { ...profile.profile.httpProfile, reqMethod: 'GET' as const } } };
  const answer: unknown = await common(get).request('DescribeTrainingModels', {
    Filters: [{ Name: 'keyword', Values: ['车牌识别', "it's (a) *test*!"] }],
    Offset: 0,
    Limit: 10,
    WithModelVersions: true,
  });
  expect(answer).toMatchObject({ TotalCount: 1, TrainingModels: [{ TrainingModelName: '车牌识别' }] });
});

test.for([
  ['a wrong key', 'AuthFailure.SignatureFailure', { credential: { ...emulatorCredentials, secretKey: 'wrong' } }],
  [
    'an unknown secret id',
    'AuthFailure.SecretIdNotFound',
    { credential: { ...emulatorCredentials, secretId: 'AKIDnobody' } },
  ],
  ['no region', 'MissingParameter', { region: '' }],
  ['a region that does not exist', 'UnsupportedRegion', { region: 'eu-frankfurt' }],
] as const)('%s is %s with a request id', async ([, code, change]) => {
  const { common } = await clients();
  const { code: thrown, requestId } = await refusal(
    common(change).request('DescribeTrainingModelVersions', { TrainingModelId: modelId }),
  );
  expect(thrown).toBe(code);
  expect(requestId).toMatch(requestIds);
});

test.for([
  ['a clock 301 s ahead', -301_000, 'AuthFailure.SignatureExpire'],
  ['a clock 302 s behind', 302_000, 'AuthFailure.SignatureExpire'],
  ['a clock 299 s behind', 299_000, 'ok'],
] as const)('%s is %s', async ([, skewMs, code]) => {
  const { tione } = await clients({ skewMs });
  const outcome = tione.DescribeTrainingModelVersion({ TrainingModelVersionId: versionId });
  if (code === 'ok') expect((await outcome).RequestId).toMatch(requestIds);
  else expect((await refusal(outcome)).code).toBe(code);
});

test('an action that does not exist is InvalidAction in the words of the gateway', async () => {
  const { common } = await clients();
  const { code, message } = await refusal(common().request('DescribeNothing', {}));
  expect(code).toBe('InvalidAction');
  expect(message).toContain(
    'The request action=`DescribeNothing` is invalid or not found in service=`tione` and version=`2021-11-11`.',
  );
});

test('another version of the API is NoSuchVersion', async () => {
  const { profile } = await clients();
  const old = new CommonClient('tione.tencentcloudapi.com', '2019-10-22', profile);
  expect((await refusal(old.request('DescribeTrainingModels', {}))).code).toBe('NoSuchVersion');
});

test.for([
  ['a missing parameter', 'DescribeTrainingModelVersions', {}, 'MissingParameter'],
  [
    'an unknown parameter',
    'DescribeTrainingModelVersion',
    { TrainingModelVersionId: versionId, Ontent: 1 },
    'UnknownParameter',
  ],
  [
    '11 filters',
    'DescribeTrainingModels',
    { Filters: Array(11).fill({ Name: 'keyword', Values: ['a'] }) },
    'InvalidParameterValue',
  ],
  [
    '101 values',
    'DescribeTrainingModels',
    { Filters: [{ Name: 'keyword', Values: Array(101).fill('a') }] },
    'InvalidParameterValue',
  ],
  ['an unknown model', 'DescribeTrainingModelVersions', { TrainingModelId: 'm-1' }, 'ResourceNotFound.NoModel'],
  ['an unknown version', 'DescribeTrainingModelVersion', { TrainingModelVersionId: 'mv-v1-1' }, 'ResourceNotFound'],
] as const)('%s of %s is refused', async ([, action, params, code]) => {
  const { common } = await clients();
  expect((await refusal(common().request(action, params))).code).toBe(code);
});

test('the 21st request of a second is RequestLimitExceeded with the count', async () => {
  const { tione } = await clients();
  const read = (): Promise<unknown> => tione.DescribeTrainingModelVersion({ TrainingModelVersionId: versionId });
  await Promise.all(Array.from({ length: 20 }, read));
  const { code, message } = await refusal(read());
  expect(code).toBe('RequestLimitExceeded');
  expect(message).toContain('`21` in a second, which exceeds the frequency limit `20`');
});

test('the Chinese text comes with the language zh-CN', async () => {
  const { profile } = await clients();
  const chinese = new Client({
    ...profile,
    credential: { ...emulatorCredentials, secretId: 'AKIDnobody' },
    profile: { ...profile.profile, language: 'zh-CN' },
  });
  const { message } = await refusal(chinese.DescribeTrainingModelVersion({ TrainingModelVersionId: versionId }));
  expect(message).toContain('SecretId不存在，请输入正确的密钥。');
});
