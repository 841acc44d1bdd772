/** While calls must wait, what different requests want is read together. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { list, versionsOf } from '../helpers/call-table.ts';
import {
  createClockedSystem,
  pass,
  refusedBy,
  settle,
  stopClock,
  until,
  type Told,
} from '../helpers/clocked-system.ts';
import { down, idOf, insertNumbered, nameOf, versionIdOf } from '../helpers/many-models.ts';
import { askForAll, createThousand, model, numbers } from '../helpers/thousand-models.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

interface Crowd {
  readonly what: string;
  readonly query: (number: number) => string;
  readonly data: (number: number) => object;
}
const crowds: readonly Crowd[] = [
  {
    what: 'names',
    query: (number) => model(number, 'name'),
    data: (number) => ({ trainingModel: { name: nameOf(number) } }),
  },
  {
    what: 'latest versions',
    query: (number) => model(number, 'latestVersion { id }'),
    data: (number) => ({ trainingModel: { latestVersion: { id: versionIdOf(number, 2) } } }),
  },
  {
    what: 'versions that pass a filter',
    query: (number) =>
      `{ trainingModelVersions(modelId: "${idOf(number)}", filter: { format: { eq: PMML } }) { nodes { id } } }`,
    data: (number) => ({ trainingModelVersions: { nodes: [{ id: versionIdOf(number, 1) }] } }),
  },
];

it.each(
  crowds.flatMap((crowd) => [
    { ...crowd, perMs: Infinity },
    { ...crowd, perMs: 5 },
  ]),
)(
  'reads $what of a thousand models, $perMs in a millisecond, with at most 15 calls',
  async ({ query, data, perMs }) => {
    const system = createThousand();
    const answers = await askForAll(system, query, perMs);
    expect(answers.map(({ data: answer, errors }) => ({ answer, errors }))).toEqual(
      numbers.map((number) => ({ answer: data(number), errors: undefined })),
    );
    expect(system.sent.length).toBeLessThanOrEqual(15);
    expect(refusedBy(system.emulator)).toBe(0);
    expect(Math.max(...answers.map(({ tookMs }) => tookMs))).toBeLessThan(2_000);
  },
);

it('finds that some of them do not exist', async () => {
  const system = createThousand();
  const isThere = (number: number): boolean => number % 3 > 0;
  numbers.filter((number) => !isThere(number)).forEach((number) => system.emulator.store.remove(idOf(number)));
  const answers = await askForAll(system, (number) => model(number));
  expect(answers.map(({ data }) => data)).toEqual(
    numbers.map((number) => ({ trainingModel: isThere(number) ? { name: nameOf(number) } : null })),
  );
  expect(system.sent.length).toBeLessThanOrEqual(15);
});

it('reads lists of ids of many requests together', async () => {
  const system = createThousand();
  const ask = (from: number): Promise<Told> => {
    const ids = down(from, 10).map((number) => `"${idOf(number)}"`);
    return system.ask(`{ trainingModelsByIds(ids: [${ids.join()}]) { name } }`);
  };
  const starts = down(1_000, 100).map((_, index) => 1_000 - index * 10);
  const answers = await until(Promise.all(starts.map(ask)));
  expect(answers.map(({ data }) => data)).toEqual(
    starts.map((from) => ({ trainingModelsByIds: down(from, 10).map((number) => ({ name: nameOf(number) })) })),
  );
  expect(system.sent.length).toBeLessThanOrEqual(15);
});

it('goes on for the others when some of those leave for whom it reads together', async () => {
  const system = createThousand({ emulator: { latencyMs: 300 } });
  const client = new AbortController();
  const answers = numbers.slice(0, 200).map((number, index) => {
    const asked = index % 2 === 0 ? {} : { signal: client.signal };
    return system.ask(model(number), asked).catch(() => 'gone');
  });
  await settle();
  client.abort(new Error('gone'));
  const expected = numbers.slice(0, 200).map((number, index) => (index % 2 === 0 ? { name: nameOf(number) } : 'gone'));
  const told = await until(Promise.all(answers));
  expect(told.map((answer) => (typeof answer === 'string' ? answer : answer.data?.['trainingModel']))).toEqual(
    expected,
  );
  expect(system.sent.length).toBeLessThanOrEqual(5);
});

it('keeps regions apart', async () => {
  const regions = ['ap-guangzhou', 'ap-shanghai'] as const;
  const system = createClockedSystem({ server: { regions } });
  const regionOf = (number: number) => regions[number % 2] ?? regions[0];
  for (const number of numbers.slice(0, 200)) insertNumbered(system, number, { region: regionOf(number) });
  const answers = await until(
    Promise.all(
      numbers.slice(0, 200).flatMap((number) =>
        regions.map(async (region) => {
          const query = model(number, 'name region').replace('")', `", region: "${region}")`);
          const { data, errors } = await system.ask(query);
          return { number, region, model: data?.['trainingModel'], errors };
        }),
      ),
    ),
  );
  for (const { number, region, model: found, errors } of answers)
    expect({ found, errors }).toEqual({
      found: region === regionOf(number) ? { name: nameOf(number), region } : null,
      errors: undefined,
    });
  expect(system.sent.length).toBeLessThanOrEqual(15);
});

it('makes nobody wait where calls need not wait', async () => {
  const system = createThousand();
  for (let round = 0; round < 10; round += 1) {
    const ids = down(1_000 - round * 10, 5).map((number) => `"${idOf(number)}"`);
    const several = await system.tell(`{ trainingModelsByIds(ids: [${ids.join()}]) { name } }`);
    await pass(100);
    const single = await system.tell(model(500 - round));
    await pass(100);
    expect([several.tookMs, single.tookMs]).toEqual([0, 0]);
  }
  expect(system.calls()).toEqual(Array.from({ length: 10 }, () => [list, versionsOf]).flat());
});
