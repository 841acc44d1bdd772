/** What becomes of a crowd that cannot be read together, or not in time. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Faults } from '../../src/emulator/faults.ts';
import { list, versionsOf } from '../helpers/call-table.ts';
import { mostInASecond, pass, stopClock, until } from '../helpers/clocked-system.ts';
import { down, idOf, nameOf } from '../helpers/many-models.ts';
import { askForAll, createThousand, model, numbers } from '../helpers/thousand-models.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

it('lets through what the rate allows while the list action is offline, and tells the rest when to come back', async () => {
  const system = createThousand({ server: { timeoutMs: 3_000 } });
  system.emulator.faults.set({ offlineActions: [list] });
  const answers = await askForAll(system, (number) => model(number), 5);
  const throttled = answers.filter(({ errors }) => errors !== undefined);
  for (const { errors } of throttled)
    expect(errors).toMatchObject([{ extensions: { code: 'THROTTLED', retryAfterMs: expect.any(Number) as number } }]);
  expect(answers.length - throttled.length).toBeGreaterThan(40);
  expect(Math.max(...throttled.map(({ tookMs }) => tookMs))).toBeLessThan(100);
  expect(mostInASecond(system.sent, versionsOf)).toBeLessThanOrEqual(20);
  expect(system.emulator.calls.snapshot().byAction[versionsOf]?.refused).toBe(0);
  expect(system.sent.filter(({ action }) => action === list).length).toBeLessThanOrEqual(2);
});

it('tells lists of ids at once that their turn would come too late', async () => {
  const system = createThousand({ client: { requestsPerSecond: 1 }, server: { timeoutMs: 3_000 } });
  const starts = down(1_000, 8).map((_, index) => 1_000 - index * 100);
  const answers = await until(
    Promise.all(
      starts.map((from) =>
        system.ask('query ($ids: [ID!]!) { trainingModelsByIds(ids: $ids) { name } }', {
          variables: { ids: down(from, 100).map(idOf) },
        }),
      ),
    ),
  );
  expect(answers.map(({ errors }) => errors === undefined)).toEqual(starts.map((_, index) => index < 3));
  for (const { errors, tookMs } of answers.slice(3)) {
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'THROTTLED', retryAfterMs: expect.any(Number) as number });
    expect(tookMs).toBe(0);
  }
  expect(system.sent).toHaveLength(3);
});

const refusals: readonly { readonly what: string; readonly faults: Faults }[] = [
  { what: 'is forbidden', faults: { errorCode: { value: 'UnauthorizedOperation', actions: [list] } } },
  { what: 'fails with InternalError', faults: { errorCode: { value: 'InternalError', actions: [list] } } },
  { what: 'refuses a parameter', faults: { errorCode: { value: 'InvalidParameterValue', actions: [list] } } },
  { what: 'is offline', faults: { offlineActions: [list] } },
];

it.each(refusals)(
  'reads one by one, and does not try again for a while, when the list action $what',
  async ({ faults }) => {
    const system = createThousand();
    system.emulator.faults.set(faults);
    const some = numbers.slice(0, 40);
    const askSome = () => until(Promise.all(some.map((number) => system.ask(model(number)))));
    expect((await askSome()).map(({ data }) => data)).toEqual(
      some.map((number) => ({ trainingModel: { name: nameOf(number) } })),
    );
    const tries = system.sent.filter(({ action }) => action === list).length;
    expect(tries).toBeLessThanOrEqual(2);
    await pass(20_000);
    await askSome();
    expect(system.sent.filter(({ action }) => action === list)).toHaveLength(tries);
  },
);

it('reads together again half a minute after the list action has failed', async () => {
  const system = createThousand();
  system.emulator.faults.set({ errorCode: { value: 'InternalError', actions: [list], times: 1 } });
  await until(Promise.all(numbers.slice(0, 3).map((number) => system.ask(model(number)))));
  await pass(31_000);
  system.calls();
  await askForAll(system, (number) => model(number));
  expect(system.calls().length).toBeLessThanOrEqual(15);
});
