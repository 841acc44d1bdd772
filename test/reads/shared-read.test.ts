/** One read for all who want the same at one time, and nobody's leaving ends what others wait for. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createReads } from '../../src/reads/index.ts';
import { TioneError } from '../../src/tione/errors.ts';
import { versionsOf } from '../helpers/call-table.ts';
import { createClockedSystem, pass, settle, stopClock, until, type ClockedSystem } from '../helpers/clocked-system.ts';
import { idOf, insertNumbered } from '../helpers/many-models.ts';
import type { SystemOptions } from '../helpers/system.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

const one = (number: number): string => `{ trainingModel(id: "${idOf(number)}") { name } }`;
const named = (number: number): object => ({ trainingModel: { name: `model ${String(number)}` } });

function createFive(options: SystemOptions = {}): ClockedSystem {
  const system = createClockedSystem({ ...options, emulator: { latencyMs: 500, ...options.emulator } });
  for (let number = 1; number <= 5; number += 1) insertNumbered(system, number);
  return system;
}

it('asks once for a hundred who ask at one time', async () => {
  const system = createFive();
  const answers = await Promise.all(Array.from({ length: 100 }, () => system.tell(one(1))));
  expect(new Set(answers.map(({ data }) => JSON.stringify(data)))).toEqual(new Set([JSON.stringify(named(1))]));
  expect(system.calls()).toEqual([versionsOf]);
});

it.each([
  { who: 'the first', leaves: (index: number) => index === 0 },
  { who: 'everybody but the last', leaves: (index: number) => index < 99 },
])('goes on when $who leaves', async ({ leaves }) => {
  const system = createFive();
  const clients = Array.from({ length: 100 }, () => new AbortController());
  const answers = clients.map(({ signal }) => system.ask(one(1), { signal }));
  const ended = Promise.allSettled(answers);
  await pass(100);
  clients
    .filter((_, index) => leaves(index))
    .forEach((client) => {
      client.abort(new Error('gone'));
    });
  const outcomes = await until(ended);
  expect(outcomes.map(({ status }) => status)).toEqual(
    clients.map((_, index) => (leaves(index) ? 'rejected' : 'fulfilled')),
  );
  expect(await answers[99]).toMatchObject({ data: named(1) });
  expect(system.sent.map(({ signal }) => signal.aborted)).toEqual([false]);
});

it('ends the call when everybody leaves, and whoever comes then begins anew', async () => {
  const system = createFive();
  const clients = Array.from({ length: 100 }, () => new AbortController());
  const ended = Promise.allSettled(clients.map(({ signal }) => system.ask(one(1), { signal })));
  await pass(100);
  clients.forEach((client) => {
    client.abort(new Error('gone'));
  });
  await settle();
  expect(system.sent.map(({ signal }) => signal.aborted)).toEqual([true]);
  expect(await system.tell(one(1))).toMatchObject({ data: named(1) });
  expect(system.calls()).toEqual([versionsOf, versionsOf]);
  await ended;
});

it.each([
  { action: 'a call of its own', server: {}, offlineActions: ['DescribeTrainingModels'] },
  { action: 'a call for several', server: {}, offlineActions: [] },
])('frees the place in the queue when everybody leaves who waited for $action', async ({ offlineActions }) => {
  const system = createFive({ client: { requestsPerSecond: 1 }, emulator: { latencyMs: 0 } });
  system.emulator.faults.set({ offlineActions });
  await system.tell(one(1));
  await system.tell('{ trainingModels(first: 1) { totalCount } }');
  const before = system.sent.length;
  const client = new AbortController();
  const ended = Promise.allSettled([2, 3].map((number) => system.ask(one(number), { signal: client.signal })));
  await settle();
  client.abort(new Error('gone'));
  await ended;
  const { data, tookMs } = await system.tell(one(4));
  expect({ data, calls: system.sent.length - before }).toEqual({ data: named(4), calls: 1 });
  expect(tookMs).toBeLessThan(1_300);
});

it('asks nothing for a client that had left before it came to that', async () => {
  const system = createFive({ emulator: { latencyMs: 0 } });
  await system.tell(one(1));
  const clients = [2, 3].map((number) => {
    const client = new AbortController();
    const answer = system.ask(one(number), { signal: client.signal });
    client.abort(new Error('gone'));
    return answer;
  });
  await Promise.allSettled(clients);
  await pass(1_000);
  expect(system.calls()).toEqual([versionsOf]);
});

it('lets everybody wait as long as their own time lasts', async () => {
  const system = createFive({ server: { timeoutMs: 1_000 }, emulator: { latencyMs: 1_200 } });
  const early = system.ask(one(1));
  await pass(500);
  const late = system.ask(one(1));
  expect(await until(early)).toMatchObject({ errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }], tookMs: 1_000 });
  expect(await until(late)).toMatchObject({ data: named(1), tookMs: 700 });
  expect(system.calls()).toEqual([versionsOf]);
});

it('begins again for those who have more time than the one who began', async () => {
  const system = createFive({ client: { requestsPerSecond: 1 }, emulator: { latencyMs: 0 } });
  await system.tell(one(1));
  const reads = createReads({ client: system.client, ttlMs: 0, staleMs: 0, maxBytes: 1_000 });
  const { signal } = new AbortController();
  const who = { signal, identity: await reads.identity(signal), isFresh: false };
  const patience = [100, 200, 5_000, 6_000];
  const answers = patience.map((ms) =>
    reads
      .versions('ap-guangzhou', idOf(2), [])
      .ask({ ...who, deadline: performance.now() + ms })
      .then(
        ({ value }) => value?.length,
        (error: unknown) => (error instanceof TioneError ? error.kind : error),
      ),
  );
  expect(await until(Promise.all(answers))).toEqual(['throttled', 'throttled', 1, 1]);
  expect(system.sent).toHaveLength(2);
});
