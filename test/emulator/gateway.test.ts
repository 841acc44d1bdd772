import { expect, test } from 'vitest';
import type { Choices } from '../../src/emulator/choices.ts';
import { call, codeOf, pinnedEmulator, signedCall, toRequest, type CallOptions } from './harness.ts';

const versions = 'DescribeTrainingModelVersions';
const list = 'DescribeTrainingModels';
const seed = { TrainingModelId: 'm-608587242317024640' };

test('refusals come in the order method, content type, headers, signature, version, action, region, parameters', async () => {
  // Everything is wrong; each step mends the first thing, and the next one is refused.
  const emulator = pinnedEmulator();
  const wrong = { 'content-type': 'text/plain', 'x-tc-version': '', 'x-tc-region': '', authorization: 'SKIP' };
  const put = signedCall('Nothing', 'x', { headers: wrong });
  const codes: string[] = [];
  const answer = (await (await emulator.fetch(toRequest({ ...put, method: 'PUT' }))).json()) as {
    readonly Response: { readonly Error: { readonly Code: string } };
  };
  codes.push(answer.Response.Error.Code);
  const mend: [string, CallOptions][] = [
    ['Nothing', { headers: wrong }],
    ['Nothing', { headers: { ...wrong, 'content-type': 'application/json' } }],
    ['Nothing', { headers: { 'x-tc-version': '1', 'x-tc-region': '', authorization: 'SKIP' } }],
    ['Nothing', { headers: { 'x-tc-version': '1', 'x-tc-region': '' } }],
    ['Nothing', { headers: { 'x-tc-region': '' } }],
    [versions, { headers: { 'x-tc-region': '' } }],
    [versions, {}],
  ];
  for (const [action, options] of mend) codes.push(await codeOf(emulator, action, {}, options));
  expect(codes).toEqual([
    'UnsupportedProtocol',
    'UnsupportedProtocol',
    'MissingParameter',
    'AuthFailure.InvalidAuthorization',
    'NoSuchVersion',
    'InvalidAction',
    'MissingParameter',
    'MissingParameter',
  ]);
});

test('every answer of the API is HTTP 200 with application/json exactly and a request id', async () => {
  const emulator = pinnedEmulator({ requestId: () => 'request-1' });
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const response = await emulator.fetch(toRequest({ ...signedCall(versions, seed), method }));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await response.json()).toMatchObject({ Response: { RequestId: 'request-1' } });
  }
});

test.for([
  ['x-tc-action', 'Action'],
  ['x-tc-version', 'Version'],
  ['x-tc-timestamp', 'Timestamp'],
  ['x-tc-region', 'Region'],
] as const)('a request without %s lacks the parameter %s', async ([header, name]) => {
  const { Error: error } = await call(pinnedEmulator(), versions, seed, { headers: { [header]: undefined } });
  expect(error).toEqual({
    Code: 'MissingParameter',
    Message: `The request is missing a required parameter \`${name}\`.`,
  });
});

test.for([
  ['application/x-www-form-urlencoded', 'POST'],
  ['multipart/form-data; boundary=x', 'POST'],
  ['application/json', 'GET'],
] as const)('the content type %s is not for %s', async ([contentType, method]) => {
  expect(await codeOf(pinnedEmulator(), versions, seed, { contentType, method })).toBe('UnsupportedProtocol');
});

test('a region that is none is a bad value, one that is not offered is unsupported', async () => {
  const emulator = pinnedEmulator();
  expect(await codeOf(emulator, list, {}, { region: 'Guangzhou' })).toBe('InvalidParameterValue');
  expect(await codeOf(emulator, list, {}, { region: 'na-ashburn' })).toBe('UnsupportedRegion');
  const strict = pinnedEmulator({ choices: { unknownRegion: 'InvalidParameterValue' } });
  expect(await codeOf(strict, list, {}, { region: 'na-ashburn' })).toBe('InvalidParameterValue');
});

test('a region that is configured is offered, whatever it looks like', async () => {
  const fsi = { region: 'ap-shanghai-fsi' };
  expect(await codeOf(pinnedEmulator(), list, {}, fsi)).toBe('UnsupportedRegion');
  expect(await codeOf(pinnedEmulator({ regions: ['ap-shanghai-fsi'] }), list, {}, fsi)).toBe('ok');
  expect(await codeOf(pinnedEmulator({ choices: { regions: ['Moon'] } }), list, {}, { region: 'Moon' })).toBe('ok');
});

test('the regions of the option come besides those of the choices, each once', () => {
  const { store } = pinnedEmulator({ choices: { regions: ['ap-a', 'ap-b'] }, regions: ['ap-b', 'ap-c'] });
  expect(store.regions()).toEqual(['ap-a', 'ap-b', 'ap-c']);
});

test('a timestamp that is no number is a parameter of the wrong type', async () => {
  expect(await codeOf(pinnedEmulator(), list, {}, { headers: { 'x-tc-timestamp': 'soon' } })).toBe('InvalidParameter');
});

