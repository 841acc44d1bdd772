/** Which region keeps which id: learned from answers, and remembered for the life of the process. */
import { LRUCache } from 'lru-cache';
import type { Versions } from './records.ts';

export interface Locations {
  /** The region that was last seen to keep it; null when it was lately in none; undefined when nothing is known. */
  regionOf(id: string): string | null | undefined;
  learn(id: string, region: string): void;
  /** Takes in where versions are, and their models. */
  learnAll(versions: Versions): void;
  /** Every region was asked, and none has it. */
  learnNowhere(id: string): void;
}

/** About 15 MB when full. */
const maxEntries = 100_000;
/** Milliseconds. Models do not move; one that was deleted is found out when its region is asked. */
const nowhereMs = 5_000;

/** @param now Milliseconds on a clock that never goes back. */
export function createLocations(now: () => number = () => performance.now()): Locations {
  // `max` would take its memory at the start, and hundredths of a second with it.
  const known = new LRUCache<string, { readonly region: string | null }>({
    maxSize: maxEntries,
    sizeCalculation: () => 1,
    perf: { now },
  });
  /** Versions that are remembered come with many requests. */
  const taken = new WeakSet<Versions>();
  const learn: Locations['learn'] = (id, region) => {
    if (known.get(id)?.region !== region) known.set(id, { region });
  };
  return {
    regionOf: (id) => known.get(id)?.region,
    learn,
    learnAll: (versions) => {
      const [first] = versions;
      // Together they came, and so they are used and go.
      const isKnown = first !== undefined && known.get(first.row.TrainingModelVersionId)?.region === first.region;
      if (isKnown && taken.has(versions)) return;
      taken.add(versions);
      learnEach(versions, learn);
    },
    learnNowhere: (id) => {
      known.set(id, { region: null }, { ttl: nowhereMs });
    },
  };
}

/** Finds what `locations` knows, and keeps for itself what is found out. */
export function createLocationsView(locations: Locations): Locations {
  const own = createOwnLocations();
  return {
    ...own,
    regionOf: (id) => {
      const found = own.regionOf(id);
      return found === undefined ? locations.regionOf(id) : found;
    },
  };
}

/** What one request finds out, for a caller to whom it may not be told where others have found what. */
export function createOwnLocations(): Locations {
  const known = new Map<string, string | null>();
  const learn: Locations['learn'] = (id, region) => {
    known.set(id, region);
  };
  return {
    regionOf: (id) => known.get(id),
    learn,
    learnAll: (versions) => {
      learnEach(versions, learn);
    },
    learnNowhere: (id) => {
      known.set(id, null);
    },
  };
}

function learnEach(versions: Versions, learn: Locations['learn']): void {
  for (const { region, row } of versions) {
    learn(row.TrainingModelVersionId, region);
    learn(row.TrainingModelId, region);
  }
}
