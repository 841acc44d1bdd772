/**
 * The reads of a caller who may not see everything. What cannot be seen is as if it was not there, in what is answered and in what
 * it costs to find that out.
 */
import type { Calls } from './calls.ts';
import { versionsIn } from './records.ts';
import type { Sight } from './rights.ts';

export function guardCalls(calls: Calls, { mayBe, needsTags, shows }: Sight): Calls {
  const listing: Calls['listing'] = async (key, withVersions) =>
    mayBe(key.id) ? calls.listing(key, withVersions, shows) : null;
  return {
    listOffered: calls.listOffered,
    // Rows of pages are decided one by one, where they are counted too.
    page: calls.page,
    listing,
    versions: async (key, filters) => {
      if (!mayBe(key.id)) return null;
      if (!needsTags) return calls.versions(key, filters);
      const model = await listing(key, true);
      return model && versionsIn(model);
    },
    version: async (key) => {
      const found = await calls.version(key, ({ TrainingModelId }) => mayBe(TrainingModelId), needsTags);
      if (!needsTags) return found;
      // Where there is no such version, as much is asked as where it is hidden.
      const modelId = found?.row.TrainingModelId ?? `m-${key.id.replace(/^.*-/, '')}`;
      const model = await listing({ ...key, id: modelId }, false);
      return model && found;
    },
  };
}