test.for<[string, string, unknown, string]>([
  ['UnknownParameter', versions, { ...seed, Ontent: 1 }, 'Ontent'],
  ['UnknownParameter', versions, { ...seed, Limit: 1 }, 'Limit'],
  [
    'UnknownParameter',
    versions,
    { ...seed, Filters: [{ Name: 'ModelFormat', Values: [], Fuzy: true }] },
    'Filters.0.Fuzy',
  ],
  ['UnknownParameter', list, { TagFilters: [{ Key: 'a' }] }, 'TagFilters.0.Key'],
  ['UnknownParameter', versions, JSON.parse('{"__proto__":1}'), '__proto__'],
  ['MissingParameter', versions, {}, 'TrainingModelId'],
  ['MissingParameter', versions, { TrainingModelId: null }, 'TrainingModelId'],
  ['MissingParameter', list, { Filters: [{ Values: ['a'] }] }, 'Filters.0.Name'],
  ['MissingParameter', versions, { ...seed, Filters: [{ Name: 'ModelFormat' }, {}] }, 'Filters.1.Name'],
  ['MissingParameter', list, { TagFilters: [{ TagValues: ['a'] }] }, 'TagFilters.0.TagKey'],
  ['InvalidParameter', list, { Limit: 1e19 }, 'Limit'],
  ['InvalidParameterValue', list, { Limit: -9_223_372_036_854_775_808 }, 'Limit'],
  ['InvalidParameter', versions, { TrainingModelId: 5 }, 'TrainingModelId'],
  ['InvalidParameter', versions, { ...seed, Filters: {} }, 'Filters'],
  ['InvalidParameter', list, { Filters: ['keyword'] }, 'Filters.0'],
  ['InvalidParameter', list, { Filters: [{ Name: 'keyword', Values: 'a' }] }, 'Filters.0.Values'],
  ['InvalidParameter', list, { Filters: [{ Name: 'keyword', Values: [1] }] }, 'Filters.0.Values.0'],
  ['InvalidParameter', list, { Filters: [{ Name: 'keyword', Values: ['a'], Fuzzy: 'true' }] }, 'Filters.0.Fuzzy'],
  ['InvalidParameter', list, { Limit: '10' }, 'Limit'],
  ['InvalidParameter', list, { Limit: 1.5 }, 'Limit'],
  ['InvalidParameter', list, [], ''],
  ['InvalidParameterValue', list, { Offset: -1 }, 'Offset'],
  ['InvalidParameterValue', list, { Order: 'asc' }, 'Order'],
  ['InvalidParameterValue', list, { OrderField: 'TrainingModelName' }, 'OrderField'],
  ['InvalidParameterValue', list, { Filters: [{ Name: 'AlgorithmFramework', Values: ['PYTORCH'] }] }, 'Filters.0.Name'],
  ['InvalidParameterValue', versions, { ...seed, Filters: [{ Name: 'keyword', Values: ['a'] }] }, 'Filters.0.Name'],
  ['InvalidParameterValue', list, { Filters: [{ Name: 'constructor', Values: ['a'] }] }, 'Filters.0.Name'],
  ['InvalidParameterValue', list, { Filters: Array(11).fill({ Name: 'keyword' }) }, 'Filters'],
  ['InvalidParameterValue', list, { Filters: [{ Name: 'keyword', Values: Array(101).fill('a') }] }, 'Filters.0.Values'],
])('%s is the answer of %s to %j', async ([code, action, params, name]) => {
  const { Error: error } = await call(pinnedEmulator(), action, params);
  expect(error?.Code).toBe(code);
  expect(error?.Message).toContain(`\`${name}\``);
});

test('10 filters of 100 values are accepted', async () => {
  const values = Array<string>(100).fill('a');
  const filters = Array.from({ length: 10 }, () => ({ Name: 'keyword', Values: values }));
  expect(await codeOf(pinnedEmulator(), list, { Filters: filters })).toBe('ok');
});

test('a null parameter is absent, as the documented optional ones are', async () => {
  expect(await codeOf(pinnedEmulator(), list, { Filters: null, Limit: null })).toBe('ok');
});

test.for([
  ['{"TrainingModelId":', 'InvalidParameter'],
  [`${'['.repeat(33)}${']'.repeat(33)}`, 'InvalidParameter'],
  [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'InvalidParameter'],
  ['"text"', 'InvalidParameter'],
  ['', 'MissingParameter'],
] as const)('a body of %.60j is %s', async ([body, code]) => {
  expect(await codeOf(pinnedEmulator(), versions, {}, { body })).toBe(code);
});

