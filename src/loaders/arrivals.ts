/** The versions that have come to one request with their models, by id: none of them is fetched a second time. */
import { keyText } from './planner.ts';
import type { Key, VersionRecord, Versions } from './records.ts';

export class Arrivals {
  /** Few requests look for a single version: until one does, its place need not be known. */
  #unsorted: Versions[] = [];
  #byKey: Map<string, VersionRecord> | undefined;

  add(versions: Versions): void {
    this.#unsorted.push(versions);
  }

  get(key: Key): VersionRecord | undefined {
    this.#byKey ??= new Map();
    for (const versions of this.#unsorted)
      for (const record of versions)
        this.#byKey.set(keyText({ region: record.region, id: record.row.TrainingModelVersionId }), record);
    this.#unsorted = [];
    return this.#byKey.get(keyText(key));
  }
}
