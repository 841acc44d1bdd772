import { expect, test } from 'vitest';
import { resultText } from '../../src/emulator/answer.ts';
import { admin, call, codeOf, pinnedEmulator } from './harness.ts';

const list = 'DescribeTrainingModels';
const plain = { unknownEnums: false, timeFormat: undefined };
const megabyte = 1024 * 1024;

/** Many records around one text, which is in memory once. */
const records = (count: number, text: string) => ({ Rows: Array<object>(count).fill({ Text: text, Parts: [{}] }) });

test.for([
  ['longer than 50 MB', records(60, 'x'.repeat(megabyte))],
  ['longer than any string', records(600, 'x'.repeat(megabyte))],
  ['longer than 50 MB in bytes, but not in characters', records(20, '车'.repeat(megabyte))],
] as const)('an answer that is %s is ResponseSizeLimitExceeded', ([, result]) => {
  expect(() => resultText(result, 'id-1', plain)).toThrow(
    expect.objectContaining({ code: 'ResponseSizeLimitExceeded' }) as Error,
  );
});

test('an answer of just under 50 MB is sent', () => {
  expect(resultText(records(50, 'x'.repeat(megabyte - 50)), 'id-1', plain)).toMatch(
    /^{"Response":{"Rows":\[{"Text":"x/,
  );
});

test.for<[string, Readonly<Record<string, unknown>>]>([
  ['records in records', { Models: [{ Id: 'm', Versions: [{ Id: 'v' }, {}], Tags: [] }, { Id: 'n' }], Count: 2 }],
  ['many records', { Rows: Array.from({ length: 40 }, (_, n) => (n % 20 === 3 ? { N: n, L: [{ n }] } : { N: n })) }],
  ['lists of other things', { Texts: ['a'], Mixed: [{}, null], Nested: [[{}]], Empty: [] }],
  ['members without a value', { A: undefined, Rows: [{ B: undefined, List: [{ C: 1 }] }], D: null }],
  ['names that need escapes', { '"': [{ '\n': [{ 车: '\u2028' }] }], ['__proto__']: 1 }],
])('an answer with %s is what JSON.stringify would write', ([, result]) => {
  expect(resultText(result, 'id-1', plain)).toBe(JSON.stringify({ Response: { ...result, RequestId: 'id-1' } }));
});

test('a refused answer is booked as refused', async () => {
  const emulator = pinnedEmulator();
  const big = { TrainingModelErrorMsg: '车'.repeat(6 * megabyte) };
  emulator.store.insert({ TrainingModelVersions: [big, big, big] });
  expect(await codeOf(emulator, list, { WithModelVersions: true })).toBe('ResponseSizeLimitExceeded');
  expect(emulator.calls.snapshot()).toMatchObject({ refused: 1, recent: [{ code: 'ResponseSizeLimitExceeded' }] });
});

test('whatever goes wrong inside is InternalError with its reason, and is booked', async () => {
  const emulator = pinnedEmulator();
  // What JSON cannot say comes from a test in this process only.
  emulator.store.insert({ Tags: [{ TagKey: 'n', TagValue: 1n as unknown as string }] });
  const { Error: error } = await call(emulator, list);
  expect([error?.Code, error?.Message]).toEqual(['InternalError', expect.stringContaining('BigInt')]);
  expect((await admin(emulator, 'GET', '/calls')).body).toMatchObject({
    refused: 1,
    recent: [{ code: 'InternalError' }],
  });
});
