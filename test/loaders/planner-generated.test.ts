/** The pure planner, whatever is demanded and whatever is in hand. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  callsAtMost,
  filtersText,
  keyText,
  planModels,
  type ModelDemand,
  type PlannedCall,
  type Surroundings,
} from '../../src/loaders/planner.ts';
import type { Filter } from '../../src/tione/types.ts';

const list = 'DescribeTrainingModels';
const versionsOf = 'DescribeTrainingModelVersions';
const onnx: readonly Filter[] = [{ Name: 'ModelFormat', Values: ['ONNX', 'ONNX'], Fuzzy: false }];
const pmml: readonly Filter[] = [{ Name: 'ModelFormat', Values: ['PMML', 'PMML'], Fuzzy: false }];

const regions = ['ap-guangzhou', 'ap-shanghai'] as const;
const demandsOf = (maxId: number): fc.Arbitrary<readonly ModelDemand[]> =>
  fc.array(
    fc.record(
      {
        region: fc.constantFrom(...regions),
        id: fc.nat(maxId).map((number) => `m-${String(number)}`),
        identity: fc.boolean(),
        listing: fc.boolean(),
        versions: fc.constantFrom<NonNullable<ModelDemand['versions']>[]>('all', [], onnx, pmml),
      },
      { requiredKeys: ['region', 'id'] },
    ),
    { maxLength: 300, size: 'max' },
  );

/** The models that a call is for. */
function keysOf(
  call: PlannedCall,
): readonly { readonly call: PlannedCall; readonly region: string; readonly id: string }[] {
  const { region } = call;
  return call.action === list ? call.ids.map((id) => ({ call, region, id })) : [{ call, region, id: call.id }];
}

const inHands = fc.dictionary(
  fc.nat(4).map((number) => `m-${String(number)}`),
  fc.record({ rows: fc.boolean(), listing: fc.boolean(), filtered: fc.subarray([onnx, pmml]) }),
);

it('asks nothing twice, serves everything, and keeps its bound', () => {
  let largest = 0;
  fc.assert(
    fc.property(
      fc.oneof(demandsOf(4), demandsOf(1_000)),
      inHands,
      fc.subarray([...regions]),
      (demands, known, offering) => {
        const inHand: Surroundings['inHand'] = ({ id }) => {
          const { rows, listing, filtered } = known[id] ?? { rows: false, listing: false, filtered: [] };
          return { rows, listing, filtered: (filters) => filtered.map(filtersText).includes(filtersText(filters)) };
        };
        const listOffered = (name: string): boolean => offering.some((offered) => offered === name);
        const plan = planModels(demands, { inHand, listOffered });
        const asked = plan.flatMap(keysOf);
        expect(new Set(asked.map(keyText)).size).toBe(asked.length);
        const callOf = new Map(asked.map((entry) => [keyText(entry), entry.call]));

        for (const demand of demands) {
          const { rows, listing, filtered } = inHand(demand);
          const call = callOf.get(keyText(demand));
          const isListed = call?.action === list;
          const isWhole = call?.action === versionsOf && call.filters === undefined;
          const bringsRows = isWhole || (isListed && call.withVersions);
          if (demand.identity === true) expect([rows, listing, isListed, isWhole]).toContain(true);
          if (demand.listing === true && listOffered(demand.region)) expect(listing || isListed).toBe(true);
          const { versions } = demand;
          if (versions === undefined) continue;
          const bringsThese = call?.action === versionsOf && JSON.stringify(call.filters) === JSON.stringify(versions);
          const isThere = rows || (versions !== 'all' && versions.length > 0 && filtered(versions));
          expect([isThere, bringsRows, versions.length > 0 && bringsThese]).toContain(true);
        }

        for (const { call, ...key } of asked) {
          const { rows, listing, filtered } = inHand(key);
          const wanted = demands.filter((demand) => keyText(demand) === keyText(key));
          const lacks = wanted.some(
            ({ identity, listing: asksListing, versions }) =>
              (identity === true && !rows && !listing) ||
              (asksListing === true && !listing) ||
              (versions !== undefined && !rows && (versions === 'all' || versions.length === 0 || !filtered(versions))),
          );
          expect(lacks).toBe(true);
          if (call.action !== list) expect(rows).toBe(false);
          else expect(call.ids.length).toBeLessThanOrEqual(100);
        }

        for (const name of regions) {
          const models = new Set(demands.filter((demand) => demand.region === name).map(({ id }) => id)).size;
          const calls = plan.filter((call) => call.region === name);
          expect(calls.length).toBeLessThanOrEqual(callsAtMost(models, listOffered(name)));
          const carrying = calls.map((call) => call.action === list && call.withVersions);
          expect(carrying).toEqual([...carrying].sort((left, right) => Number(right) - Number(left)));
          largest = Math.max(largest, calls.length);
        }
      },
    ),
    { seed: 2_022, numRuns: 400 },
  );
  expect(largest).toBeGreaterThan(100);
});
