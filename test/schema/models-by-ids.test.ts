/** `trainingModelsByIds`: many ids of every kind in one field. */
import { expect, it } from 'vitest';
import { list, times, versionsOf } from '../helpers/call-table.ts';
import { createManyModels, idOf, nameOf, versionIdOf } from '../helpers/many-models.ts';
import { failures } from '../helpers/small-system.ts';

const query = `query ($ids: [ID!]!) {
  trainingModelsByIds(ids: $ids) { id name versions { nodes { id } } }
}`;

const models = 200;
const malformed = [
  '',
  'm-',
  'm-x',
  'M-1',
  ' m-1',
  'm-1 ',
  '-1',
  'mv-v1-1',
  'm-12345678901234567890',
  'm-1"',
  'm-１',
  '\u0000',
];

/** Known, unknown and malformed ids and repetitions of each, mixed the same way each time. */
function mixedIds(size: number, unique: number): readonly string[] {
  const valid = Array.from({ length: unique }, (_, number) => idOf(number));
  const repeated = Array.from({ length: size - unique - malformed.length }, (_, number) => idOf(number * 3));
  const all = [...valid, ...malformed, ...repeated];
  // 7 is prime to the sizes below, so each entry comes once.
  return all.map((_, index) => all[(index * 7) % all.length] ?? '');
}

const answerTo = (id: string): unknown => {
  const number = Number(/^m-700(\d{4})$/.exec(id)?.[1] ?? NaN);
  if (!(number < models)) return null;
  return {
    id,
    name: nameOf(number),
    versions: { nodes: [{ id: versionIdOf(number, 2) }, { id: versionIdOf(number) }] },
  };
};

const mixes = [
  { size: 250, unique: 225, calls: 3 },
  { size: 250, unique: 201, calls: 3 },
  { size: 250, unique: 200, calls: 2 },
  { size: 320, unique: 300, calls: 3 },
];

it.each(mixes)(
  '$size ids, $unique of them valid and unique, are answered each in its place with $calls calls',
  async (mix) => {
    const ids = mixedIds(mix.size, mix.unique);
    expect([ids.length, new Set(ids).size]).toEqual([mix.size, mix.unique + malformed.length]);
    const system = createManyModels({ models, versions: 2 });
    const answer = await system.query(query, { ids });
    expect(answer.data).toEqual({ trainingModelsByIds: ids.map(answerTo) });
    expect(failures(answer)).toEqual(refused(ids));
    expect(system.calls()).toEqual(times(mix.calls, list));
  },
);

it.each(mixes)('$size ids cost a call for each of $unique while the list action is offline', async (mix) => {
  const ids = mixedIds(mix.size, mix.unique);
  const system = createManyModels({ models, versions: 2 });
  system.emulator.faults.set({ offlineActions: [list] });
  for (const calls of [times(mix.calls, list), []]) {
    const answer = await system.query(query, { ids });
    expect(answer.data).toEqual({ trainingModelsByIds: ids.map(answerTo) });
    expect([...failures(answer)].sort(byIndex)).toEqual(refused(ids));
    expect(system.calls()).toEqual([...calls, ...times(mix.unique, versionsOf)]);
  }
});

it('malformed ids alone cost no call', async () => {
  const system = createManyModels({ models: 1 });
  const answer = await system.query(query, { ids: malformed });
  expect(answer.data).toEqual({ trainingModelsByIds: malformed.map(() => null) });
  expect(failures(answer)).toEqual(refused(malformed));
  expect(answer.errors?.[malformed.indexOf('mv-v1-1')]?.message).toContain('trainingModelVersion');
  expect(system.calls()).toEqual([]);
});

const many = (size: number): readonly string[] => Array.from({ length: size }, (_, number) => idOf(number));

it.each([
  { size: 500, calls: 5 },
  { size: 0, calls: 0 },
])('$size ids are served with $calls calls', async ({ size, calls }) => {
  const system = createManyModels({ models, versions: 2 });
  const ids = many(size);
  expect(await system.query(query, { ids })).toEqual({ data: { trainingModelsByIds: ids.map(answerTo) } });
  expect(system.calls()).toEqual(times(calls, list));
});

it.each([many(501), times(501, idOf(0)), times(501, 'malformed')])(
  '501 ids are refused before any call (%#)',
  async (...ids) => {
    const system = createManyModels({ models: 1 });
    const answer = await system.query(query, { ids });
    expect(answer.data ?? null).toBeNull();
    expect(failures(answer).map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors?.[0]?.message).toContain('501');
    expect(answer.errors?.[0]?.message).toContain('at most 500');
    expect(system.calls()).toEqual([]);
  },
);

/** The errors for the malformed ones among the ids. */
function refused(ids: readonly string[]): readonly { readonly path: unknown; readonly code: string }[] {
  return ids.flatMap((id, index) =>
    malformed.includes(id) ? [{ path: ['trainingModelsByIds', index], code: 'BAD_USER_INPUT' }] : [],
  );
}

function byIndex(left: { readonly path: unknown }, right: { readonly path: unknown }): number {
  return indexOf(left) - indexOf(right);
}

function indexOf({ path }: { readonly path: unknown }): number {
  return Array.isArray(path) ? Number(path[1]) : NaN;
}
