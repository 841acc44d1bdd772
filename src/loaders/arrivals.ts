/** The versions that have come to one request with their models, by id: none of them is fetched a second time. */
import { keyText } from './planner.ts';
import type { Key, VersionRecord, Versions } from './records.ts';

export interface Arrivals {
  readonly add: (versions: Versions) => void;
  readonly get: (key: Key) => VersionRecord | undefined;
}

export function createArrivals(): Arrivals {
  const byKey = new Map<string, VersionRecord>();
  // Few requests look for a single version: until one does, its place need not be known.
  let unsorted: Versions[] = [];
  return {
    add: (versions) => {
      unsorted.push(versions);
    },
    get: (key) => {
      for (const versions of unsorted)
        for (const record of versions)
          byKey.set(keyText({ region: record.region, id: record.row.TrainingModelVersionId }), record);
      unsorted = [];
      return byKey.get(keyText(key));
    },
  };
}
