/** One line for each attempt that failed, and few of them where all fail. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLog } from '../../src/telemetry/log.ts';
import { logAttempts } from '../../src/telemetry/log-attempts.ts';
import { createClockedSystem, pass, stopClock, until } from '../helpers/clocked-system.ts';
import { createDice } from '../helpers/dice.ts';
import { outcomes } from '../helpers/error-codes.ts';
import { keepLog } from '../helpers/log-lines.ts';
import type { SystemOptions } from '../helpers/system.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

const region = 'ap-guangzhou';
const action = 'DescribeTrainingModelVersions';
const failed = 'upstream attempt failed';
const more = 'more upstream attempts failed';

function createLoggedSystem(options: SystemOptions = {}, level: 'debug' | 'info' = 'info') {
  const kept = keepLog('json', level);
  const attempts = logAttempts(kept.log);
  const system = createClockedSystem({
    ...options,
    emulator: { models: 40, versions: 2, ...options.emulator },
    client: { watch: attempts.watch, ...options.client },
  });
  const ids = system.emulator.store.models(region).map((model) => model.TrainingModelId);
  return { ...system, ...kept, ids, close: attempts.close };
}

const one = (id = '') => `{ trainingModel(id: "${id}") { name } }`;

it('tells what failed, where, why, and how long that took', async () => {
  const { emulator, tell, records, ids } = createLoggedSystem({ emulator: { latencyMs: 20 }, client: { attempts: 2 } });
  emulator.faults.set({ errorCode: { value: 'InternalError', times: 1 } });
  await tell(one(ids[0]));
  expect(records()).toEqual([
    {
      time: expect.any(String) as unknown,
      level: 'warn',
      msg: failed,
      action,
      region,
      attempt: 1,
      queuedMs: 0,
      upstreamMs: 20,
      upstreamRequestId: emulator.calls.snapshot().recent[0]?.requestId,
      kind: 'unavailable',
      upstreamCode: 'InternalError',
    },
  ]);
});

it('tells in our own words what TI-ONE has not said, and none of the words of TI-ONE', async () => {
  const { emulator, tell, records, ids } = createLoggedSystem({ client: { attempts: 1 } });
  emulator.faults.set({ dropConnection: true });
  await tell(one(ids[0]));
  emulator.faults.set({ errorCode: { value: 'InternalError', message: 'deadlock on shard 7' } });
  await tell(one(ids[1]));
  const [dropped, refused] = records();
  expect(dropped).toMatchObject({
    kind: 'unavailable',
    error: expect.stringContaining('cannot be reached') as unknown,
  });
  expect(dropped).not.toHaveProperty('upstreamCode');
  expect(refused).not.toHaveProperty('error');
  expect(JSON.stringify(refused)).not.toContain('deadlock');
});

it('tells of an attempt that never went out', async () => {
  const { ask, records } = createLoggedSystem({
    client: { requestsPerSecond: 1, attempts: 1 },
    server: { timeoutMs: 500 },
  });
  await until(
    Promise.all([
      ask(`{ trainingModelVersion(id: "mv-v1-1") { id } }`),
      ask(`{ trainingModelVersion(id: "mv-v1-2") { id } }`),
    ]),
  );
  const [only, ...rest] = records(failed);
  expect(rest).toEqual([]);
  expect(only).toMatchObject({ level: 'warn', kind: 'throttled', queuedMs: 0 });
  for (const name of ['upstreamMs', 'upstreamCode', 'upstreamRequestId']) expect(only).not.toHaveProperty(name);
});

const levels: Readonly<Record<string, string>> = { UPSTREAM_AUTHENTICATION: 'error' };

it.each([
  ...outcomes.map(({ code, from: [value = ''] }) => ({ value, level: levels[code] ?? 'warn' })),
  { value: 'LimitExceeded', level: 'error' },
])('$value is as grave as $level', async ({ value, level }) => {
  const { emulator, tell, records, ids } = createLoggedSystem({ client: { attempts: 1 } });
  emulator.faults.set({ errorCode: value });
  await tell(one(ids[0]));
  expect(records()).toMatchObject([{ level, upstreamCode: value }]);
});

it('is silent of what went well and of what is not there, unless everything is asked for', async () => {
  const quiet = createLoggedSystem();
  const loud = createLoggedSystem({}, 'debug');
  for (const { tell, ids } of [quiet, loud]) {
    await tell(one(ids[0]));
    await tell('{ trainingModelVersion(id: "mv-v1-1") { id } }');
  }
  expect(quiet.records()).toEqual([]);
  expect(loud.records()).toMatchObject([
    { level: 'debug', msg: 'upstream attempt' },
    { level: 'debug', msg: failed, kind: 'not-found' },
  ]);
});

it('tells of as many failures as TI-ONE has refused calls, with the request ids of all', async () => {
  const { emulator, ask, records, ids } = createLoggedSystem();
  emulator.faults.set({
    throttle: { percent: 15 },
    errorCode: [
      { value: 'InternalError', percent: 15 },
      { value: 'FailedOperation.QueryDatabaseFail', percent: 10 },
    ],
  });
  const dice = createDice(11);
  const asked: Promise<unknown>[] = [];
  for (let count = 0; count < 300; count += 1) {
    asked.push(ask(one(ids[dice.below(ids.length)])));
    await pass(100);
  }
  await until(Promise.all(asked));
  const book = emulator.calls.snapshot();
  const refused = book.recent.filter(({ code }) => code !== null).map(({ requestId, code }) => ({ requestId, code }));
  // All of them are in the book, one by one.
  expect(refused).toHaveLength(book.refused);
  expect(book.refused).toBeGreaterThan(40);
  const told = records(failed).filter(({ upstreamCode }) => upstreamCode !== undefined);
  const inOrder = (list: readonly { requestId: unknown; code: unknown }[]) =>
    list.map((entry) => JSON.stringify(entry)).toSorted();
  expect(inOrder(told.map((line) => ({ requestId: line['upstreamRequestId'], code: line['upstreamCode'] })))).toEqual(
    inOrder(refused),
  );
});

it('writes 20 lines of a kind in a second, and then how many there were', async () => {
  const { client, records, close } = createLoggedSystem({
    client: { attempts: 1, requestsPerSecond: Infinity },
    emulator: { rateLimit: 1 },
  });
  const fail = async (count: number) => {
    const call = () => client.call(action, { TrainingModelId: 'm-1' }, { region }).catch(() => undefined);
    await until(Promise.all(Array.from({ length: count }, call)));
  };
  await fail(61);
  expect(records(failed)).toHaveLength(20);
  await pass(990);
  expect(records(more)).toEqual([]);
  await pass(20);
  expect(records(more)).toMatchObject([{ level: 'warn', kind: 'throttled', count: 40 }]);
  // The next window is one of its own; what it leaves out is told at the end.
  await fail(31);
  expect(records(failed)).toHaveLength(40);
  close();
  expect(records(more)).toMatchObject([{ count: 40 }, { count: 10 }]);
  close();
  await pass(2_000);
  expect(records(more)).toHaveLength(2);
});

it('tells of lines that nobody took, before the next one', () => {
  const lines: string[] = [];
  let isTaken = true;
  const log = createLog({
    format: 'text',
    output: (line) => {
      if (isTaken) lines.push(line);
      return isTaken;
    },
  });
  const write = (message: string) => {
    log.write({ severity: 'info', message });
  };
  write('one');
  isTaken = false;
  write('two');
  write('three');
  isTaken = true;
  write('four');
  write('five');
  expect(lines).toEqual([
    'tione-graphql: one',
    'tione-graphql: WARNING: log lines were dropped: nobody read them count=2',
    'tione-graphql: four',
    'tione-graphql: five',
  ]);
});
