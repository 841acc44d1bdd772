/** The data set as tests see it: insert, remove, and copies of everything to compare answers with. */
import { completeModel, type ModelInput } from './complete-model.ts';
import { readModelInput } from './model-input.ts';
import { snowflake } from './snowflake.ts';
import { DuplicateId, type Store, type StoredModel, type StoredVersion } from './store.ts';

export type InsertedModel = StoredModel & { readonly Region: string };

/** A model whose versions are a list in any case. */
export type ListedModel = StoredModel & { readonly TrainingModelVersions: readonly StoredVersion[] };

export interface ModelSet {
  /**
   * Inserts a model and returns it with all that was filled in. Throws `ModelInputError` for a malformed one and
   * `DuplicateId` for one whose id, or a version's id, exists in any region.
   */
  readonly insert: (model: ModelInput) => InsertedModel;
  /** Removes a model with its versions and returns what, inserted, puts it back; undefined when there is none. */
  readonly remove: (id: string) => InsertedModel | undefined;
  readonly regions: () => readonly string[];
  /** All models of a region, newest first, each with a list of all versions, oldest first. A copy, which may be changed. */
  readonly models: (region: string) => readonly ListedModel[];
}

/** Nodes of made-up ids start here, away from those of the built-in data. */
const firstNode = 40_000;

export function createModelSet(store: Store, regions: readonly string[], now: () => number): ModelSet {
  const freshId = (ms: number): string => {
    for (let node = firstNode; ; node += 1) {
      const id = `m-${snowflake({ ms, node, sequence: 0 })}`;
      if (!store.has(id)) return id;
    }
  };
  return {
    insert: (given) => {
      const input = structuredClone(readModelInput(given, regions));
      const region = input.Region ?? regions[0] ?? '';
      const model = completeModel({ ...input, Region: region }, freshId, now());
      const stranger = model.TrainingModelVersions?.find((row) => row.TrainingModelId !== model.TrainingModelId);
      if (stranger !== undefined) throw new DuplicateId(`a version belongs to \`${stranger.TrainingModelId}\` instead`);
      store.insert(region, model);
      return { Region: region, ...structuredClone(model) };
    },
    remove: (id) => {
      const removed = store.remove(id);
      return removed && { Region: removed.region, ...structuredClone(removed.value) };
    },
    regions: () => regions,
    models: (region) =>
      structuredClone(store.models(region)).map((model) => ({
        ...model,
        TrainingModelVersions: model.TrainingModelVersions ?? [],
      })),
  };
}
