/** What one request has asked of models so far, answered or on its way: nothing is asked a second time. */
import { mayFailAlone } from '../reads/failures.ts';
import type { Filter } from '../tione/types.ts';
import type { Calls } from './calls.ts';
import { filtersText, keyText, type InHand, type ListingCall, type PlannedCall } from './planner.ts';
import { versionsIn, type Key, type ModelRow, type Versions } from './records.ts';

/** What was asked of one model. */
export interface Asked {
  listing?: Listing;
  rows?: Promise<Versions | null>;
  readonly filtered: Map<string, Promise<Versions | null>>;
}

interface Listing {
  readonly model: Promise<ModelRow | null>;
  /** How many models were asked for with it. */
  readonly width: number;
}

export interface AskedModels {
  readonly of: (key: Key) => Asked;
  readonly inHand: (key: Key) => InHand;
  /** Starts a call; its answer is found where it belongs. */
  readonly start: (call: PlannedCall) => void;
  /** Takes in what a page of the list action told. */
  readonly learn: (model: ModelRow, withVersions: boolean) => void;
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
    const asked: Asked = { filtered: new Map() };
    models.set(name, asked);
    return asked;
  };

  const rowsOf = (versions: Promise<Versions | null>): Promise<Versions | null> => {
    const told = kept(versions.then(tell));
    rowsRunning.add(told);
    const done = (): void => void rowsRunning.delete(told);
    told.then(done, done);
    return told;
  };
  const askVersions = (key: Key, filters?: readonly Filter[]) => rowsOf(calls.versions(key, filters));

  /** That there is no such model is the whole answer, filters or not. */
  const askFiltered = async (key: Key, filters: readonly Filter[]): Promise<Versions | null> => {
    const versions = await askVersions(key, filters);
    if (versions === null) of(key).rows ??= Promise.resolve(null);
    return versions;
  };
  const askListing = ({ region, ids, withVersions, alsoPublished }: ListingCall): void => {
    const width = ids.length;
    for (const id of ids) {
      const key = { region, id };
      const asked = of(key);
      const model = kept(calls.listing(key, withVersions));
      // A listing that is asked for again is asked for with versions, which the first came without.
      asked.listing = { model, width };
      if (withVersions)
        asked.rows ??= rowsOf(
          model.then(
            (listing) => listing && versionsIn(listing),
            (error: unknown) => {
              if (alsoPublished.has(id) && mayFailAlone(error, width)) return calls.versions(key);
              // Whoever wants them later may still have them from the published action.
              if (mayFailAlone(error, width)) delete asked.rows;
              throw error;
            },
          ),
        );
    }
  };

  return {
    of,
    inHand: (key) => {
      const asked = models.get(keyText(key));
      return {
        rows: asked?.rows !== undefined,
        listing: asked?.listing !== undefined,
        filtered: (filters) => asked?.filtered.has(filtersText(filters)) === true,
      };
    },
    start: (call) => {
      if (call.action === 'DescribeTrainingModels') askListing(call);
      else if (call.filters === undefined) of(call).rows = askVersions(call);
      else of(call).filtered.set(filtersText(call.filters), kept(askFiltered(call, call.filters)));
    },
    learn: (model, withVersions) => {
      const asked = of({ region: model.region, id: model.row.TrainingModelId });
      asked.listing ??= { model: Promise.resolve(model), width: 1 };
      if (!withVersions) return;
      asked.rows ??= Promise.resolve(tell(versionsIn(model)));
    },
    rowsArrived: async () => {
      await Promise.allSettled(rowsRunning);
    },
  };
}

/** Several resolvers may wait for one call, or none in the end: a failure nobody waits for must not end the process. */
function kept<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
