/** What was read for one identity is nothing to another, whenever the credential changes. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { emulatorCredentials } from '../../src/emulator/emulator.ts';
import { createCredential } from '../../src/tione/credentials/credential.ts';
import { list, versionsOf } from '../helpers/call-table.ts';
import { createClockedSystem, pass, stopClock, until, type ClockedSystem } from '../helpers/clocked-system.ts';
import { idOf } from '../helpers/many-models.ts';
import { at } from '../helpers/small-system.ts';
import type { SystemOptions } from '../helpers/system.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

interface TwoFaced extends ClockedSystem {
  /** From now on, credentials are of this identity. */
  readonly become: (identity: string | undefined) => void;
}

/** A system that shows each identity models that are named after it. */
function createTwoFaced(options: SystemOptions = {}): TwoFaced {
  let now: string | undefined = 'A';
  const system = createClockedSystem({
    ...options,
    client: {
      ...options.client,
      credentials: () =>
        now === undefined
          ? Promise.reject(new Error('no credential'))
          : Promise.resolve(createCredential({ ...emulatorCredentials, identity: now, source: 'test' })),
    },
    around: (transport) => (request) => {
      const TrainingModelName = now ?? '';
      for (const number of [1, 2, 3]) {
        system.emulator.store.remove(idOf(number));
        system.emulator.store.insert({
          TrainingModelId: idOf(number),
          TrainingModelName,
          TrainingModelVersions: [{ TrainingModelName }],
        });
      }
      return transport(request);
    },
  });
  return {
    ...system,
    become: (identity) => {
      now = identity;
    },
  };
}

const one = (number: number): string => `{ trainingModel(id: "${idOf(number)}") { name } }`;
const named = (name: string): object => ({ data: { trainingModel: { name } } });
const page = '{ trainingModels(first: 1) { nodes { name } } }';

it.each([
  { query: one(1), name: (name: string) => ({ trainingModel: { name } }), action: versionsOf },
  { query: page, name: (name: string) => ({ trainingModels: { nodes: [{ name }] } }), action: list },
])('remembers for each identity by itself: $action', async ({ query, name, action }) => {
  const system = createTwoFaced();
  for (const [identity, cost] of [
    ['A', [action]],
    ['B', [action]],
    ['A', []],
    ['B', []],
  ] as const) {
    system.become(identity);
    expect((await system.tell(query)).data).toEqual(name(identity));
    expect(system.calls()).toEqual(cost);
    await pass(100);
  }
});

it('does not join what is on its way for another identity', async () => {
  const system = createTwoFaced({ emulator: { latencyMs: 500 } });
  const before = system.ask(one(1));
  await pass(100);
  system.become('B');
  expect(await system.tell(one(1))).toMatchObject(named('B'));
  expect(await until(before)).toMatchObject(named('A'));
});

it('does not read together for two identities', async () => {
  const system = createTwoFaced({ client: { requestsPerSecond: 1 } });
  await system.tell(one(1));
  await system.tell('{ trainingModels(first: 2) { totalCount } }');
  const before = [system.ask(one(2)), system.ask(one(3))];
  await pass(1);
  system.become('B');
  const after = [system.ask(one(1)), system.ask(one(2))];
  await until(Promise.all([...before, ...after]));
  const filters = system.sent.slice(2).map(({ params }) => at(params, 'Filters', '0', 'Values'));
  expect(filters).toEqual([
    [idOf(2), idOf(3)],
    [idOf(1), idOf(2)],
  ]);
});

it('forgets what a call brought that waited for its turn until the credential was another', async () => {
  const system = createTwoFaced({ client: { requestsPerSecond: 1 } });
  for (const query of [one(1), page]) {
    system.become('A');
    await system.tell(one(3));
    await system.tell('{ trainingModels(first: 2) { totalCount } }');
    const waiting = system.ask(query);
    await pass(1);
    system.become('B');
    await until(waiting);
    system.become('A');
    await pass(3_000);
    expect(JSON.stringify((await system.tell(query)).data)).toContain('"name":"A"');
    await pass(60_000);
  }
});

it('shares nothing with anybody who has no credential', async () => {
  const system = createTwoFaced();
  await system.tell(one(1));
  await pass(100);
  system.become(undefined);
  expect(await system.tell(one(1))).toMatchObject({ errors: [{ extensions: { code: 'UPSTREAM_AUTHENTICATION' } }] });
  system.become('A');
  expect(await system.tell(one(1))).toMatchObject(named('A'));
  expect(system.calls()).toEqual([versionsOf]);
});
