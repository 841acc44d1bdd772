/** What one request has asked of models so far, answered or on its way: nothing is asked a second time. */
import { mayFailAlone } from '../reads/failures.ts';
import type { Filter } from '../tione/types.ts';
import type { Calls } from './calls.ts';
import { andThen, type Now } from './now.ts';
import { filtersText, keyText, type InHand, type ListingCall, type PlannedCall } from './planner.ts';
import { versionsIn, type Key, type ModelRow, type Versions } from './records.ts';

/** What was asked of one model. */
export interface Asked {
  listing?: Listing;
  rows?: Now<Versions | null>;
  filtered?: Map<string, Now<Versions | null>>;
}

interface Listing {
  readonly model: Now<ModelRow | null>;
  /** How many models were asked for with it. */
  readonly width: number;
}

/** Whoever learns of versions as they arrive. */
interface Learner {
  learnAll(versions: Versions): void;
}

export class AskedModels {
  readonly #calls: Calls;
  readonly #learner: Learner;
  /** The one that was asked for last: most requests ask for no other. */
  #latest: (Key & { readonly asked: Asked }) | undefined;
  #others: Map<string, Asked> | undefined;
  #rowsRunning: Set<Promise<unknown>> | undefined;

  /** `learner` is told of all rows. */
  constructor(calls: Calls, learner: Learner) {
    this.#calls = calls;
    this.#learner = learner;
  }

  of(key: Key): Asked {
    const known = this.#find(key);
    if (known !== undefined) return known;
    const { region, id } = key;
    const asked: Asked = {};
    if (this.#latest !== undefined) (this.#others ??= new Map()).set(keyText(this.#latest), this.#latest.asked);
    this.#latest = { region, id, asked };
    return asked;
  }

  inHand(key: Key): InHand {
    const asked = this.#find(key);
    return {
      rows: asked?.rows !== undefined,
      listing: asked?.listing !== undefined,
      filtered: (filters) => asked?.filtered?.has(filtersText(filters)) === true,
    };
  }

  /** Starts a call, but for what is answered already; its answer is found where it belongs. */
  start(call: PlannedCall, isAnswered: IsAnswered = nobody): void {
    if (call.action === 'DescribeTrainingModels') this.#askListing(call, isAnswered);
    else if (isAnswered(call)) return;
    else if (call.filters === undefined) this.of(call).rows = this.#rowsOf(this.#calls.versions(call));
    else keepFiltered(this.of(call), call.filters, kept(this.#askFiltered(call, call.filters)));
  }

  /** Takes in versions that were remembered: all, or at least those that pass the filters. */
  learnRows(key: Key, versions: Versions | null, filters?: readonly Filter[]): void {
    const asked = this.of(key);
    if (filters !== undefined) keepFiltered(asked, filters, this.#tell(versions));
    else if (asked.rows === undefined) asked.rows = this.#tell(versions);
  }

  /** Takes in what the list action has told. */
  learn(key: Key, model: ModelRow | null, withVersions: boolean): void {
    const asked = this.of(key);
    if (withVersions || asked.listing === undefined) asked.listing = { model, width: 1 };
    if (withVersions && asked.rows === undefined) asked.rows = this.#tell(rowsIn(model));
  }

  /** Resolves when everything that brings versions and was started by now has ended, well or badly. */
  async rowsArrived(): Promise<void> {
    if (this.#rowsRunning !== undefined) await Promise.allSettled(this.#rowsRunning);
  }

  #find(key: Key): Asked | undefined {
    const latest = this.#latest;
    if (latest?.id === key.id && latest.region === key.region) return latest.asked;
    return this.#others?.get(keyText(key));
  }

  #tell(versions: Versions | null): Versions | null {
    if (versions !== null) this.#learner.learnAll(versions);
    return versions;
  }

  #rowsOf(versions: Now<Versions | null>): Now<Versions | null> {
    if (!(versions instanceof Promise)) return this.#tell(versions);
    const told = kept(versions.then((rows) => this.#tell(rows)));
    const running = (this.#rowsRunning ??= new Set());
    running.add(told);
    const done = (): void => void running.delete(told);
    told.then(done, done);
    return told;
  }

  /** That there is no such model is the whole answer, filters or not. */
  #askFiltered(key: Key, filters: readonly Filter[]): Now<Versions | null> {
    return andThen(this.#rowsOf(this.#calls.versions(key, filters)), (versions) => {
      const asked = this.of(key);
      if (versions === null && asked.rows === undefined) asked.rows = null;
      return versions;
    });
  }

  #askListing({ region, ids, withVersions, alsoPublished }: ListingCall, isAnswered: IsAnswered): void {
    const width = ids.length;
    for (const id of ids) {
      const key = { region, id };
      if (isAnswered(key)) continue;
      const asked = this.of(key);
      const model = kept(this.#calls.listing(key, withVersions));
      // A listing that is asked for again is asked for with versions, which the first came without.
      asked.listing = { model, width };
      if (!withVersions || asked.rows !== undefined) continue;
      const failed = (error: unknown): Now<Versions | null> => {
        if (alsoPublished.has(id) && mayFailAlone(error, width)) return this.#calls.versions(key);
        // Whoever wants them later may still have them from the published action.
        if (mayFailAlone(error, width)) delete asked.rows;
        throw error;
      };
      asked.rows = this.#rowsOf(model instanceof Promise ? model.then(rowsIn, failed) : rowsIn(model));
    }
  }
}

function keepFiltered(asked: Asked, filters: readonly Filter[], versions: Now<Versions | null>): void {
  asked.filtered ??= new Map();
  asked.filtered.set(filtersText(filters), versions);
}

type IsAnswered = (key: Key) => boolean;

function nobody(): boolean {
  return false;
}

function rowsIn(model: ModelRow | null): Versions | null {
  return model && versionsIn(model);
}

/** Several resolvers may wait for one call, or none in the end: a failure nobody waits for must not end the process. */
function kept<V>(value: V): V {
  if (value instanceof Promise) value.catch(() => undefined);
  return value;
}
