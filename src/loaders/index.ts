/** The loaders of one request. They live and die with it: what they remember is never shared between callers. */
import DataLoader from 'dataloader';
import type { Narrowing } from '../reads/exact-filter.ts';
import { createArrivals } from './arrivals.ts';
import { createAskedModels } from './asked.ts';
import { createCalls } from './calls.ts';
import { createListPages } from './list-pages.ts';
import type { Locations } from './locations.ts';
import { createLocator } from './locate.ts';
import { createModelList, type ReadModelList } from './model-list.ts';
import { guardCalls } from './guarded-calls.ts';
import { createModelLoader, type Ahead, type ModelLoader } from './model-loader.ts';
import { andThen, type Now } from './now.ts';
import { keyText } from './planner.ts';
import type { ReadOptions } from './read.ts';
import { createSight, type Rights } from './rights.ts';
import { modelOf, type Key, type ModelRecord, type Place, type VersionRecord, type Versions } from './records.ts';

export type { Narrowing } from '../reads/exact-filter.ts';

export interface Loaders extends Pick<ModelLoader, 'tags' | 'versions'> {
  /** One model; null when there is none. `ahead`: what else will be asked of it, so that one call serves all. */
  model(place: Place, ahead: Ahead): Now<ModelRecord | null>;
  /** At least the versions of one model that pass the narrowings, and where it is; null when there is no such model. */
  versionsOf(place: Place, narrowings: readonly Narrowing[]): Now<VersionsInRegion | null>;
  /** The model of a version, as far as the version's row tells: name and creation time, without a call. */
  modelOf(version: VersionRecord): ModelRecord;
  /** One version; null when there is none. */
  version(place: Place): Now<VersionRecord | null>;
  /** A page of models, or the whole list where that is no more work. */
  models: ReadModelList;
}

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

export function createLoaders(options: LoadersOptions): Loaders {
  const { regions, scanLimit, locations, rights } = options;
  const sight = rights && createSight(rights);
  const calls = sight === undefined ? createCalls(options) : guardCalls(createCalls(options), sight);
  const locator = createLocator({ regions, locations, isFresh: options.isFresh });
  const arrived = createArrivals();
  const asked = createAskedModels(calls, (versions) => {
    arrived.add(versions);
    locator.learnAll(versions);
  });
  const models = createModelLoader(calls, asked);
  // Most requests list no models.
  const createList = (): ReadModelList => {
    const read = createListPages(calls, (model, withVersions) => {
      if (sight?.shows(model.row) === false) return;
      const { region, row } = model;
      asked.learn({ region, id: row.TrainingModelId }, model, withVersions);
      locator.learn(row.TrainingModelId, region);
    });
    return createModelList({ read, models, scanLimit, sight });
  };
  let list: ReadModelList | undefined;

  const fetchVersion = async (key: Key): Promise<VersionRecord | null> => {
    const found = await calls.version(key);
    if (found !== null) locator.learnAll([found]);
    return found;
  };
  // No action takes several version ids, so this batches nothing; it fetches no version twice, and none that comes with its model.
  const createVersions = () =>
    new DataLoader<Key, VersionRecord | null, string>(
      async (keys) => {
        await models.rowsArrived();
        return Promise.all(keys.map(async (key) => arrived.get(key) ?? fetchVersion(key).catch(asError)));
      },
      { cacheKeyFn: keyText },
    );
  let versions: ReturnType<typeof createVersions> | undefined;

  const findModel = (place: Place, ahead: Ahead) =>
    locator.find(place, (key) => models.model(key, ahead), {
      isSure: ({ isAssumed }) => isAssumed !== true,
      together: true,
    });

  return {
    model: findModel,
    tags: models.tags,
    versions: models.versions,
    versionsOf: (place, narrowings) => {
      const { id } = place;
      const search = (): Now<VersionsInRegion | null> =>
        andThen(findModel(place, { tags: false, versions: true }), (model) =>
          andThen(model && models.versions(model, narrowings), (versions) => inRegion(versions, model?.region)),
        );
      const region = locator.regionOf(place);
      if (region === undefined) return search();
      return andThen(models.versions({ id, region }, narrowings), (versions) => {
        // Of a model that has moved away, its old region may say nothing or show an empty list.
        const isSure = (versions !== null && versions.length > 0) || place.region !== undefined || regions.length === 1;
        return isSure ? inRegion(versions, region) : search();
      });
    },
    modelOf,
    version: (place) => locator.find(place, (key) => (versions ??= createVersions()).load(key)),
    models: (asksFor, range) => (list ??= createList())(asksFor, range),
  };
}

function inRegion(versions: Versions | null, region: string | undefined): VersionsInRegion | null {
  return versions === null || region === undefined ? null : { region, versions };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('not an error', { cause: error });
}
