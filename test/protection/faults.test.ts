/** Whatever the upstream does: no wrong answer, no late answer, nothing left behind. */
import { afterEach, expect, test, vi } from 'vitest';
import type { Faults } from '../../src/emulator/faults.ts';
import { createLoadedSystem, load } from '../helpers/fault-load.ts';

afterEach(() => {
  vi.useRealTimers();
});

type OneFault = (percent: number) => Faults;

const faults: Readonly<Record<string, OneFault>> = {
  'slow answers': (percent) => ({ latencyMs: { value: { median: 300, p99: 5_000 }, percent } }),
  'refusals for the rate': (percent) => ({ throttle: { value: true, percent } }),
  InternalError: (percent) => ({ errorCode: { value: 'InternalError', percent } }),
  'FailedOperation.QueryDatabaseFail': (percent) => ({
    errorCode: { value: 'FailedOperation.QueryDatabaseFail', percent },
  }),
  'AuthFailure.UnauthorizedOperation': (percent) => ({
    errorCode: { value: 'AuthFailure.UnauthorizedOperation', percent },
  }),
  InvalidParameterValue: (percent) => ({ errorCode: { value: 'InvalidParameterValue', percent } }),
  'dropped connections': (percent) => ({ dropConnection: { value: true, percent } }),
  'resets before the body': (percent) => ({ resetConnection: { value: 'before-body', percent } }),
  'resets after the body': (percent) => ({ resetConnection: { value: 'after-body', percent } }),
  'truncated answers': (percent) => ({ truncate: { value: true, percent } }),
  'pages in place of answers': (percent) => ({ notJson: { value: true, percent } }),
  'gateway errors': (percent) => ({ notJson: { value: 502, percent } }),
  'slow bodies': (percent) => ({ slowBodyMs: { value: 2_000, percent } }),
  'calls that are never answered': (percent) => ({ stall: { value: true, percent } }),
  'a clock that is wrong': (percent) => ({ clockSkewSeconds: { value: 3_600, percent } }),
  'others that use the account': () => ({ otherRequestsPerSecond: 15 }),
  'a list action that is off': () => ({ offlineActions: ['DescribeTrainingModels'] }),
};

const ours = [
  'answered',
  'THROTTLED',
  'UPSTREAM_AUTHENTICATION',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'CAPABILITY_UNAVAILABLE',
  'UPSTREAM_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
];

test.for(Object.entries(faults).flatMap(([name, fault]) => [5, 100].map((percent) => ({ name, fault, percent }))))(
  '$name, $percent %',
  async ({ fault, percent }) => {
    const system = createLoadedSystem();
    const outcomes = await load(system, fault(percent), 200);
    expect(ours).toEqual(expect.arrayContaining(Object.keys(outcomes)));
    const well = await load(system, {}, 50);
    expect(well).toEqual({ answered: 50 });
    expect(vi.getTimerCount()).toBe(0);
  },
);

test('all of them together, 10,000 requests', { timeout: 120_000 }, async () => {
  const system = createLoadedSystem();
  const all = Object.values(faults).map((fault) => fault(1));
  const mixed: Faults = {
    ...all.reduce((together, one) => ({ ...together, ...one }), {}),
    errorCode: all.flatMap((one) => one.errorCode ?? []),
    offlineActions: [],
    otherRequestsPerSecond: 5,
  };
  const outcomes = await load(system, mixed, 10_000);
  expect(ours).toEqual(expect.arrayContaining(Object.keys(outcomes)));
  expect(outcomes['answered']).toBeGreaterThan(5_000);
  expect(await load(system, {}, 50)).toEqual({ answered: 50 });
  expect(vi.getTimerCount()).toBe(0);
});
