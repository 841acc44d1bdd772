/** Walks through pages of models while models come and go: no survivor is skipped, none is repeated, and the walk ends. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Choices } from '../../src/emulator/choices.ts';
import type { ModelFilter } from '../helpers/model-oracle.ts';
import {
  apply,
  createWorld,
  fill,
  poolIds,
  walkModels,
  walkOrder,
  type Change,
  type Direction,
  type WalkPlan,
  type World,
} from '../helpers/model-walks.ts';

/** What nobody knows of the upstream must not matter. */
const readings: readonly Partial<Choices>[] = [
  { fuzzyIgnoresCase: true },
  { fuzzyIgnoresCase: true, maxLimit: 30, oneValueIsFuzzyInList: 'always' },
  { fuzzyIgnoresCase: true, maxLimit: 30, limitAboveMaximum: 'refused', versionsNotAsked: 'no-key' },
  { fuzzyIgnoresCase: true, filtersCombine: 'or', oneValueIsFuzzyInList: 'only-when-true', versionsNotAsked: 'null' },
];

/** Filters that TI-ONE can evaluate, and some that only we can. */
const filters: readonly (ModelFilter | null)[] = [
  null,
  { tags: [{ key: 'team' }] },
  { name: { eq: 'beta' } },
  { format: { eq: 'PMML' } },
  { name: { contains: 'ALPH' } },
  { format: { notIn: ['PMML'] } },
  { id: { notIn: poolIds.filter((_, number) => number % 5 === 0) } },
  { id: { in: poolIds.filter((_, number) => number % 3 !== 0) } },
  { tags: [{ key: 'team', values: ['vision'] }], format: { in: ['ONNX', 'UNRECOGNIZED'] } },
];

/** Some pages long, whatever the size of a page. */
const sizes = fc
  .oneof({ arbitrary: fc.integer({ min: 1, max: 30 }), weight: 12 }, { arbitrary: fc.constant(100), weight: 1 })
  .chain((size) => fc.record({ size: fc.constant(size), among: fc.integer({ min: 0, max: Math.min(400, 8 * size) }) }));

const numbers = fc.array(fc.nat(399), { maxLength: 5 });
const changes: fc.Arbitrary<Change> = fc.record({
  gone: numbers,
  come: numbers,
  here: fc.boolean(),
  burst: fc.option(
    fc
      .tuple(fc.boolean(), fc.integer({ min: -45, max: 10 }), fc.integer({ min: 1, max: 45 }))
      .map(([isComing, from, length]) => ({ isComing, from, to: from + length })),
    { nil: undefined, freq: 2 },
  ),
});

const plans: fc.Arbitrary<WalkPlan> = fc
  .record({
    pages: sizes,
    density: fc.constantFrom(30, 70, 100),
    filter: fc.oneof(fc.constant(null), fc.constantFrom(...filters)),
    totals: fc.constantFrom([false], [true], [false, true], [true, false, false]),
    changes: fc.array(changes, { maxLength: 10 }),
  })
  .map(({ pages, ...plan }) => ({ ...plan, ...pages }));

const directions: readonly Direction[] = (['ASC', 'DESC'] as const).flatMap((direction) =>
  [false, true].map((isBackward) => ({ direction, isBackward })),
);

const worlds = new Map(readings.map((choices) => [choices, createWorld(choices)]));
const worldOf = (reading: Partial<Choices>): World => worlds.get(reading) ?? createWorld(reading);

/** Pages that TI-ONE filters itself need no more calls than this, however much came or went since the last one. */
const callsOfExactPage = 8;
const exact = new Set(filters.slice(0, 4));

it.each(directions)(
  'a walk $direction (backward: $isBackward) has the right pages while models come and go between them',
  async (towards) => {
    let met = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...readings), plans, async (reading, plan) => {
        const world = worldOf(reading);
        fill(world, plan);
        const order = walkOrder(plan.filter, towards);
        const there = (): readonly string[] => order.filter((id) => world.present.has(id));
        const owed = new Set(there());
        const seen: string[] = [];
        let pages = 0;
        let at = -1;
        await walkModels(world, plan, towards, ({ ids, hasMore, totalCount, calls }) => {
          const rest = there().filter((id) => order.indexOf(id) > at);
          expect({ ids, hasMore }).toEqual({ ids: rest.slice(0, plan.size), hasMore: rest.length > plan.size });
          if (totalCount !== undefined) expect(totalCount).toBe(there().length);
          if (reading === readings[0] && exact.has(plan.filter)) expect(calls).toBeLessThanOrEqual(callsOfExactPage);
          seen.push(...ids);
          at = Math.max(at, order.indexOf(ids.at(-1) ?? ''));
          const change = plan.changes[pages++];
          if (change === undefined || !hasMore) return;
          apply(world, change, order, at);
          for (const id of owed) if (!world.present.has(id) && !seen.includes(id)) owed.delete(id);
          there()
            .filter((id) => order.indexOf(id) > at)
            .forEach((id) => owed.add(id));
        });
        expect(new Set(seen).size).toBe(seen.length);
        expect([...owed].filter((id) => !seen.includes(id))).toEqual([]);
        met += seen.length;
      }),
      { seed: 608_587_242, numRuns: 130, endOnFailure: true },
    );
    // Walks through nothing would prove little.
    expect(met).toBeGreaterThan(130 * 15);
  },
);

it.each(directions)(
  'a walk $direction (backward: $isBackward) skips no survivor and repeats none while models come and go between the calls of a page',
  async (towards) => {
    let happened = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...readings), plans, async (reading, plan) => {
        const world = worldOf(reading);
        fill(world, plan);
        const order = walkOrder(plan.filter, towards);
        const survivors = new Set(order.filter((id) => world.present.has(id)));
        const seen: string[] = [];
        let calls = 0;
        world.afterCall = () => {
          const change = plan.changes[calls++];
          if (change === undefined) return;
          happened += 1;
          apply(world, change, order, order.indexOf(seen.at(-1) ?? '') + 1);
          for (const id of survivors) if (!world.present.has(id)) survivors.delete(id);
        };
        await walkModels(world, plan, towards, ({ ids }) => {
          seen.push(...ids);
        });
        expect(seen).toEqual(order.filter((id) => seen.includes(id)));
        expect([...survivors].filter((id) => !seen.includes(id))).toEqual([]);
      }),
      { seed: 625_097_625, numRuns: 130, endOnFailure: true },
    );
    expect(happened).toBeGreaterThan(130);
  },
);
