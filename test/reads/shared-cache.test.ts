/** What processes share of what they read, whatever the store does. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SharedCache } from '../../src/reads/shared-cache.ts';
import { list } from '../helpers/call-table.ts';
import { createClockedSystem, stopClock, type ClockedSystem } from '../helpers/clocked-system.ts';
import { idOf, insertNumbered, nameOf } from '../helpers/many-models.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

/** A store in memory, whose answers come one after the other. */
function createStore(): SharedCache & { readonly texts: Map<string, string>; readonly claims: Set<string> } {
  const texts = new Map<string, string>();
  const claims = new Set<string>();
  let asked = 0;
  const later = <T>(answer: () => T): Promise<T> =>
    new Promise((resolve) => {
      asked += 1;
      setTimeout(() => {
        resolve(answer());
      }, asked % 4);
    });
  return {
    texts,
    claims,
    get: (key) => later(() => texts.get(key)),
    set: (key, text) => void texts.set(key, text),
    claim: (key) => later(() => !claims.has(key) && claims.add(key).has(key)),
    release: (key) => void claims.delete(key),
  };
}

const numbers = Array.from({ length: 50 }, (_, index) => index + 1);
function createReplica(sharedCache: SharedCache): ClockedSystem {
  const system = createClockedSystem({
    emulator: { models: 0 },
    server: { cacheTtlMs: 5_000, regions: ['ap-guangzhou'], sharedCache },
  });
  for (const number of numbers) insertNumbered(system, number);
  return system;
}

const byIds = `{ trainingModelsByIds(ids: ${JSON.stringify(numbers.map(idOf))}) { name } }`;
const names = { trainingModelsByIds: numbers.map((number) => ({ name: nameOf(number) })) };

it('reads what is asked together with one call, in whatever order the store answers', async () => {
  const system = createReplica(createStore());
  expect((await system.tell(byIds)).data).toEqual(names);
  expect(system.sent.map(({ action }) => action)).toEqual([list]);
});

it('has what another process has read, as old as it is', async () => {
  const store = createStore();
  const [one, other] = [createReplica(store), createReplica(store)];
  await one.tell(byIds);
  const told = await other.tell(byIds.replace('name', 'name readAt'));
  expect(told.data).toMatchObject(names);
  expect(other.sent).toEqual([]);
  expect(told.headers.get('cache-control')).toBe('private, max-age=5');
  expect(store.claims.size).toBe(0);
});

it('waits for what another process is reading', async () => {
  const store = createStore();
  const [one, other] = [createReplica(store), createReplica(store)];
  const question = `{ trainingModel(id: "${idOf(1)}") { name } }`;
  const both = [one.tell(question), other.tell(question)];
  for (const { data } of await Promise.all(both)) expect(data).toEqual({ trainingModel: { name: nameOf(1) } });
  expect(one.sent.length + other.sent.length).toBe(1);
});

it('does not wait long for a process that has claimed something and died', async () => {
  const store = createStore();
  const system = createReplica(store);
  vi.spyOn(store, 'claim').mockResolvedValue(false);
  const { data, tookMs } = await system.tell(`{ trainingModel(id: "${idOf(1)}") { name } }`);
  expect(data).toEqual({ trainingModel: { name: nameOf(1) } });
  expect(tookMs).toBeLessThan(2_500);
});

it.each(['', '{', 'null', '{"value":1}', '{"value":{},"readAt":"x"}', `{"value":{"x":1},"readAt":${String(8e15)}}`])(
  'takes a text that none of its kind has written for nothing: %s',
  async (text) => {
    const store = createStore();
    await createReplica(store).tell(byIds);
    for (const key of store.texts.keys()) store.texts.set(key, text);
    const system = createReplica(store);
    expect((await system.tell(byIds)).data).toEqual(names);
    expect(system.sent).toHaveLength(1);
  },
);
