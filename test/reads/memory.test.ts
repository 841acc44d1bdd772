/** What is remembered is bounded in bytes, and those are counted honestly. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createReads, type Asking, type Reads } from '../../src/reads/index.ts';
import { createClockedSystem, stopClock, until } from '../helpers/clocked-system.ts';
import { idOf, insertNumbered } from '../helpers/many-models.ts';
import type { System } from '../helpers/system.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

const region = 'ap-guangzhou';
const asking: Asking = { signal: new AbortController().signal, deadline: Infinity, identity: '', isFresh: false };

async function createRemembering(
  maxBytes = 1_000_000,
): Promise<{ readonly system: System; readonly reads: Reads; readonly who: Asking }> {
  const system = createClockedSystem({ client: { requestsPerSecond: Infinity }, emulator: { rateLimit: 1_000_000 } });
  const reads = createReads({ client: system.client, ttlMs: 5_000, staleMs: 60_000, maxBytes });
  return { system, reads, who: { ...asking, identity: await reads.identity(asking.signal) } };
}

it('never takes more than it may, and keeps what was used last', async () => {
  const maxBytes = 50_000;
  const { system, reads, who } = await createRemembering(maxBytes);
  for (let number = 0; number < 100; number += 1) insertNumbered(system, number, { versions: 3 });
  for (let number = 0; number < 100; number += 1) {
    await until(reads.versions(region, idOf(number), []).ask(who));
    const page = { OrderField: 'CreateTime', Order: 'ASC', Offset: number, Limit: 2, WithModelVersions: true } as const;
    await until(reads.page(region, page).ask(who));
    expect(reads.state().bytes).toBeLessThanOrEqual(maxBytes);
  }
  expect(reads.state().bytes).toBeGreaterThan(maxBytes / 2);
  system.calls();
  await until(reads.versions(region, idOf(99), []).ask(who));
  expect(system.calls()).toEqual([]);
  await until(reads.versions(region, idOf(0), []).ask(who));
  expect(system.calls()).toHaveLength(1);
});

it('keeps nothing of what alone is larger than all that it may take', async () => {
  const { system, reads, who } = await createRemembering(5_000);
  insertNumbered(system, 1, { versions: 50 });
  expect((await until(reads.versions(region, idOf(1), []).ask(who))).value).toHaveLength(50);
  expect(reads.state()).toEqual({ bytes: 0, running: 0 });
});

it('counts long questions whose answers are short', async () => {
  const { system, reads, who } = await createRemembering();
  insertNumbered(system, 1);
  const Values = Array.from({ length: 100 }, (_, index) => 'x'.repeat(100) + String(index));
  await until(reads.versions(region, idOf(1), [{ Name: 'ModelVersionType', Values }]).ask(who));
  expect(reads.state().bytes).toBeGreaterThan(10_000);
});

it('counts text that is not Latin, here in a page and its model, with two bytes for each character', async () => {
  const { system, reads, who } = await createRemembering();
  system.emulator.store.insert({ TrainingModelId: idOf(1), TrainingModelName: '模'.repeat(10_000) });
  await until(reads.page(region, { Offset: 0, Limit: 10, WithModelVersions: false }).ask(who));
  expect(reads.state().bytes).toBeGreaterThan(40_000);
});
