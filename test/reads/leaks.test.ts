/** Whatever happens to reads, nothing of them stays behind: no read, no timer, no listener. */
import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Faults } from '../../src/emulator/faults.ts';
import { createReads, type Asking, type Reads } from '../../src/reads/index.ts';
import { createClockedSystem, pass, settle, stopClock, until, type ClockedSystem } from '../helpers/clocked-system.ts';
import { idOf, insertNumbered } from '../helpers/many-models.ts';

const rejections: unknown[] = [];
const note = (error: unknown): void => void rejections.push(error);

beforeEach(() => {
  stopClock();
  process.on('unhandledRejection', note);
});
afterEach(() => {
  process.off('unhandledRejection', note);
  vi.useRealTimers();
});

const region = 'ap-guangzhou';
const upstreams: readonly { readonly what: string; readonly faults: Faults }[] = [
  { what: 'whole answers', faults: {} },
  { what: 'dropped connections', faults: { dropConnection: true } },
  { what: 'errors', faults: { errorCode: 'InternalError' } },
  { what: 'refusals', faults: { errorCode: 'UnauthorizedOperation' } },
  { what: 'refusals for the rate', faults: { throttle: true } },
  { what: 'no list action', faults: { offlineActions: ['DescribeTrainingModels'] } },
  { what: 'no answers', faults: { latencyMs: 600_000 } },
];

function createAll(): { readonly system: ClockedSystem; readonly reads: Reads } {
  const system = createClockedSystem({ emulator: { latencyMs: 50 }, client: { attempts: 4 } });
  for (let number = 0; number < 150; number += 1) insertNumbered(system, number, { versions: 2 });
  return { system, reads: createReads({ client: system.client, ttlMs: 1_000, staleMs: 5_000, maxBytes: 100_000 }) };
}

/** All kinds of reads, each by an asker of its own. */
function readAll(reads: Reads, ask: () => Asking): readonly Promise<unknown>[] {
  const filters = [{ Name: 'ModelFormat', Values: ['ONNX', 'ONNX'] }];
  return [
    ...Array.from({ length: 150 }, (_, number) => reads.versions(region, idOf(number), []).ask(ask())),
    ...Array.from({ length: 20 }, (_, number) => reads.versions(region, idOf(number), filters).ask(ask())),
    ...Array.from({ length: 150 }, (_, number) => reads.model(region, idOf(number), number % 2 === 0).ask(ask())),
    ...Array.from({ length: 10 }, () => reads.version(region, 'mv-v1-1').ask(ask())),
    ...Array.from({ length: 10 }, (_, Offset) =>
      reads.page(region, { Offset, Limit: 10, WithModelVersions: true }).ask(ask()),
    ),
  ];
}

it.each(upstreams)(
  'nothing stays behind of reads with $what, although some leave and some have no time',
  async ({ faults }) => {
    const { system, reads } = createAll();
    const clients: AbortController[] = [];
    const identity = await reads.identity(new AbortController().signal);
    const ask = (): Asking => {
      const client = new AbortController();
      clients.push(client);
      const deadline = performance.now() + (clients.length % 3 === 0 ? 20 : 4_000);
      return { signal: client.signal, deadline, identity, isFresh: clients.length % 17 === 0 };
    };
    for (const inForce of [{}, faults]) {
      system.emulator.faults.set(inForce);
      const ended = Promise.allSettled(readAll(reads, ask));
      await pass(60);
      clients.forEach((client, index) => {
        if (index % 5 === 0) client.abort(new Error('gone'));
      });
      await pass(4_000);
      clients.forEach((client, index) => {
        if (index % 5 === 1) client.abort(new DOMException('late', 'TimeoutError'));
      });
      await until(ended);
    }
    // What is read in the background ends by itself.
    await pass(20_000);
    expect(clients.flatMap(({ signal }) => getEventListeners(signal, 'abort'))).toEqual([]);
    expect(reads.state().running).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(rejections).toEqual([]);
  },
);

it('ends the timers of requests too', async () => {
  const { system } = createAll();
  const client = new AbortController();
  const ended = Promise.allSettled(
    Array.from({ length: 150 }, (_, number) =>
      system.ask(`{ trainingModel(id: "${idOf(number)}") { name tags { key } latestVersion { id } } }`, {
        ...(number % 2 === 0 ? { signal: client.signal } : {}),
      }),
    ),
  );
  await pass(30);
  client.abort(new Error('gone'));
  await until(ended);
  await settle();
  await pass(1_000);
  expect(vi.getTimerCount()).toBe(0);
  expect(rejections).toEqual([]);
});

it('ends the timer of what is read in the background with it', async () => {
  const { reads } = createAll();
  const { signal } = new AbortController();
  const asking = { signal, deadline: Infinity, identity: await reads.identity(signal), isFresh: false };
  await until(reads.versions(region, idOf(1), []).ask(asking));
  await pass(1_500);
  expect((await reads.versions(region, idOf(1), []).ask(asking)).isStale).toBe(true);
  await pass(100);
  expect({ ...reads.state(), bytes: 0, timers: vi.getTimerCount() }).toEqual({ bytes: 0, running: 0, timers: 0 });
});

it('does not wait for more where everybody has left', async () => {
  const { system, reads } = createAll();
  const client = new AbortController();
  const identity = await reads.identity(client.signal);
  const ask = (number: number, { signal }: AbortController): Promise<unknown> =>
    reads.versions(region, idOf(number), []).ask({ signal, deadline: Infinity, identity, isFresh: false });
  await until(Promise.all([1, 2, 3, 4].map((number) => ask(number, new AbortController()))));
  const left = expect(ask(5, client)).rejects.toMatchObject({ kind: 'cancelled' });
  await settle();
  const before = system.sent.length;
  expect(vi.getTimerCount()).toBe(1);
  client.abort(new Error('gone'));
  expect(vi.getTimerCount()).toBe(0);
  // Neither the same nor another model may go along with what has been given up.
  const later = Promise.all([5, 6].map((number) => ask(number, new AbortController())));
  await left;
  expect(await until(later)).toMatchObject([{ value: [{}, {}] }, { value: [{}, {}] }]);
  expect(system.sent.length - before).toBe(1);
});
