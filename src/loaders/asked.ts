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

export interface AskedModels {
  readonly of: (key: Key) => Asked;
  readonly inHand: (key: Key) => InHand;
  /** Starts a call, but for what is answered already; its answer is found where it belongs. */
  readonly start: (call: PlannedCall, isAnswered?: (key: Key) => boolean) => void;
  /** Takes in versions that were remembered: all, or at least those that pass the filters. */
  readonly learnRows: (key: Key, versions: Versions | null, filters?: readonly Filter[]) => void;
  /** Takes in what the list action has told. */
  readonly learn: (key: Key, model: ModelRow | null, withVersions: boolean) => void;
  /** Resolves when everything that brings versions and was started by now has ended, well or badly. */
  readonly rowsArrived: () => Promise<void>;
}

/** `onVersions` is told of all rows as they arrive. */
export function createAskedModels(calls: Calls, onVersions: (versions: Versions) => void): AskedModels {
  const models = new Map<string, Asked>();
  const rowsRunning = new Set<Promise<unknown>>();

  const tell = (versions: Versions | null): Versions | null => {
    if (versions !== null) onVersions(versions);
    return versions;
  };
  const of = (key: Key): Asked => {
    const name = keyText(key);
    const known = models.get(name);
    if (known !== undefined) return known;
    const asked: Asked = {};
    models.set(name, asked);
    return asked;
  };

  const rowsOf = (versions: Now<Versions | null>): Now<Versions | null> => {
    if (!(versions instanceof Promise)) return tell(versions);
    const told = kept(versions.then(tell));
    rowsRunning.add(told);
    const done = (): void => void rowsRunning.delete(told);
    told.then(done, done);
    return told;
  };
  const askVersions = (key: Key, filters?: readonly Filter[]) => rowsOf(calls.versions(key, filters));

  /** That there is no such model is the whole answer, filters or not. */
  const askFiltered = (key: Key, filters: readonly Filter[]): Now<Versions | null> =>
    andThen(askVersions(key, filters), (versions) => {
      const asked = of(key);
      if (versions === null && asked.rows === undefined) asked.rows = null;
      return versions;
    });
  const askListing = ({ region, ids, withVersions, alsoPublished }: ListingCall, isAnswered: IsAnswered): void => {
    const width = ids.length;
    for (const id of ids) {
      const key = { region, id };
      if (isAnswered(key)) continue;
      const asked = of(key);
      const model = kept(calls.listing(key, withVersions));
      // A listing that is asked for again is asked for with versions, which the first came without.
      asked.listing = { model, width };
      if (!withVersions || asked.rows !== undefined) continue;
      const failed = (error: unknown): Now<Versions | null> => {
        if (alsoPublished.has(id) && mayFailAlone(error, width)) return calls.versions(key);
        // Whoever wants them later may still have them from the published action.
        if (mayFailAlone(error, width)) delete asked.rows;
        throw error;
      };
      asked.rows = rowsOf(model instanceof Promise ? model.then(rowsIn, failed) : rowsIn(model));
    }
  };

  return {
    of,
    inHand: (key) => {
      const asked = models.get(keyText(key));
      return {
        rows: asked?.rows !== undefined,
        listing: asked?.listing !== undefined,
        filtered: (filters) => asked?.filtered?.has(filtersText(filters)) === true,
      };
    },
    start: (call, isAnswered = nobody) => {
      if (call.action === 'DescribeTrainingModels') askListing(call, isAnswered);
      else if (isAnswered(call)) return;
      else if (call.filters === undefined) of(call).rows = askVersions(call);
      else keepFiltered(of(call), call.filters, kept(askFiltered(call, call.filters)));
    },
    learnRows: (key, versions, filters) => {
      const asked = of(key);
      if (filters !== undefined) keepFiltered(asked, filters, tell(versions));
      else if (asked.rows === undefined) asked.rows = tell(versions);
    },
    learn: (key, model, withVersions) => {
      const asked = of(key);
      if (withVersions || asked.listing === undefined) asked.listing = { model, width: 1 };
      if (withVersions && asked.rows === undefined) asked.rows = tell(rowsIn(model));
    },
    rowsArrived: async () => {
      await Promise.allSettled(rowsRunning);
    },
  };
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
