/** What is left of TI-ONE's rate, and which of its actions answer. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { list, version, versionsOf } from '../helpers/call-table.ts';
import { createClockedSystem, pass, settle, stopClock, until, type ClockedSystem } from '../helpers/clocked-system.ts';
import { askWith, explain, showCalls, type ShownBudget } from '../helpers/inspected.ts';
import { modelId, putModel } from '../helpers/small-system.ts';
import type { SystemOptions } from '../helpers/system.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

function create({ server, ...options }: SystemOptions = {}): ClockedSystem {
  const inspector = { mode: 'on-request' } as const;
  const system = createClockedSystem({ server: { cacheTtlMs: 0, inspector, ...server }, ...options });
  putModel(system, [{}]);
  return system;
}

const versions = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => String(from + index))
    .map((number) => `v${number}: trainingModelVersion(id: "mv-v1-${number}") { id }`)
    .join(' ');

/** A list of strings with whole numbers as parameters, as RFC 9651 writes one. */
function parsed(headers: Headers, name: string): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const items = headers.get(name)?.split(', ') ?? [];
  return Object.fromEntries(
    items.map((item) => {
      const [, text = '', parameters = ''] = /^"([ -!#-[\]-~]+)"((?:;[a-z]+=\d+)+)$/.exec(item) ?? [];
      expect(text, item).not.toBe('');
      const pairs = parameters
        .slice(1)
        .split(';')
        .map((pair) => pair.split('='));
      return [text, Object.fromEntries(pairs.map(([key = '', value]) => [key, Number(value)]))];
    }),
  );
}

const budgetOf = async (system: ClockedSystem): Promise<Readonly<Record<string, ShownBudget>>> => {
  const { tione } = await askWith(system, '{ __typename }', { headers: showCalls });
  return Object.fromEntries((tione.budget ?? []).map((budget) => [budget.action, budget]));
};

it('tells in headers what is left, beside the caller’s own limit', async () => {
  const system = create({ server: { requestsPerCaller: 50 } });
  const first = await system.tell('{ __typename }');
  expect(parsed(first.headers, 'ratelimit-policy')).toEqual({
    caller: { q: 50, w: 60 },
    [list]: { q: 20, w: 1 },
    [versionsOf]: { q: 20, w: 1 },
    [version]: { q: 20, w: 1 },
  });
  const left = { [list]: { r: 20, t: 1 }, [versionsOf]: { r: 20, t: 1 }, [version]: { r: 20, t: 1 } };
  expect(parsed(first.headers, 'ratelimit')).toEqual({ caller: { r: 49, t: 60 }, ...left });
  const after = await system.tell(`{ ${versions(1, 7)} trainingModel(id: "${modelId}") { tags { key } } }`);
  const limits = parsed(after.headers, 'ratelimit');
  expect(limits).toMatchObject({ [list]: { r: 19 }, [versionsOf]: { r: 20 }, [version]: { r: 13 } });
  // The window is up to a tenth longer than the second that TI-ONE counts by.
  await pass(1_100);
  expect(parsed((await system.tell('{ __typename }')).headers, 'ratelimit')).toMatchObject(left);
});

it('has nothing left while calls wait, and tells for how long', async () => {
  const system = create({ server: { timeoutMs: 60_000 } });
  const crowd = system.ask(`{ ${versions(1, 70)} }`);
  await settle();
  const sent = system.sent.length;
  const { [version]: budget, [list]: other } = await budgetOf(system);
  expect(budget).toMatchObject({ limit: 20, remaining: 0, queued: 70 - sent });
  expect(other).toEqual({ action: list, limit: 20, remaining: 20, queued: 0, waitMs: 0 });
  const { headers } = await system.ask('{ __typename }');
  const seconds = Math.ceil((budget?.waitMs ?? NaN) / 1_000);
  expect(parsed(headers, 'ratelimit')[version]).toEqual({ r: 0, t: seconds });
  expect(seconds).toBe(4);

  // It is as long as was told until the next call goes out.
  const askedAt = performance.now();
  const [next] = await Promise.all([until(askWith(system, `{ ${versions(100, 1)} }`, { headers: showCalls })), crowd]);
  expect(next.tione.calls?.[0]?.queuedMs).toBeGreaterThanOrEqual(budget?.waitMs ?? NaN);
  expect(next.tione.calls?.[0]?.queuedMs).toBeLessThanOrEqual((budget?.waitMs ?? NaN) + 10);
  expect(performance.now() - askedAt).toBeLessThan(4_100);
  expect(await budgetOf(system)).toMatchObject({ [version]: { queued: 0, remaining: expect.any(Number) as unknown } });
});

