/** What is remembered of models and versions, whatever it was that brought it. */
import type { TrainingModelDTO, TrainingModelVersionDTO } from '../tione/types.ts';
import type { Homes } from './homes.ts';
import { madeOnce } from './made-once.ts';
import { nameOf, type Memory } from './memory.ts';
import type { Reading } from './reading.ts';
import type { Rows } from './upstream.ts';

/** A model as the list action showed it. */
export interface ListedModel {
  /** Null when there is no such model. */
  readonly model: TrainingModelDTO | null;
  readonly withVersions: boolean;
}

/** All of it is for one identity only. What is found may be stale. */
export interface Remembered {
  readonly model: (
    region: string,
    id: string,
    withVersions: boolean,
    identity: string,
  ) => Reading<TrainingModelDTO | null> | undefined;
  readonly versions: (region: string, id: string, identity: string) => Reading<Rows | null> | undefined;
  readonly version: (
    region: string,
    id: string,
    identity: string,
  ) => Reading<TrainingModelVersionDTO | null> | undefined;
  /** What was read under a key of its own. */
  readonly under: <T>(key: string, identity: string) => Reading<T> | undefined;
  /** A row of the list action, that came with a reading. Its times are the same, so that one row is never of two ages. */
  readonly learnModel: (region: string, listed: ListedModel, reading: Reading<unknown>, identity: string) => void;
  /** Rows that will be remembered under the key of their model. */
  readonly learnRows: (rows: Rows) => void;
}

export function createRemembered(memory: Memory, homes: Homes): Remembered {
  // A key is always read as what it was kept as: its first word tells what that is.
  const under = <T>(key: string, identity: string): Reading<T> | undefined =>
    memory.get(nameOf(key, identity)) as Reading<T> | undefined;
  const versions: Remembered['versions'] = (region, id, identity) => {
    const listed = under<TrainingModelDTO | null>(keys.model(region, id, true), identity);
    return later(listed && versionsIn(listed), under(keys.versions(region, id), identity));
  };
  return {
    model: (region, id, withVersions, identity) => {
      const whole = under<TrainingModelDTO | null>(keys.model(region, id, true), identity);
      return withVersions ? whole : later(whole, under(keys.model(region, id, false), identity));
    },
    versions,
    version: (region, id, identity) => {
      const home = homes.modelOf(id);
      const among = home === undefined ? undefined : versions(region, home, identity);
      const row = among?.value?.find(({ TrainingModelVersionId }) => TrainingModelVersionId === id);
      return later(among && row && { ...among, value: row }, under(keys.version(region, id), identity));
    },
    under,
    learnModel: (region, { model, withVersions }, reading, identity) => {
      if (model === null) return;
      const key = keys.model(region, model.TrainingModelId, withVersions);
      memory.keep(nameOf(key, identity), { ...reading, value: model });
      homes.learn(model.TrainingModelVersions ?? []);
    },
    learnRows: homes.learn,
  };
}

/** Names of what can be read. Region names and ids hold no blank. */
export const keys = {
  page: (region: string, params: object): string => `page ${region} ${JSON.stringify(params)}`,
  model: (region: string, id: string, withVersions: boolean): string =>
    `${withVersions ? 'model-with-versions' : 'model'} ${region} ${id}`,
  versions: (region: string, id: string): string => `versions ${region} ${id}`,
  filtered: (region: string, id: string, filters: object): string =>
    `filtered ${region} ${id} ${JSON.stringify(filters)}`,
  version: (region: string, id: string): string => `version ${region} ${id}`,
};

const noRows: Rows = [];

export function versionsOf(model: TrainingModelDTO | null): Rows | null {
  return model && (model.TrainingModelVersions ?? noRows);
}

/** The versions that were read with a model. */
const versionsIn = madeOnce((listed: Reading<TrainingModelDTO | null>): Reading<Rows | null> => ({
  ...listed,
  value: versionsOf(listed.value),
}));

/** What is known by two ways, as it was seen last. */
export function later<T>(left: Reading<T> | undefined, right: Reading<T> | undefined): Reading<T> | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return left.sentAt > right.sentAt ? left : right;
}
