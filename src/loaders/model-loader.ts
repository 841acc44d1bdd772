/** Answers what resolvers want to know of models: at once what is in hand or remembered, and the rest with what others want. */
import { exactFilters, type Narrowing } from '../reads/exact-filter.ts';
import { isOffline, mayFailAlone } from '../reads/failures.ts';
import type { Asked, AskedModels } from './asked.ts';
import type { Calls } from './calls.ts';
import { andThen, type Now } from './now.ts';
import { filtersText, type ModelDemand } from './planner.ts';
import { modelOf, recordOf, type Key, type ModelRecord, type ModelRow, type Tags, type Versions } from './records.ts';
import { createRecall } from './recall.ts';
import { createRound } from './round.ts';

/** What will be asked of a model after its identity, so that one call serves all. */
export interface Ahead {
  readonly tags: boolean;
  readonly versions: boolean;
}

export interface ModelLoader {
  /** One model; null when there is none. */
  readonly model: (key: Key, ahead: Ahead) => Now<ModelRecord | null>;
  /** Null when there is no such model. */
  readonly tags: (key: Key) => Now<Tags | null>;
  /** At least the versions that pass the narrowings, in no particular order; null when there is no such model. */
  readonly versions: (key: Key, narrowings?: readonly Narrowing[]) => Now<Versions | null>;
  /** The model as the list action shows it, with its versions if wanted; null when there is none. */
  readonly listing: (key: Key, withVersions: boolean) => Now<ModelRow | null>;
  /** Resolves when all versions that anybody has asked for up to this tick have arrived, or failed to. */
  readonly rowsArrived: () => Promise<void>;
}

export function createModelLoader(calls: Calls, models: AskedModels): ModelLoader {
  const round = createRound({ start: models.start, inHand: models.inHand, listOffered: calls.listOffered });
  const recall = createRecall({ calls, models, answered: round.answered });

  /** Goes on when a demand is met as far as it can be: at once, where nothing has to be asked for. */
  const demanded = <T>(isMet: boolean, demand: ModelDemand, use: () => Now<T>): Now<T> =>
    isMet || recall(demand) ? use() : round.load(demand).then(use);

  /** Where the list action is known not to be offered, it is not planned: asking then fails at once, without a call. */
  const plannedListing = (key: Key, asked: Asked): Now<ModelRow | null> => {
    if (asked.listing === undefined)
      models.start({
        action: 'DescribeTrainingModels',
        region: key.region,
        ids: [key.id],
        withVersions: false,
        alsoPublished: new Set(),
      });
    return asked.listing?.model ?? null;
  };

  const identifyByRows = (key: Key, asked: Asked): Now<ModelRecord | null> => {
    if (asked.rows === undefined) models.start({ action: 'DescribeTrainingModelVersions', ...key });
    return andThen(asked.rows ?? null, (rows) => {
      if (rows === null) return null;
      const [row] = rows;
      return row === undefined ? identifyEmpty(key, asked) : modelOf(rows.find(isNamed) ?? row);
    });
  };
  const identify = (key: Key, asked: Asked): Now<ModelRecord | null> => {
    if (asked.rows !== undefined || asked.listing === undefined) return identifyByRows(key, asked);
    const { model, width } = asked.listing;
    if (!(model instanceof Promise)) return record(model);
    return model.then(record, (error: unknown) => {
      if (!mayFailAlone(error, width)) throw error;
      return identifyByRows(key, asked);
    });
  };

  /** A model without versions: only the list action knows its name, and whether it is there at all. */
  const identifyEmpty = (key: Key, asked: Asked): Now<ModelRecord | null> => {
    const listed = demanded(asked.listing !== undefined, listingOf(key), () => plannedListing(key, asked));
    if (!(listed instanceof Promise)) return record(listed);
    return listed.then(record, (error: unknown) => {
      const assumed = { ...key, name: null, createdAt: null, isAssumed: true };
      if (isOffline(error)) return assumed;
      if (error instanceof Error) return { ...assumed, failure: error };
      throw error;
    });
  };

  return {
    model: (key, { tags, versions }) => {
      const asked = models.of(key);
      const isMet = asked.rows !== undefined ? !tags || asked.listing !== undefined : isListed(asked, versions);
      const { region, id } = key;
      // Spread objects would cost more than all else that is done for a model that is remembered.
      const alone = { region, id, identity: true, listing: tags };
      const demand = versions ? ({ region, id, identity: true, listing: tags, versions: 'all' } as const) : alone;
      return demanded(isMet, demand, () => identify(key, asked));
    },
    tags: (key) => {
      const asked = models.of(key);
      return demanded(asked.listing !== undefined, listingOf(key), () =>
        andThen(plannedListing(key, asked), (model) => model && (model.row.Tags ?? noTags)),
      );
    },
    versions: (key, narrowings = []) => {
      const asked = models.of(key);
      if (asked.rows !== undefined) return asked.rows;
      const filters = exactFilters(narrowings);
      const filtered = (): Now<Versions | null> | undefined => asked.filtered?.get(filtersText(filters));
      const isMet = filtered() !== undefined;
      return demanded(isMet, { region: key.region, id: key.id, versions: filters }, () => {
        const { rows } = asked;
        return (rows === undefined ? filtered() : rows) ?? null;
      });
    },
    listing: (key, withVersions) => {
      const asked = models.of(key);
      const isMet = asked.listing !== undefined && (!withVersions || asked.rows !== undefined);
      const demand = { ...key, listing: withVersions ? ('with-versions' as const) : true };
      return demanded(isMet, demand, () =>
        andThen(plannedListing(key, asked), (model) => (withVersions ? completed(model, asked) : model)),
      );
    },
    rowsArrived: async () => {
      await round.load();
      await models.rowsArrived();
    },
  };
}

const noTags: Tags = [];

function listingOf({ region, id }: Key): ModelDemand {
  return { region, id, listing: true };
}

/** Whether a model is known from the list action; with versions, they come from elsewhere. */
function isListed({ listing }: Asked, versions: boolean): boolean {
  return listing !== undefined && !versions;
}

/** A listing may have come without the versions, and those alone. */
function completed(model: ModelRow | null, { rows }: Asked): Now<ModelRow | null> {
  if (model === null || rows == null || model.row.TrainingModelVersions !== undefined) return model;
  return andThen(
    rows,
    (versions) =>
      versions && { ...model, row: { ...model.row, TrainingModelVersions: versions.map(({ row }) => row) } },
  );
}

function record(model: ModelRow | null): ModelRecord | null {
  return model && recordOf(model);
}

function isNamed({ row }: Versions[number]): boolean {
  return Boolean(row.TrainingModelName);
}
