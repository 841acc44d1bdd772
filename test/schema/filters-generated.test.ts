/** Whatever is stored and whatever is asked: the answer is that of a brute-force evaluation of the rules. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Choices } from '../../src/emulator/choices.ts';
import { listed, newestFirst, paged } from '../helpers/oracle.ts';
import { createSmallSystem, modelId, putModel } from '../helpers/small-system.ts';
import { pagesAsked, versionFilters, versionOrders, versionRows } from '../helpers/version-arbitraries.ts';
import { listDocument, modelListDocument, readPage, summary } from '../helpers/version-lists.ts';

/** What nobody knows of the upstream must not matter. */
const readings: readonly Partial<Choices>[] = [
  {},
  { fuzzyMatch: 'prefix', fuzzyIgnoresCase: true, versionOrder: 'newest-first' },
  { oneValueIsFuzzyInVersions: 'unless-false', filtersCombine: 'or' },
  { oneValueIsFuzzyInVersions: 'only-when-true', versionsNotAsked: 'no-key' },
];
const systems = new Map(readings.map((choices) => [choices, createSmallSystem({ choices })]));

it('lists, pages and latest versions are what the rules say, each with one call at most', async () => {
  let withEntries = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...readings),
      versionRows(modelId),
      versionFilters,
      versionOrders,
      pagesAsked,
      fc.boolean(),
      async (reading, rows, filter, orderBy, { size, after, before }, tags) => {
        const system = systems.get(reading) ?? createSmallSystem();
        putModel(system, rows);
        // A run that failed may have left some.
        system.calls();
        const expected = listed(rows, filter, orderBy);
        const whole = await readPage(system, { id: modelId, filter, orderBy, first: 100 });
        expect(summary(whole)).toEqual(paged(expected, { first: 100 }));
        expect(whole.nodes).toEqual(whole.edges.map(({ node }) => node));
        expect(system.calls().length).toBeLessThanOrEqual(1);
        if (expected.length > 0) withEntries += 1;

        const entryAt = (part: number | undefined) =>
          part === undefined ? undefined : whole.edges[Math.floor(part * whole.edges.length)];
        const [afterEntry, beforeEntry] = [entryAt(after), entryAt(before)];
        const asked = { ...size, after: afterEntry?.cursor, before: beforeEntry?.cursor };
        const page = paged(expected, { ...size, afterId: afterEntry?.node.id, beforeId: beforeEntry?.node.id });

        const list = await system.query(listDocument, { id: modelId, filter, orderBy, ...asked });
        expect(list.errors).toBeUndefined();
        expect(list.data?.trainingModelVersions && summary(list.data.trainingModelVersions)).toEqual(page);
        expect(system.calls().length).toBeLessThanOrEqual(1);

        const model = await system.query(modelListDocument, { id: modelId, filter, orderBy, tags, ...asked });
        expect(model.errors).toBeUndefined();
        expect(model.data?.trainingModel && summary(model.data.trainingModel.versions)).toEqual(page);
        const [latest] = listed(rows, filter, newestFirst);
        expect(model.data?.trainingModel?.latestVersion?.id).toBe(latest);
        const calls = system.calls();
        // A model without versions is known to the list action only.
        expect(calls.length).toBe(rows.length === 0 && !tags ? 2 : 1);
      },
    ),
    { seed: 20_240_229, numRuns: 500 },
  );
  // Filters that match nothing would prove little.
  expect(withEntries).toBeGreaterThan(200);
});
