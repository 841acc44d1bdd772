import { expect, test } from 'vitest';
import { call, codeOf, pinnedEmulator, pinnedMs } from './harness.ts';

const list = 'DescribeTrainingModels';
const version = 'DescribeTrainingModelVersion';
const seed = { TrainingModelVersionId: 'mv-v1-625097625049989888' };

const times = async (count: number, run: () => Promise<string>): Promise<string[]> => {
  const codes: string[] = [];
  for (let index = 0; index < count; index += 1) codes.push(await run());
  return codes;
};

test('the first 20 calls of a second succeed, the others are refused with the true count', async () => {
  const emulator = pinnedEmulator();
  const codes = await times(20, () => codeOf(emulator, list));
  expect(new Set(codes)).toEqual(new Set(['ok']));
  for (const count of [21, 22]) {
    const { Error: error } = await call(emulator, list);
    expect(error).toEqual({
      Code: 'RequestLimitExceeded',
      Message: `Your current request times equals to \`${String(count)}\` in a second, which exceeds the frequency limit \`20\` for a second. Please reduce the frequency of calls.`,
    });
  }
});

test('every action has its own budget', async () => {
  const emulator = pinnedEmulator({ rateLimit: 1 });
  expect([await codeOf(emulator, list), await codeOf(emulator, version, seed)]).toEqual(['ok', 'ok']);
  expect(await codeOf(emulator, list)).toBe('RequestLimitExceeded');
});

test('the budget is that of a calendar second, whatever was used in the one before', async () => {
  let nowMs = Math.floor(pinnedMs / 1000) * 1000 + 999;
  const emulator = pinnedEmulator({ rateLimit: 2, now: () => nowMs });
  expect(await times(3, () => codeOf(emulator, list))).toEqual(['ok', 'ok', 'RequestLimitExceeded']);
  nowMs += 1;
  expect(await times(3, () => codeOf(emulator, list))).toEqual(['ok', 'ok', 'RequestLimitExceeded']);
});

test('calls of one secret id in two regions share a budget', async () => {
  const emulator = pinnedEmulator({ rateLimit: 1 });
  expect(await codeOf(emulator, list)).toBe('ok');
  expect(await codeOf(emulator, list, {}, { region: 'ap-shanghai' })).toBe('RequestLimitExceeded');
});

test('refused signatures and actions use up nothing, bad parameters do', async () => {
  const emulator = pinnedEmulator({ rateLimit: 1 });
  await times(3, () => codeOf(emulator, list, {}, { secretKey: 'wrong' }));
  await times(3, () => codeOf(emulator, list, {}, { region: '' }));
  expect(await codeOf(emulator, list, { Limit: 'x' })).toBe('InvalidParameter');
  expect(await codeOf(emulator, list)).toBe('RequestLimitExceeded');
});

test('bad parameters use up nothing when chosen so', async () => {
  const emulator = pinnedEmulator({ rateLimit: 1, choices: { rateCounted: 'after-parameters' } });
  expect(await codeOf(emulator, list, { Limit: 'x' })).toBe('InvalidParameter');
  expect(await codeOf(emulator, list)).toBe('ok');
});

test('others of the account use up their part of each second before us, and are in the count', async () => {
  let nowMs = pinnedMs;
  const emulator = pinnedEmulator({ now: () => nowMs });
  emulator.faults.set({ otherRequestsPerSecond: 15 });
  const fiveOfSix = [...Array<string>(5).fill('ok'), 'RequestLimitExceeded'];
  expect(await times(6, () => codeOf(emulator, list))).toEqual(fiveOfSix);
  expect((await call(emulator, list)).Error?.Message).toContain('times equals to `22` in a second');
  expect(await times(6, () => codeOf(emulator, version, seed))).toEqual(fiveOfSix);
  nowMs += 1000;
  expect(await times(6, () => codeOf(emulator, list))).toEqual(fiveOfSix);
  expect(emulator.calls.snapshot().byAction[list]).toEqual({ calls: 13, refused: 3, maxPerSecond: 7 });
});

test('others who use up the limit leave nothing, of one action when they call only that', async () => {
  const emulator = pinnedEmulator();
  emulator.faults.set({ otherRequestsPerSecond: { value: 1000, actions: [list] } });
  expect((await call(emulator, list)).Error?.Message).toContain('times equals to `1001` in a second');
  expect(await codeOf(emulator, version, seed)).toBe('ok');
  emulator.faults.set({});
  expect(await codeOf(emulator, list)).toBe('ok');
});