test('a body over 10 MB and a query over 32 KB are too large', async () => {
  const emulator = pinnedEmulator();
  const body = `"${'a'.repeat(10 * 1024 * 1024)}"`;
  expect(await codeOf(emulator, list, {}, { body })).toBe('RequestSizeLimitExceeded');
  expect(await codeOf(emulator, list, {}, { method: 'GET', query: `a=${'a'.repeat(33_000)}` })).toBe(
    'RequestSizeLimitExceeded',
  );
});

test('a GET gives numbers, booleans and lists as text', async () => {
  const query =
    'Limit=2&Offset=1&WithModelVersions=true&Filters.0.Name=keyword&Filters.0.Values.0=ocr&Filters.0.Fuzzy=true';
  const get = await call(pinnedEmulator(), list, {}, { method: 'GET', query });
  const filters = [{ Name: 'keyword', Values: ['ocr'], Fuzzy: true }];
  const post = await call(pinnedEmulator(), list, { Limit: 2, Offset: 1, WithModelVersions: true, Filters: filters });
  expect({ ...get, RequestId: '' }).toEqual({ ...post, RequestId: '' });
  expect(get['TotalCount']).toBe(2);
});

test.for([
  ['Offset', 0],
  ['Limit', 5],
] as const)('the largest number of 64 bits is a good %s', async ([name, size]) => {
  const emulator = pinnedEmulator({ models: 4, versions: 0 });
  const largest = '9223372036854775807';
  const get = await call(emulator, list, {}, { method: 'GET', query: `${name}=${largest}` });
  const post = await call(emulator, list, {}, { body: `{"${name}":${largest}}` });
  for (const answer of [get, post]) expect(answer['TrainingModels']).toHaveLength(size);
});

test('a number of more than 64 bits is of the wrong type', async () => {
  for (const number of ['9223372036854775808', '-9223372036854775809', '99999999999999999999'])
    expect(await codeOf(pinnedEmulator(), list, {}, { method: 'GET', query: `Offset=${number}` })).toBe(
      'InvalidParameter',
    );
});

test.for([
  'Limit=ten',
  'WithModelVersions=yes',
  'Limit.0=1',
  'Limit=1&Limit=2',
  'Filters=a&Filters.0.Name=b',
  'a.b.c.d.e.f.g.h=1',
])('the query %s is refused', async (query) => {
  expect(await codeOf(pinnedEmulator(), list, {}, { method: 'GET', query })).toMatch(
    /^(InvalidParameter|UnknownParameter)$/,
  );
});

test('the elements of a flattened list are in the order of their numbers', async () => {
  const query = 'Filters.10.Name=Nothing&Filters.2.Name=keyword';
  const { Error: error } = await call(pinnedEmulator(), list, {}, { method: 'GET', query });
  expect(error?.Message).toContain('`Filters.1.Name`');
});

test('the Chinese text of an unknown parameter comes with the language zh-CN', async () => {
  const chinese = { headers: { 'x-tc-language': 'zh-CN' } };
  const { Error: error } = await call(pinnedEmulator(), versions, { ...seed, Ontent: 1 }, chinese);
  expect(error?.Message).toBe('未定义参数 Ontent');
});

test('other readings of refusals and of absent parameters can be chosen', async () => {
  const code = (
    choices: Partial<Choices>,
    action: string,
    params: unknown,
    options: CallOptions = {},
  ): Promise<string> => codeOf(pinnedEmulator({ choices }), action, params, options);
  expect(await code({ nullParameter: 'wrong-type' }, list, { Filters: null })).toBe('InvalidParameter');
  expect(await code({ badContentType: 'InvalidRequest' }, list, {}, { contentType: 'text/plain' })).toBe(
    'InvalidRequest',
  );
  expect(await code({ foreignScope: 'AuthFailure.InvalidAuthorization' }, list, {}, { service: 'cvm' })).toBe(
    'AuthFailure.InvalidAuthorization',
  );
  const badName = { Filters: [{ Name: 'Nothing', Values: ['a'] }] };
  expect(await code({ unknownFilterName: 'InvalidParameter' }, list, badName)).toBe('InvalidParameter');
  expect(await code({ otherOrderField: 'ignored' }, list, { OrderField: 'TrainingModelName' })).toBe('ok');
  const negative = { choices: { negativeOffsetOrLimit: 'default' } } as const;
  const page = await call(pinnedEmulator(negative), list, { Offset: -1, Limit: -1 });
  expect({ ...page, RequestId: '' }).toEqual({ ...(await call(pinnedEmulator(), list)), RequestId: '' });
  const empty = await call(pinnedEmulator({ choices: { limitZero: 'empty-page' } }), list, { Limit: 0 });
  expect(empty['TrainingModels']).toEqual([]);
  const chinese = await call(pinnedEmulator({ choices: { language: 'zh-CN' } }), list, { Ontent: 1 });
  expect(chinese.Error?.Message).toBe('未定义参数 Ontent');
});

test('what is not at / is not the API', async () => {
  const response = await pinnedEmulator().fetch(new Request('http://localhost/other'));
  expect(response.status).toBe(404);
});
