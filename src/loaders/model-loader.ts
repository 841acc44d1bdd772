/** Answers what resolvers want to know of models: collects a tick's demands, has them planned, and remembers the calls. */
import DataLoader from 'dataloader';
import { TioneError, type ErrorKind } from '../tione/errors.ts';
import type { Filter, TrainingModelDTO } from '../tione/types.ts';
import { withRegion, type Calls } from './calls.ts';
import { exactFilters, type Narrowing } from './exact-filter.ts';
import { filtersText, keyText, planModels, type ModelDemand, type PlannedCall } from './planner.ts';
import { modelOf, type Key, type ModelRecord, type Tags, type Versions } from './records.ts';

export interface ModelLoader {
  /** One model; null when there is none. `ahead`: what else will be asked of it, so that one call serves all. */
  model(key: Key, ahead: { readonly tags: boolean; readonly versions: boolean }): Promise<ModelRecord | null>;
  /** Null when there is no such model. */
  tags(key: Key): Promise<Tags | null>;
  /** At least the versions that pass the narrowings, in no particular order; null when there is no such model. */
  versions(key: Key, narrowings?: readonly Narrowing[]): Promise<Versions | null>;
}

/** The calls of one request on one model, answered or on their way. */
interface Asked {
  listing?: Promise<TrainingModelDTO | null>;
  rows?: Promise<Versions | null>;
  readonly filtered: Map<string, Promise<Versions | null>>;
}

/** The published actions would fail in these ways too. In any other way the list action may fail alone. */
const commonFailures: ReadonlySet<ErrorKind> = new Set(['authentication', 'deadline', 'cancelled']);

export function createModelLoader(calls: Calls, onVersions: (versions: Versions) => void): ModelLoader {
  const models = new Map<string, Asked>();
  const askedOf = (key: Key): Asked => {
    const name = keyText(key);
    const asked = models.get(name) ?? { filtered: new Map() };
    models.set(name, asked);
    return asked;
  };

  const tell = (versions: Versions | null): Versions | null => {
    if (versions !== null) onVersions(versions);
    return versions;
  };

  const start = (call: PlannedCall): void => {
    const asked = askedOf(call);
    if (call.action === 'DescribeTrainingModelVersions') {
      const versions = kept(calls.versions(call, call.filters).then(tell));
      if (call.filters === undefined) asked.rows = versions;
      else asked.filtered.set(filtersText(call.filters), versions);
      return;
    }
    const listing = kept(calls.listing(call, call.withVersions));
    asked.listing = listing;
    if (call.withVersions)
      asked.rows = kept(
        listing
          .then((model) => model && withRegion(model.TrainingModelVersions ?? [], call.region))
          .catch((error: unknown) => {
            if (mayFailAlone(error)) return calls.versions(call);
            throw error;
          })
          .then(tell),
      );
  };

  // Its only job is to collect what the resolvers of one tick want; what was asked before is remembered above.
  const round = new DataLoader<ModelDemand, void>(
    (demands) => {
      for (const call of planModels(demands, (key) => inHand(askedOf(key)))) start(call);
      return Promise.resolve(demands.map(() => undefined));
    },
    { cache: false },
  );

  const identify = async (key: Key): Promise<ModelRecord | null> => {
    const asked = askedOf(key);
    if (asked.rows === undefined && asked.listing !== undefined) {
      try {
        return recordOf(key, await asked.listing);
      } catch (error) {
        if (!mayFailAlone(error)) throw error;
      }
    }
    asked.rows ??= kept(calls.versions(key).then(tell));
    const rows = await asked.rows;
    if (rows === null) return null;
    const [row] = rows;
    return row === undefined ? identifyEmpty(key, asked) : modelOf(rows.find(isNamed) ?? row);
  };

  /** A model without versions: only the list action knows its name, and whether it is there at all. */
  const identifyEmpty = async (key: Key, asked: Asked): Promise<ModelRecord | null> => {
    try {
      asked.listing ??= kept(calls.listing(key, false));
      return recordOf(key, await asked.listing);
    } catch (error) {
      if (isOffline(error)) return { ...key, name: null, createdAt: null };
      throw error;
    }
  };

  return {
    async model(key, { tags, versions }) {
      await round.load({ ...key, identity: true, tags, ...(versions ? { versions: 'all' } : {}) });
      return identify(key);
    },
    async tags(key) {
      await round.load({ ...key, tags: true });
      const model = await askedOf(key).listing;
      return model == null ? null : (model.Tags ?? []);
    },
    async versions(key, narrowings = []) {
      const filters = exactFilters(narrowings);
      await round.load({ ...key, versions: filters });
      const asked = askedOf(key);
      return (await (asked.rows ?? asked.filtered.get(filtersText(filters)))) ?? null;
    },
  };
}

function mayFailAlone(error: unknown): boolean {
  return error instanceof TioneError && !commonFailures.has(error.kind);
}

function isOffline(error: unknown): boolean {
  return error instanceof TioneError && error.kind === 'capability';
}

function inHand({ rows, listing, filtered }: Asked) {
  return {
    rows: rows !== undefined,
    listing: listing !== undefined,
    filtered: (filters: readonly Filter[]) => filtered.has(filtersText(filters)),
  };
}

function isNamed({ row }: Versions[number]): boolean {
  return Boolean(row.TrainingModelName);
}

function recordOf({ region, id }: Key, model: TrainingModelDTO | null): ModelRecord | null {
  return model && { region, id, name: model.TrainingModelName, createdAt: model.CreateTime };
}

/** Several resolvers may wait for one call, or none in the end: a failure nobody waits for must not end the process. */
function kept<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
