/** Whatever is stored and whatever is asked, in whatever way: the answer is that of a brute-force evaluation of the rules. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Choices } from '../../src/emulator/choices.ts';
import { contents, plainModels, regions, type Content } from '../helpers/model-arbitraries.ts';
import { costAtMost } from '../helpers/operation-cost.ts';
import { answer, type Stored } from '../helpers/operation-oracle.ts';
import { operations, type Selection } from '../helpers/operations.ts';
import { failures } from '../helpers/small-system.ts';
import { createSystem, type System } from '../helpers/system.ts';
import { write } from '../helpers/write-operation.ts';

interface Reading {
  readonly choices: Partial<Choices>;
  readonly isListOffline?: boolean;
  readonly several?: boolean;
}

const exact: Partial<Choices> = { fuzzyIgnoresCase: true, fuzzyMatch: 'substring' };

/** What nobody knows of the upstream must not matter. */
const readings: readonly Reading[] = [
  { choices: exact },
  { choices: { ...exact, versionsNotAsked: 'null', versionOrder: 'newest-first', oneValueIsFuzzyInList: 'always' } },
  { choices: { ...exact, filtersCombine: 'or', maxLimit: 30 } },
  { choices: { ...exact, versionsNotAsked: 'no-key', limitAboveMaximum: 'refused' } },
  { choices: { ...exact, oneValueIsFuzzyInList: 'only-when-true', oneValueIsFuzzyInVersions: 'only-when-true' } },
  { choices: exact, isListOffline: true },
  { choices: { ...exact, versionOrder: 'newest-first', filtersCombine: 'or' }, isListOffline: true },
  { choices: exact, several: true },
];

const publishedId = 'm-608587242317024640';

async function systemOf({ choices, isListOffline = false, several = false }: Reading): Promise<System> {
  const system = createSystem({
    emulator: { models: 0, choices },
    server: { regions: several ? regions : [regions[0]] },
  });
  system.emulator.store.remove(publishedId);
  if (isListOffline) {
    system.emulator.faults.set({ offlineActions: ['DescribeTrainingModels'] });
    // What it costs to find that out is in the table of calls.
    await system.query('{ trainingModels { totalCount } }');
  }
  return system;
}

/** Of one region each reading has one for all; where ids are found is remembered, and must not be from run to run. */
const systems = new Map(readings.map((reading) => [reading, systemOf(reading)]));

function fill({ emulator: { store } }: System, { models, more }: Content, { several, isListOffline }: Reading): Stored {
  const inForce = several === true ? regions : [regions[0]];
  for (const region of regions) for (const { TrainingModelId } of store.models(region)) store.remove(TrainingModelId);
  for (const model of [...models, ...plainModels(more)])
    store.insert(several === true ? model : { ...model, Region: regions[0] });
  return {
    regions: inForce.map((region) => [region, store.models(region)]),
    isListOffline: isListOffline === true,
  };
}

interface Run {
  readonly reading: Reading;
  readonly content: Content;
  readonly operation: Selection;
}

const runs: fc.Arbitrary<Run> = fc
  .constantFrom(...readings)
  .chain((reading) =>
    fc.record({ reading: fc.constant(reading), content: contents, operation: operations(reading.several === true) }),
  );

it('500 operations answer what the rules say, for no more calls than the table says', async () => {
  let [withLists, withErrors, atTheBound] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(runs, async ({ reading, content, operation }) => {
      const system = await (reading.several === true ? systemOf(reading) : (systems.get(reading) ?? systemOf(reading)));
      const stored = fill(system, content, reading);
      const { query, variables } = write(operation);
      system.calls();
      const got = await system.query(query, variables);
      const called = system.calls();
      const calls = called.length;
      // Not what this is about: operations that are too long, or ask for too many values, are refused as a whole.
      fc.pre(got.errors?.some(({ message }) => /at most 100000|4000 tokens/.test(message)) !== true);
      const { data, unavailable } = answer(operation, stored);
      const failed = failures(got);
      const others = got.errors?.filter(({ extensions }) => extensions?.['code'] !== 'CAPABILITY_UNAVAILABLE') ?? [];
      expect(others.map(({ path, message }) => [path, message])).toEqual([]);
      const paths = failed.map(({ path }) => JSON.stringify(path)).sort();
      // A filter that nothing can pass needs no call, so that its empty list is answered offline too.
      const emptyLists = Object.entries(got.data ?? {}).filter(
        ([key, value]) => key.startsWith('trainingModels') && unavailable.has(JSON.stringify([key])) && value !== null,
      );
      for (const [key, value] of emptyLists) expect(JSON.stringify(value), key).not.toContain('"TrainingModel"');
      const expectedPaths = [...unavailable].filter(
        (path) => !emptyLists.some(([key]) => path === JSON.stringify([key])),
      );
      expect(paths).toEqual(expectedPaths.sort());
      expect(got.data).toEqual({ ...data, ...Object.fromEntries(emptyLists) });
      const bound = costAtMost(operation, stored, reading.choices.maxLimit ?? 100);
      expect(calls, `${called.join(' ')} for ${query} ${JSON.stringify(variables)}`).toBeLessThanOrEqual(bound);
      if (calls === bound && calls > 0) atTheBound += 1;
      if (query.includes(': trainingModels(')) withLists += 1;
      if (failed.length > 0) withErrors += 1;
    }),
    { seed: 75_069, numRuns: 500, endOnFailure: true },
  );
  expect(withLists).toBeGreaterThan(200);
  expect(withErrors).toBeGreaterThan(30);
  // A bound that is never reached would prove little.
  expect(atTheBound).toBeGreaterThan(200);
});
