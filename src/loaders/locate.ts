/** Finds what is asked for by id alone: in the region it was last seen in, then in the default one, then in the others. */
import type { Locations } from './locations.ts';
import type { Key, Place } from './records.ts';

/** Looks in one region; null when it is not there. */
type Look<T> = (key: Key) => Promise<T | null>;

export interface Locator {
  /**
   * What is found in the first region that has it; null when none has. `isSure` tells an answer that may be wrong from one
   * that is not: it counts only when no other region has a better one.
   */
  find<T>(place: Place, look: Look<T>, isSure?: (found: T) => boolean): Promise<T | null>;
  /** The region to read first; undefined when nothing is known. */
  regionOf(place: Place): string | undefined;
  /** An answer of this region showed this id. */
  learn(id: string, region: string): void;
}

export function createLocator(regions: readonly [string, ...string[]], locations: Locations): Locator {
  const [only] = regions;
  const isOne = regions.length === 1;
  return {
    regionOf: ({ id, region }) => region ?? (isOne ? only : (locations.regionOf(id) ?? undefined)),
    learn: (id, region) => {
      if (!isOne) locations.learn(id, region);
    },
    async find({ id, region }, look, isSure = () => true) {
      if (region !== undefined || isOne) return look({ id, region: region ?? only });
      const seenIn = locations.regionOf(id);
      if (seenIn === null) return null;
      const others = regions.filter((name) => name !== seenIn);
      let unsure = null;
      // One after the other, because a call is scarcer than a moment: most ids are in the first region.
      for (const candidate of seenIn === undefined ? others : [seenIn, ...others]) {
        const found = await look({ id, region: candidate });
        if (found === null) continue;
        if (isSure(found)) {
          locations.learn(id, candidate);
          return found;
        }
        unsure ??= found;
      }
      if (unsure === null) locations.learnNowhere(id);
      return unsure;
    },
  };
}
