import { expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/emulator.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import { drawLatency, type Latency } from '../../src/emulator/latency.ts';
import { liveRules } from '../../src/emulator/live-rules.ts';
import { createRandom } from '../../src/emulator/random.ts';
import { admin, call, codeOf, pinnedEmulator } from './harness.ts';

const list = 'DescribeTrainingModels';
const versionsOf = 'DescribeTrainingModelVersions';

function emulatorWith(faults: Faults, options: EmulatorOptions = {}) {
  const emulator = pinnedEmulator({ rateLimit: 1_000_000, ...options });
  emulator.faults.set(faults);
  return emulator;
}

type Emulator = ReturnType<typeof emulatorWith>;

async function codes(emulator: Emulator, count: number): Promise<readonly string[]> {
  const all: string[] = [];
  for (let index = 0; index < count; index += 1) all.push(await codeOf(emulator, list, { Limit: 1 }));
  return all;
}

const countOf = (all: readonly string[], code: string): number => all.filter((one) => one === code).length;

test('each error code of a list hits its own share of the calls', async () => {
  const emulator = emulatorWith({
    errorCode: [
      { value: 'InternalError', percent: 5 },
      { value: 'FailedOperation', percent: 20 },
    ],
  });
  const all = await codes(emulator, 1000);
  // Within three standard deviations of 50, and of 20 % of the 950 that the first one leaves.
  expect(Math.abs(countOf(all, 'InternalError') - 50)).toBeLessThan(21);
  expect(Math.abs(countOf(all, 'FailedOperation') - 190)).toBeLessThan(38);
  expect(countOf(all, 'ok')).toBe(1000 - countOf(all, 'InternalError') - countOf(all, 'FailedOperation'));
  expect(emulator.calls.snapshot().refused).toBe(1000 - countOf(all, 'ok'));
});

test('a share may be a fraction of a percent, and 100 % is every call', async () => {
  const rare = await codes(emulatorWith({ throttle: { percent: 0.5 } }), 1000);
  expect(countOf(rare, 'RequestLimitExceeded')).toBeGreaterThan(0);
  expect(countOf(rare, 'RequestLimitExceeded')).toBeLessThan(15);
  expect(new Set(await codes(emulatorWith({ throttle: { percent: 100 } }), 50))).toEqual(
    new Set(['RequestLimitExceeded']),
  );
});

test('the same seed repeats the hits, another one has others, and setting faults starts afresh', async () => {
  const faults: Faults = { throttle: { percent: 50 } };
  const emulator = emulatorWith(faults);
  const first = await codes(emulator, 40);
  emulator.faults.set(faults);
  expect(await codes(emulator, 40)).toEqual(first);
  expect(await codes(emulator, 40)).not.toEqual(first);
  expect(await codes(emulatorWith(faults, { seed: 1 }), 40)).toEqual(first);
  expect(await codes(emulatorWith(faults, { seed: 2 }), 40)).not.toEqual(first);
});

test('hits of one fault do not depend on what others draw', async () => {
  const alone = await codes(emulatorWith({ errorCode: { value: 'InternalError', percent: 50 } }), 40);
  const among = emulatorWith({
    latencyMs: { value: { from: 0, to: 0 }, percent: 50 },
    unknownEnums: { percent: 50 },
    errorCode: { value: 'InternalError', percent: 50 },
  });
  expect(await codes(among, 40)).toEqual(alone);
});

test('two faults of one list draw different numbers', () => {
  const rule = { value: 'InternalError', percent: 5 };
  const [one, other] = liveRules('errorCode', [rule, rule], 1);
  expect(one?.random()).not.toBe(other?.random());
});

test('`after` spares calls before any is drawn, and `times` counts hits', async () => {
  const faults: Faults = { throttle: { percent: 50, after: 10, times: 3 } };
  const emulator = emulatorWith(faults);
  const all = await codes(emulator, 10);
  expect(countOf(all, 'ok')).toBe(10);
  expect(emulator.faults.get()).toEqual({ offlineActions: [], throttle: { value: true, percent: 50, times: 3 } });
  const hits = (await codes(emulatorWith({ throttle: { percent: 50 } }), 40)).slice();
  const due = await codes(emulator, 40);
  const third = hits.flatMap((code, index) => (code === 'ok' ? [] : [index]))[2] ?? NaN;
  expect(due).toEqual(hits.map((code, index) => (index <= third ? code : 'ok')));
  expect(emulator.faults.get()).toEqual({ offlineActions: [] });
});

test('calls that a fault does not fit draw nothing', async () => {
  const faults: Faults = { throttle: { percent: 50, actions: [list] } };
  const alone = await codes(emulatorWith(faults), 20);
  const emulator = emulatorWith(faults);
  const mixed: string[] = [];
  for (let index = 0; index < 20; index += 1) {
    await codeOf(emulator, versionsOf, { TrainingModelId: 'm-1' });
    mixed.push(await codeOf(emulator, list, { Limit: 1 }));
  }
  expect(mixed).toEqual(alone);
});

test('a share is put and told over the admin path', async () => {
  const faults = {
    stall: { value: true, percent: 0.25, regions: ['ap-shanghai'] },
    latencyMs: { median: 30, p99: 400 },
  };
  const put = await admin(pinnedEmulator(), 'PUT', '/faults', faults);
  expect([put.status, put.body]).toEqual([200, { offlineActions: [], ...faults }]);
});

test.for<[NonNullable<Faults['latencyMs']>, number, number]>([
  [{ from: 10, to: 50 }, 10, 50],
  [{ value: { from: 10, to: 50 }, actions: [list] }, 10, 50],
  [{ median: 30, p99: 400 }, 1, 600_000],
])('the latency %j differs from call to call, and repeats from run to run', async ([latencyMs, least, most]) => {
  const run = async (): Promise<readonly number[]> => {
    const waits: number[] = [];
    const emulator = emulatorWith({ latencyMs }, { sleep: (ms) => Promise.resolve(void waits.push(ms)) });
    for (let index = 0; index < 20; index += 1) await call(emulator, list, { Limit: 1 });
    return waits;
  };
  const waits = await run();
  expect(new Set(waits).size).toBeGreaterThan(10);
  expect(waits.every((ms) => Number.isInteger(ms) && ms >= least && ms <= most)).toBe(true);
  expect(await run()).toEqual(waits);
});

function sorted(latency: Latency): readonly number[] {
  const random = createRandom('latency');
  return Array.from({ length: 20_000 }, () => drawLatency(latency, random)).sort((one, other) => one - other);
}

test('an even latency takes every value between its ends, and both ends', () => {
  const all = sorted({ from: 3, to: 6 });
  for (const ms of [3, 4, 5, 6]) expect(all.filter((one) => one === ms).length / all.length).toBeCloseTo(0.25, 1);
  expect(new Set(all).size).toBe(4);
});

test('a latency with a tail goes through its median and its 99th percentile', () => {
  const all = sorted({ median: 30, p99: 400 });
  expect(all[10_000]).toBeGreaterThan(28);
  expect(all[10_000]).toBeLessThan(32);
  expect(all[19_800]).toBeGreaterThan(360);
  expect(all[19_800]).toBeLessThan(440);
});

test('no latency is longer than ten minutes', () => {
  expect(sorted({ median: 1, p99: 600_000 }).at(-1)).toBe(600_000);
  expect(new Set(sorted({ median: 7, p99: 7 }))).toEqual(new Set([7]));
});
