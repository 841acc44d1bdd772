/** Which model a version belongs to, as answers showed: versions do not move, so this does not age. */
import { LRUCache } from 'lru-cache';
import type { Rows } from './upstream.ts';

export interface Homes {
  /** The id of the model; undefined when no answer showed it. */
  readonly modelOf: (versionId: string) => string | undefined;
  readonly learn: (rows: Rows) => void;
}

/** Finds what `homes` knows, and learns nothing. */
export function createHomesView({ modelOf }: Homes): Homes {
  return { modelOf, learn: () => undefined };
}

/** About 15 MB when full. */
const maxEntries = 100_000;

export function createHomes(): Homes {
  // `max` would take its memory at the start, and hundredths of a second with it.
  const models = new LRUCache<string, string>({ maxSize: maxEntries, sizeCalculation: () => 1 });
  return {
    modelOf: (versionId) => models.get(versionId),
    learn: (rows) => {
      for (const { TrainingModelVersionId, TrainingModelId } of rows)
        models.set(TrainingModelVersionId, TrainingModelId);
    },
  };
}
