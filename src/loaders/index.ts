/** The loaders of one request. They live and die with it: what they remember is never shared between callers. */
import DataLoader from 'dataloader';
import type { Narrowing } from '../reads/exact-filter.ts';
import { Arrivals } from './arrivals.ts';
import { AskedModels } from './asked.ts';
import { OpenCalls, type Calls } from './calls.ts';
import { createListPages } from './list-pages.ts';
import type { Locations } from './locations.ts';
import { Locator } from './locate.ts';
import { createModelList, type ReadModelList } from './model-list.ts';
import { guardCalls } from './guarded-calls.ts';
import { ModelLoader, type Ahead } from './model-loader.ts';
import { andThen, type Now } from './now.ts';
import { keyText } from './planner.ts';
import type { ReadOptions } from './read.ts';
import { createSight, type Rights, type Sight } from './rights.ts';
import {
  modelOf,
  type Key,
  type ModelRecord,
  type Place,
  type Tags,
  type VersionRecord,
  type Versions,
} from './records.ts';

export type { Narrowing } from '../reads/exact-filter.ts';

export interface VersionsInRegion {
  readonly region: string;
  readonly versions: Versions;
}

export interface LoadersOptions extends ReadOptions {
  /** The regions that may be read, the default one first. */
  readonly regions: readonly [string, ...string[]];
  /** Models that a filter may look at which the upstream cannot evaluate. */
  readonly scanLimit: number;
  /** What is known of where things are, for all requests. */
  readonly locations: Locations;
  /** What the caller may see; undefined for everything. Then what others have found must not be in `locations`. */
  readonly rights?: Rights | undefined;
}

/** A model that is only assumed may be elsewhere. */
const asModel = { isSure: ({ isAssumed }: ModelRecord): boolean => isAssumed !== true, together: true };

export class Loaders {
  readonly #options: LoadersOptions;
  readonly #sight: Sight | undefined;
  readonly #calls: Calls;
  readonly #locator: Locator;
  readonly #arrivals = new Arrivals();
  readonly #asked: AskedModels;
  readonly #models: ModelLoader;
  #versions: DataLoader<Key, VersionRecord | null, string> | undefined;
  #list: ReadModelList | undefined;

  constructor(options: LoadersOptions) {
    const { rights } = options;
    this.#options = options;
    this.#sight = rights && createSight(rights);
    const calls = new OpenCalls(options);
    this.#calls = this.#sight === undefined ? calls : guardCalls(calls, this.#sight);
    this.#locator = new Locator(options);
    this.#asked = new AskedModels(this.#calls, this);
    this.#models = new ModelLoader(this.#calls, this.#asked);
  }

  /** One model; null when there is none. `ahead`: what else will be asked of it, so that one call serves all. */
  model(place: Place, ahead: Ahead): Now<ModelRecord | null> {
    return this.#locator.find(place, (key) => this.#models.model(key, ahead), asModel);
  }

  /** Null when there is no such model. */
  tags(key: Key): Now<Tags | null> {
    return this.#models.tags(key);
  }

  /** At least the versions that pass the narrowings, in no particular order; null when there is no such model. */
  versions(key: Key, narrowings?: readonly Narrowing[]): Now<Versions | null> {
    return this.#models.versions(key, narrowings);
  }

  /** At least the versions of one model that pass the narrowings, and where it is; null when there is no such model. */
  versionsOf(place: Place, narrowings: readonly Narrowing[]): Now<VersionsInRegion | null> {
    const region = this.#locator.regionOf(place);
    if (region === undefined) return this.#searchVersions(place, narrowings);
    return andThen(this.#models.versions({ id: place.id, region }, narrowings), (versions) => {
      // Of a model that has moved away, its old region may say nothing or show an empty list.
      const isSure =
        (versions !== null && versions.length > 0) || place.region !== undefined || this.#options.regions.length === 1;
      return isSure ? inRegion(versions, region) : this.#searchVersions(place, narrowings);
    });
  }

  /** The model of a version, as far as the version's row tells: name and creation time, without a call. */
  modelOf(version: VersionRecord): ModelRecord {
    return modelOf(version);
  }

  /** One version; null when there is none. */
  version(place: Place): Now<VersionRecord | null> {
    // No action takes several version ids, so this batches nothing; it fetches no version twice, and none that comes with its model.
    const versions = (this.#versions ??= new DataLoader<Key, VersionRecord | null, string>(
      async (keys) => {
        await this.#models.rowsArrived();
        return Promise.all(keys.map(async (key) => this.#arrivals.get(key) ?? this.#fetchVersion(key).catch(asError)));
      },
      { cacheKeyFn: keyText },
    ));
    return this.#locator.find(place, (key) => versions.load(key));
  }

  /** A page of models, or the whole list where that is no more work. */
  models(...asked: Parameters<ReadModelList>): ReturnType<ReadModelList> {
    return (this.#list ??= this.#createList())(...asked);
  }

  /** Versions have arrived. */
  learnAll(versions: Versions): void {
    this.#arrivals.add(versions);
    this.#locator.learnAll(versions);
  }

  #searchVersions(place: Place, narrowings: readonly Narrowing[]): Now<VersionsInRegion | null> {
    return andThen(this.model(place, { tags: false, versions: true }), (model) =>
      andThen(model && this.#models.versions(model, narrowings), (versions) => inRegion(versions, model?.region)),
    );
  }

  async #fetchVersion(key: Key): Promise<VersionRecord | null> {
    const found = await this.#calls.version(key);
    if (found !== null) this.#locator.learnAll([found]);
    return found;
  }

  #createList(): ReadModelList {
    const read = createListPages(this.#calls, (model, withVersions) => {
      if (this.#sight?.shows(model.row) === false) return;
      const { region, row } = model;
      this.#asked.learn({ region, id: row.TrainingModelId }, model, withVersions);
      this.#locator.learn(row.TrainingModelId, region);
    });
    return createModelList({ read, models: this.#models, scanLimit: this.#options.scanLimit, sight: this.#sight });
  }
}

function inRegion(versions: Versions | null, region: string | undefined): VersionsInRegion | null {
  return versions === null || region === undefined ? null : { region, versions };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('not an error', { cause: error });
}
