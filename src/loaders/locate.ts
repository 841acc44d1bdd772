/** Finds what is asked for by id alone: in the region it was last seen in, then in the default one, then in the others. */
import type { Locations } from './locations.ts';
import type { Now } from './now.ts';
import type { Key, Place, Versions } from './records.ts';

/** Looks in one region; null when it is not there. */
type Look<T> = (key: Key) => Now<T | null>;

export interface FindOptions<T> {
  /**
   * Tells an answer that may be wrong from one that is not: it counts only when no other region has a better one.
   * @default all answers are sure
   */
  readonly isSure?: (found: T) => boolean;
  /**
   * Whether all that is looked for goes on to the next region together, as looks at one time share calls. @default false
   */
  readonly together?: boolean;
}

export interface Locator {
  /** What is found in the first region that has it; null when none has. */
  find<T>(place: Place, look: Look<T>, options?: FindOptions<T>): Now<T | null>;
  /** The region to read first; undefined when nothing is known. */
  regionOf(place: Place): string | undefined;
  /** An answer of this region showed this id. */
  learn(id: string, region: string): void;
  /** An answer showed these versions, and thereby their models. */
  learnAll(versions: Versions): void;
}

export interface LocatorOptions {
  /** The regions that may be read, the default one first. */
  readonly regions: readonly [string, ...string[]];
  readonly locations: Locations;
  /** Whether it will not do that an id was lately in no region. */
  readonly isFresh: boolean;
}

export function createLocator({ regions, locations, isFresh }: LocatorOptions): Locator {
  const [only] = regions;
  const isOne = regions.length === 1;
  const running = new Map<string, Set<Promise<unknown>>>();
  const waitAlong = async <T>(region: string, own: Promise<T | null>): Promise<T | null> => {
    const others = running.get(region) ?? new Set<Promise<unknown>>();
    running.set(region, others);
    others.add(own);
    try {
      const found = await own;
      if (found === null) await Promise.allSettled(others);
      return found;
    } finally {
      others.delete(own);
    }
  };
  return {
    regionOf: ({ id, region }) => region ?? (isOne ? only : (locations.regionOf(id) ?? undefined)),
    learn: (id, region) => {
      if (!isOne) locations.learn(id, region);
    },
    learnAll: (versions) => {
      if (!isOne) locations.learnAll(versions);
    },
    find: <T>(
      { id, region }: Place,
      look: Look<T>,
      { isSure = () => true, together = false }: FindOptions<T> = {},
    ): Now<T | null> => {
      if (region !== undefined || isOne) return look({ id, region: region ?? only });
      const seenIn = locations.regionOf(id);
      if (seenIn === null && !isFresh) return null;
      const first = seenIn ?? only;
      const own = look({ id, region: first });
      const isFound = (found: T | null, candidate: string): boolean => {
        if (found === null || !isSure(found)) return false;
        locations.learn(id, candidate);
        return true;
      };
      if (!(own instanceof Promise) && isFound(own, first)) return own;
      const search = async (): Promise<T | null> => {
        let unsure: T | null = null;
        // One after the other, because a call is scarcer than a moment: most ids are in the first region.
        for (const candidate of [first, ...regions.filter((name) => name !== first)]) {
          const looked = candidate === first ? own : look({ id, region: candidate });
          const found = await (together ? waitAlong(candidate, Promise.resolve(looked)) : looked);
          if (isFound(found, candidate)) return found;
          unsure ??= found;
        }
        if (unsure === null) locations.learnNowhere(id);
        return unsure;
      };
      return search();
    },
  };
}
