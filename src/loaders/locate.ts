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

export interface LocatorOptions {
  /** The regions that may be read, the default one first. */
  readonly regions: readonly [string, ...string[]];
  readonly locations: Locations;
  /** Whether it will not do that an id was lately in no region. */
  readonly isFresh: boolean;
}

export class Locator {
  readonly #options: LocatorOptions;
  /** The only region, where there are no others. */
  readonly #only: string | undefined;
  #running: Map<string, Set<Promise<unknown>>> | undefined;

  constructor(options: LocatorOptions) {
    const { regions } = options;
    this.#options = options;
    this.#only = regions.length === 1 ? regions[0] : undefined;
  }

  /** The region to read first; undefined when nothing is known. */
  regionOf({ id, region }: Place): string | undefined {
    return region ?? this.#only ?? this.#options.locations.regionOf(id) ?? undefined;
  }

  /** An answer of this region showed this id. */
  learn(id: string, region: string): void {
    if (this.#only === undefined) this.#options.locations.learn(id, region);
  }

  /** An answer showed these versions, and thereby their models. */
  learnAll(versions: Versions): void {
    if (this.#only === undefined) this.#options.locations.learnAll(versions);
  }

  /** What is found in the first region that has it; null when none has. */
  find<T>({ id, region = this.#only }: Place, look: Look<T>, options: FindOptions<T> = {}): Now<T | null> {
    if (region !== undefined) return look({ id, region });
    const { regions, locations, isFresh } = this.#options;
    const seenIn = locations.regionOf(id);
    if (seenIn === null && !isFresh) return null;
    const first = seenIn ?? regions[0];
    const own = look({ id, region: first });
    if (!(own instanceof Promise) && this.#isFound(own, { id, region: first }, options)) return own;
    return this.#search({ id, region: first }, own, look, options);
  }

  /** `own` is what was found in the first region. */
  async #search<T>({ id, region }: Key, own: Now<T | null>, look: Look<T>, options: FindOptions<T>): Promise<T | null> {
    const { regions, locations } = this.#options;
    let unsure: T | null = null;
    // One after the other, because a call is scarcer than a moment: most ids are in the first region.
    for (const candidate of [region, ...regions.filter((name) => name !== region)]) {
      const looked = candidate === region ? own : look({ id, region: candidate });
      const isTogether = options.together === true;
      const found = await (isTogether ? this.#waitAlong(candidate, Promise.resolve(looked)) : looked);
      if (this.#isFound(found, { id, region: candidate }, options)) return found;
      unsure ??= found;
    }
    if (unsure === null) locations.learnNowhere(id);
    return unsure;
  }

  #isFound<T>(found: T | null, { id, region }: Key, { isSure }: FindOptions<T>): boolean {
    if (found === null || isSure?.(found) === false) return false;
    this.#options.locations.learn(id, region);
    return true;
  }

  async #waitAlong<T>(region: string, own: Promise<T | null>): Promise<T | null> {
    const running = (this.#running ??= new Map<string, Set<Promise<unknown>>>());
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
  }
}
