/** Whatever is stored, remembered and asked: an explanation costs nothing, leaves nothing behind, and tells the truth. */
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { list } from '../helpers/call-table.ts';
import { askWith, explainOnly } from '../helpers/inspected.ts';
import { contents, plainModels, regions, unknownModels, unknownVersions } from '../helpers/model-arbitraries.ts';
import type { Content } from '../helpers/model-arbitraries.ts';
import { operations, type Selection } from '../helpers/operations.ts';
import { createSystem, type System } from '../helpers/system.ts';
import { write, type Written } from '../helpers/write-operation.ts';

// For how long things are remembered must not depend on how fast the machine is: time stands still.
beforeEach(() => vi.useFakeTimers({ toFake: ['performance', 'Date'] }));
afterEach(() => vi.useRealTimers());

interface Setup {
  readonly several: boolean;
  readonly listAction: 'on' | 'off' | 'known to be off';
  readonly isWarm: boolean;
}

interface Run extends Setup {
  readonly content: Content;
  readonly before: Selection;
  readonly operation: Selection;
}

const setups: fc.Arbitrary<Setup> = fc.record({
  several: fc.boolean(),
  listAction: fc.constantFrom('on', 'on', 'off', 'known to be off'),
  isWarm: fc.boolean(),
});
const runs: fc.Arbitrary<Run> = setups.chain((setup) => {
  const operation = operations(setup.several);
  return fc.record({ content: contents, before: operation, operation }).map((run) => ({ ...setup, ...run }));
});

const publishedId = 'm-608587242317024640';

async function systemOf({ several, listAction, isWarm, content, before }: Run): Promise<System> {
  const inForce = several ? regions : ([regions[0]] as const);
  const system = createSystem({
    emulator: { models: 0, recentCalls: 1_000, choices: { fuzzyIgnoresCase: true, fuzzyMatch: 'substring' } },
    server: { regions: inForce, cacheTtlMs: isWarm ? 600_000 : 0, inspector: { mode: 'on-request' } },
  });
  const { store, faults, calls } = system.emulator;
  store.remove(publishedId);
  for (const model of [...content.models, ...plainModels(content.more)])
    store.insert(several ? model : { ...model, Region: regions[0] });
  if (listAction !== 'on') faults.set({ offlineActions: [list] });
  if (listAction === 'known to be off')
    for (const region of inForce) await system.query(`{ trainingModels(region: "${region}") { totalCount } }`);
  if (isWarm) await run(system, write(before));
  calls.reset();
  return system;
}

function run(system: System, { query, variables }: Written) {
  return system.query(query, variables);
}

/** The calls that came, without what is different each time. */
function called({ emulator }: System): readonly string[] {
  return emulator.calls.snapshot().recent.map(({ action, region, params }) => JSON.stringify([action, region, params]));
}

/** Whether all is there that it asks for by id, where it is looked for first, and comes with nothing else that it asks for. */
function isAllThere({ several, content }: Run, { query, variables }: Written): boolean {
  const stored = new Set(content.models.map(({ TrainingModelId }) => TrainingModelId));
  const values = Object.entries(variables).flatMap(([name, value]) => (/^(?:ids?|modelId)\d/.test(name) ? value : []));
  const asked = values.flat().filter((value) => typeof value === 'string');
  const isKnown = asked.every((id) => stored.has(id) && ![...unknownModels, ...unknownVersions].includes(id));
  return !several && isKnown && !query.includes('trainingModelVersion(');
}

it(
  '100 operations take as many calls as was explained, and the same as if nobody had asked before',
  { timeout: 120_000 },
  async () => {
    const seen = { equal: 0, within: 0, complete: 0 };
    await fc.assert(
      fc.asyncProperty(runs, async (setup) => {
        const written = write(setup.operation);
        const [system, twin] = await Promise.all([systemOf(setup), systemOf(setup)]);
        const status = JSON.stringify(system.client.status());
        const { tione, data } = await askWith(system, written.query, {
          variables: written.variables,
          headers: explainOnly,
        });
        // Not what this is about: operations that ask for too much are refused as a whole.
        fc.pre(tione.explain !== undefined);
        // Nothing of it is true but the type.
        expect(Object.values(data ?? {}).every((value) => value === null || value === 'Query')).toBe(true);
        expect(called(system)).toEqual([]);
        expect(JSON.stringify(system.client.status())).toBe(status);

        const [answer, other] = await Promise.all([run(system, written), run(twin, written)]);
        expect(answer.data).toEqual(other.data);
        expect(called(system)).toEqual(called(twin));

        const { totalCalls, atMostCalls, calls } = tione.explain;
        expect(calls.reduce((sum, one) => sum + one.calls, 0)).toBe(totalCalls);
        for (const one of calls) expect(one.reads).toBeGreaterThanOrEqual(one.calls);
        const real = called(system).length;
        expect(real).toBeLessThanOrEqual(atMostCalls);
        if (isAllThere(setup, written)) {
          expect(real).toBeGreaterThanOrEqual(totalCalls);
          seen.complete += 1;
        }
        seen[real === totalCalls ? 'equal' : 'within'] += 1;
      }),
      { seed: 20_261_126, numRuns: 100, endOnFailure: true },
    );
    // Mostly it is known beforehand what it takes.
    expect(seen.equal).toBeGreaterThan(seen.within);
    expect(seen.complete).toBeGreaterThan(10);
  },
);