it('explains how long the last of many calls would wait, and they do', async () => {
  const system = create({ server: { timeoutMs: 60_000 } });
  const query = `{ ${versions(1, 65)} trainingModel(id: "${modelId}") { name } }`;
  const { expectedWaitMs, totalCalls } = await explain(system, query);
  expect(totalCalls).toBe(66);
  // Nothing of the rate is used up by that.
  const budget = await budgetOf(system);
  expect(budget).toMatchObject({ [version]: { remaining: 20, queued: 0 }, [versionsOf]: { remaining: 20, queued: 0 } });
  expect(system.sent).toEqual([]);
  await system.tell(query);
  const times = system.sent.map(({ atMs }) => atMs);
  const tookMs = Math.max(...times) - Math.min(...times);
  expect(tookMs).toBeGreaterThanOrEqual(expectedWaitMs - 1);
  expect(tookMs).toBeLessThanOrEqual(expectedWaitMs + 20);
});

it('has fewer to give after TI-ONE has refused one, and none for a moment', async () => {
  const system = create({ client: { attempts: 1 } });
  system.emulator.faults.set({ throttle: { value: true, times: 1 } });
  await system.tell(`{ ${versions(1, 1)} }`);
  const { [version]: held } = await budgetOf(system);
  expect(held).toMatchObject({ limit: 14, remaining: 0, queued: 0 });
  expect(held?.waitMs).toBeGreaterThanOrEqual(500);
  await pass(500);
  expect((await budgetOf(system))[version]).toMatchObject({ limit: 14, remaining: 13, waitMs: 0 });
  await pass(6_000);
  expect((await budgetOf(system))[version]).toMatchObject({ limit: 20, remaining: 20 });
});

it('says nothing of a rate that has no limit', async () => {
  const system = create({ client: { requestsPerSecond: Infinity } });
  const { headers, extensions } = await system.ask('{ __typename }', { headers: showCalls });
  expect([headers.get('ratelimit'), headers.get('ratelimit-policy')]).toEqual([null, null]);
  const none = { limit: null, remaining: null, queued: 0, waitMs: 0 };
  expect(extensions?.['tione']).toMatchObject({ budget: [none, none, none] });
});

it('tells which action answers, where, and since when', async () => {
  const system = create({ server: { regions: ['ap-guangzhou', 'ap-shanghai'] }, client: { actionRetryMs: 60_000 } });
  const known = async (): Promise<unknown> => {
    const { tione } = await askWith(system, '{ __typename }', { headers: showCalls });
    return tione.capabilities
      ?.filter(({ state }) => state !== 'UNKNOWN')
      .map(({ action, region, state, since }) => [action, region, state, since]);
  };
  const { tione } = await askWith(system, '{ __typename }', { headers: showCalls });
  expect(tione.capabilities).toEqual(
    ['ap-guangzhou', 'ap-shanghai'].flatMap((region) =>
      [list, versionsOf, version].map((action) => {
        return { action, region, published: action !== list, state: 'UNKNOWN', since: null };
      }),
    ),
  );
  const now = (): string => new Date().toISOString();
  const ask = () => system.tell('{ trainingModels { totalCount } }');
  const onSince = now();
  await ask();
  await pass(10_000);
  await ask();
  expect(await known()).toEqual([[list, 'ap-guangzhou', 'ANSWERS', onSince]]);
  await pass(100);
  system.emulator.faults.set({ offlineActions: [list] });
  const offSince = now();
  await ask();
  expect(await known()).toEqual([[list, 'ap-guangzhou', 'NOT_OFFERED', offSince]]);
  await pass(61_000);
  await ask();
  // Asked again, and still so.
  expect(await known()).toEqual([[list, 'ap-guangzhou', 'NOT_OFFERED', offSince]]);
  system.emulator.faults.set({});
  await pass(61_000);
  const backSince = now();
  await ask();
  expect(await known()).toEqual([[list, 'ap-guangzhou', 'ANSWERS', backSince]]);
  const field = '{ trainingModelUpstream { capabilities { action state since } } }';
  const { data } = await system.ask(field);
  expect(data).toMatchObject({
    trainingModelUpstream: {
      capabilities: expect.arrayContaining([
        { action: list, state: 'ANSWERS', since: backSince.replace('.000', '') },
      ]) as unknown,
    },
  });
});
