/** Answers what resolvers want to know of models: at once what is in hand or remembered, and the rest with what others want. */
import { exactFilters, type Narrowing } from '../reads/exact-filter.ts';
import { isOffline, mayFailAlone } from '../reads/failures.ts';
import type { Asked, AskedModels } from './asked.ts';
import type { Calls } from './calls.ts';
import { andThen, type Now } from './now.ts';
import { filtersText, type ModelDemand } from './planner.ts';
import {
  modelOfAll,
  recordOf,
  type Key,
  type ModelRecord,
  type ModelRow,
  type Tags,
  type Versions,
} from './records.ts';
import { recall, type RecallOptions } from './recall.ts';
import { Round } from './round.ts';

/** What will be asked of a model after its identity, so that one call serves all. */
export interface Ahead {
  readonly tags: boolean;
  readonly versions: boolean;
}

export class ModelLoader {
  readonly #models: AskedModels;
  readonly #round: Round;
  readonly #parts: RecallOptions;

  constructor(calls: Calls, models: AskedModels) {
    this.#models = models;
    this.#round = new Round({ models, calls });
    this.#parts = { models, calls, round: this.#round };
  }

  /** One model; null when there is none. */
  model(key: Key, { tags, versions }: Ahead): Now<ModelRecord | null> {
    const asked = this.#models.of(key);
    const isMet = asked.rows !== undefined ? !tags || asked.listing !== undefined : isListed(asked, versions);
    const { region, id } = key;
    // Spread objects would cost more than all else that is done for a model that is remembered.
    const alone: ModelDemand = { region, id, identity: true, listing: tags };
    const demand: ModelDemand = versions ? { region, id, identity: true, listing: tags, versions: 'all' } : alone;
    return this.#demanded(isMet, demand, () => this.#identify(key, asked));
  }

  /** Null when there is no such model. */
  tags(key: Key): Now<Tags | null> {
    const asked = this.#models.of(key);
    return this.#demanded(asked.listing !== undefined, listingOf(key), () =>
      andThen(this.#plannedListing(key, asked), (model) => model && (model.row.Tags ?? noTags)),
    );
  }

  /** At least the versions that pass the narrowings, in no particular order; null when there is no such model. */
  versions(key: Key, narrowings: readonly Narrowing[] = []): Now<Versions | null> {
    const asked = this.#models.of(key);
    if (asked.rows !== undefined) return asked.rows;
    const filters = exactFilters(narrowings);
    const filtered = (): Now<Versions | null> | undefined => asked.filtered?.get(filtersText(filters));
    const isMet = filtered() !== undefined;
    return this.#demanded(isMet, { region: key.region, id: key.id, versions: filters }, () => {
      const { rows } = asked;
      return (rows === undefined ? filtered() : rows) ?? null;
    });
  }

  /** The model as the list action shows it, with its versions if wanted; null when there is none. */
  listing(key: Key, withVersions: boolean): Now<ModelRow | null> {
    const asked = this.#models.of(key);
    const isMet = asked.listing !== undefined && (!withVersions || asked.rows !== undefined);
    const listing = withVersions ? 'with-versions' : true;
    const demand: ModelDemand = { region: key.region, id: key.id, listing };
    return this.#demanded(isMet, demand, () =>
      andThen(this.#plannedListing(key, asked), (model) => (withVersions ? completed(model, asked) : model)),
    );
  }

  /** Resolves when all versions that anybody has asked for up to this tick have arrived, or failed to. */
  async rowsArrived(): Promise<void> {
    await this.#round.load();
    await this.#models.rowsArrived();
  }

  /** Goes on when a demand is met as far as it can be: at once, where nothing has to be asked for. */
  #demanded<T>(isMet: boolean, demand: ModelDemand, use: () => Now<T>): Now<T> {
    return isMet || recall(demand, this.#parts) ? use() : this.#round.load(demand).then(use);
  }

  /** Where the list action is known not to be offered, it is not planned: asking then fails at once, without a call. */
  #plannedListing({ region, id }: Key, asked: Asked): Now<ModelRow | null> {
    const ids = [id];
    if (asked.listing === undefined)
      this.#models.start({
        action: 'DescribeTrainingModels',
        region,
        ids,
        withVersions: false,
        alsoPublished: new Set(),
      });
    return asked.listing?.model ?? null;
  }

  #identify(key: Key, asked: Asked): Now<ModelRecord | null> {
    if (asked.rows !== undefined || asked.listing === undefined) return this.#identifyByRows(key, asked);
    const { model, width } = asked.listing;
    if (!(model instanceof Promise)) return record(model);
    return model.then(record, (error: unknown) => {
      if (!mayFailAlone(error, width)) throw error;
      return this.#identifyByRows(key, asked);
    });
  }

  #identifyByRows(key: Key, asked: Asked): Now<ModelRecord | null> {
    if (asked.rows === undefined) this.#models.start({ action: 'DescribeTrainingModelVersions', ...key });
    const { rows = null } = asked;
    return rows instanceof Promise
      ? rows.then((come) => this.#identifyBy(come, key, asked))
      : this.#identifyBy(rows, key, asked);
  }

  #identifyBy(rows: Versions | null, key: Key, asked: Asked): Now<ModelRecord | null> {
    if (rows === null) return null;
    return rows.length === 0 ? this.#identifyEmpty(key, asked) : modelOfAll(rows);
  }

  /** A model without versions: only the list action knows its name, and whether it is there at all. */
  #identifyEmpty(key: Key, asked: Asked): Now<ModelRecord | null> {
    const listed = this.#demanded(asked.listing !== undefined, listingOf(key), () => this.#plannedListing(key, asked));
    if (!(listed instanceof Promise)) return record(listed);
    return listed.then(record, (error: unknown) => {
      const assumed = { ...key, name: null, createdAt: null, isAssumed: true };
      if (isOffline(error)) return assumed;
      if (error instanceof Error) return { ...assumed, failure: error };
      throw error;
    });
  }
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
