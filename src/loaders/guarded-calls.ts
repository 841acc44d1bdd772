/**
 * The reads of a caller who may not see everything. What cannot be seen is as if it was not there, in what is answered and in what
 * it costs to find that out.
 */
import type { Calls } from './calls.ts';
import { andThen } from './now.ts';
import type { PlannedCall } from './planner.ts';
import { versionsIn } from './records.ts';
import type { Sight } from './rights.ts';

export function guardCalls(calls: Calls, { mayBe, needsTags, shows }: Sight): Calls {
  const listing: Calls['listing'] = (key, withVersions) =>
    mayBe(key.id) ? calls.listing(key, withVersions, shows) : null;
  const peekListing: Calls['peekListing'] = (key, withVersions) =>
    mayBe(key.id) ? calls.peekListing(key, withVersions, shows) : undefined;
  return {
    listOffered: (region) => calls.listOffered(region),
    // Rows of pages are decided one by one, where they are counted too.
    page: (region, params, isFresh) => calls.page(region, params, isFresh),
    listing,
    versions: (key, filters) => {
      if (!mayBe(key.id)) return null;
      if (!needsTags) return calls.versions(key, filters);
      return andThen(listing(key, true), (model) => model && versionsIn(model));
    },
    version: (key) => {
      const found = calls.version(key, ({ TrainingModelId }) => mayBe(TrainingModelId), needsTags);
      if (!needsTags) return found;
      return andThen(found, (version) => {
        // Where there is no such version, as much is asked as where it is hidden.
        const modelId = version?.row.TrainingModelId ?? `m-${key.id.replace(/^.*-/, '')}`;
        return andThen(listing({ ...key, id: modelId }, false), (model) => model && version);
      });
    },
    peekRows: (key, filters) => {
      if (!needsTags) return mayBe(key.id) ? calls.peekRows(key, filters) : undefined;
      const model = peekListing(key, true);
      if (model === undefined) return undefined;
      const value = model.value && versionsIn(model.value);
      const take: typeof model.take = (call) => {
        model.take(() => asListing(call()));
      };
      return { value, take, areAll: true };
    },
    peekListing,
  };
}

/** Tags come with the list action, and versions then with them. */
function asListing(call: PlannedCall | undefined): PlannedCall | undefined {
  if (call?.action !== 'DescribeTrainingModelVersions') return call;
  const { region, id } = call;
  return { action: 'DescribeTrainingModels', region, ids: [id], withVersions: true, alsoPublished: new Set() };
}
