/** Answers what resolvers want to know of models: collects a tick's demands and has them planned. */
import DataLoader from 'dataloader';
import { exactFilters, type Narrowing } from '../reads/exact-filter.ts';
import { isOffline, mayFailAlone } from '../reads/failures.ts';
import type { AskedModels } from './asked.ts';
import type { Calls } from './calls.ts';
import { filtersText, planModels, type ModelDemand } from './planner.ts';
import { modelOf, recordOf, type Key, type ModelRecord, type ModelRow, type Tags, type Versions } from './records.ts';

/** What will be asked of a model after its identity, so that one call serves all. */
export interface Ahead {
  readonly tags: boolean;
  readonly versions: boolean;
}

export interface ModelLoader {
  /** One model; null when there is none. */
  readonly model: (key: Key, ahead: Ahead) => Promise<ModelRecord | null>;
  /** Null when there is no such model. */
  readonly tags: (key: Key) => Promise<Tags | null>;
  /** At least the versions that pass the narrowings, in no particular order; null when there is no such model. */
  readonly versions: (key: Key, narrowings?: readonly Narrowing[]) => Promise<Versions | null>;
  /** The model as the list action shows it, with its versions if wanted; null when there is none. */
  readonly listing: (key: Key, withVersions: boolean) => Promise<ModelRow | null>;
  /** Resolves when all versions that anybody has asked for up to this tick have arrived, or failed to. */
  readonly rowsArrived: () => Promise<void>;
}

export function createModelLoader(calls: Calls, models: AskedModels): ModelLoader {
  // Its only job is to collect what the resolvers of one tick want; what was asked before is remembered in `models`.
  const round = new DataLoader<ModelDemand | 'nothing', void>(
    (demands) => {
      planModels(
        demands.filter((demand) => demand !== 'nothing'),
        { inHand: models.inHand, listOffered: calls.listOffered },
      ).forEach(models.start);
      return Promise.resolve(demands.map(() => undefined));
    },
    { cache: false },
  );

  /** Where the list action is known not to be offered, it is not planned: asking then fails at once, without a call. */
  const plannedListing = (key: Key): Promise<ModelRow | null> => {
    const asked = models.of(key);
    if (asked.listing === undefined)
      models.start({
        action: 'DescribeTrainingModels',
        region: key.region,
        ids: [key.id],
        withVersions: false,
        alsoPublished: new Set(),
      });
    return asked.listing?.model ?? Promise.resolve(null);
  };

  const identify = async (key: Key): Promise<ModelRecord | null> => {
    const asked = models.of(key);
    if (asked.rows === undefined && asked.listing !== undefined) {
      const { model, width } = asked.listing;
      try {
        return record(await model);
      } catch (error) {
        if (!mayFailAlone(error, width)) throw error;
      }
    }
    if (asked.rows === undefined) models.start({ action: 'DescribeTrainingModelVersions', ...key });
    const rows = await asked.rows;
    if (rows == null) return null;
    const [row] = rows;
    return row === undefined ? identifyEmpty(key) : modelOf(rows.find(isNamed) ?? row);
  };

  /** A model without versions: only the list action knows its name, and whether it is there at all. */
  const identifyEmpty = async (key: Key): Promise<ModelRecord | null> => {
    await round.load({ ...key, listing: true });
    try {
      return record(await plannedListing(key));
    } catch (error) {
      const assumed = { ...key, name: null, createdAt: null, isAssumed: true };
      if (isOffline(error)) return assumed;
      if (error instanceof Error) return { ...assumed, failure: error };
      throw error;
    }
  };

  return {
    async model(key, { tags, versions }) {
      await round.load({ ...key, identity: true, listing: tags, ...(versions ? { versions: 'all' } : {}) });
      return identify(key);
    },
    async tags(key) {
      await round.load({ ...key, listing: true });
      const model = await plannedListing(key);
      return model && (model.row.Tags ?? []);
    },
    async versions(key, narrowings = []) {
      const filters = exactFilters(narrowings);
      await round.load({ ...key, versions: filters });
      const asked = models.of(key);
      return (await (asked.rows ?? asked.filtered.get(filtersText(filters)))) ?? null;
    },
    async listing(key, withVersions) {
      await round.load({ ...key, listing: withVersions ? 'with-versions' : true });
      return plannedListing(key);
    },
    async rowsArrived() {
      await round.load('nothing');
      await models.rowsArrived();
    },
  };
}

function record(model: ModelRow | null): ModelRecord | null {
  return model && recordOf(model);
}

function isNamed({ row }: Versions[number]): boolean {
  return Boolean(row.TrainingModelName);
}
