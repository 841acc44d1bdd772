/** The models of all regions, in memory. */
import type { CosPathInfo, ImageInfo, Maybe, TrainingModelDTO, TrainingModelVersionDTO } from '../tione/types.ts';
import { creationMs } from './snowflake.ts';
import { parseWireTime } from './wire-time.ts';

/** Registry login of a custom image. TI-ONE may send it, and a careful client drops it. */
interface ImageSecret {
  readonly KeyId?: string;
  readonly Username?: string;
  readonly Password?: string;
  readonly SecretId?: string;
}

export interface StoredImage extends ImageInfo {
  readonly ImageSecret?: Maybe<ImageSecret>;
}

/** With the owner of the bucket, which is not documented: Tencent's own tools send it. */
export interface StoredCosPath extends CosPathInfo {
  readonly Uin?: string;
  readonly SubUin?: string;
}

export interface StoredVersion extends TrainingModelVersionDTO {
  readonly TrainingModelCosPath?: Maybe<StoredCosPath>;
  readonly ReasoningImageInfo?: Maybe<StoredImage>;
}

/** One model as it stands in the store: everything of the wire record, with all versions, oldest first. */
export interface StoredModel extends TrainingModelDTO {
  /** Null for a model whose list record has null there, as is documented to happen. It has no versions. */
  readonly TrainingModelVersions: readonly StoredVersion[] | null;
}

/** A model id or version id exists already, in whatever region. */
export class DuplicateId extends Error {
  override readonly name = 'DuplicateId';
}

export interface Placed<T> {
  readonly region: string;
  readonly value: T;
}

export interface Store {
  /** Throws {@link DuplicateId}. */
  readonly insert: (region: string, model: StoredModel) => void;
  /** The removed model and where it was, or undefined when there is none with this id. */
  readonly remove: (id: string) => Placed<StoredModel> | undefined;
  /** Newest first; equal seconds are ordered by id. The array must not be changed. */
  readonly models: (region: string) => readonly StoredModel[];
  readonly model: (region: string, id: string) => StoredModel | undefined;
  readonly version: (region: string, id: string) => StoredVersion | undefined;
  /** Whether a model or a version has this id, in whatever region. */
  readonly has: (id: string) => boolean;
}

export function createStore(): Store {
  const models = new Map<string, Placed<StoredModel>>();
  const versions = new Map<string, Placed<StoredVersion>>();
  const sorted = new Map<string, readonly StoredModel[]>();
  const find = <T>(map: ReadonlyMap<string, Placed<T>>, region: string, id: string): T | undefined => {
    const found = map.get(id);
    return found?.region === region ? found.value : undefined;
  };
  const has = (id: string): boolean => models.has(id) || versions.has(id);

  return {
    has,
    insert: (region, model) => {
      const rows = model.TrainingModelVersions && oldestFirst(model.TrainingModelVersions);
      const ids = [model.TrainingModelId, ...(rows ?? []).map((row) => row.TrainingModelVersionId)];
      const taken = ids.find((id, index) => has(id) || ids.indexOf(id) !== index);
      if (taken !== undefined) throw new DuplicateId(`\`${taken}\` exists already`);
      models.set(model.TrainingModelId, { region, value: { ...model, TrainingModelVersions: rows } });
      for (const row of rows ?? []) versions.set(row.TrainingModelVersionId, { region, value: row });
      sorted.delete(region);
    },
    remove: (id) => {
      const found = models.get(id);
      if (found === undefined) return undefined;
      models.delete(id);
      for (const row of found.value.TrainingModelVersions ?? []) versions.delete(row.TrainingModelVersionId);
      sorted.delete(found.region);
      return found;
    },
    models: (region) => {
      const known = sorted.get(region);
      if (known !== undefined) return known;
      const inRegion = [...models.values()].filter((placed) => placed.region === region).map(({ value }) => value);
      const fresh = newestFirst(inRegion);
      sorted.set(region, fresh);
      return fresh;
    },
    model: (region, id) => find(models, region, id),
    version: (region, id) => find(versions, region, id),
  };
}

/** The column that the list is sorted by: whole seconds, taken from the id when the record does not say. */
function creationSecond(time: Maybe<string>, id: string): number {
  return Math.round((parseWireTime(time ?? '') ?? creationMs(id) ?? 0) / 1000);
}

function newestFirst(models: readonly StoredModel[]): readonly StoredModel[] {
  return models
    .map((model) => ({
      model,
      id: model.TrainingModelId,
      second: creationSecond(model.CreateTime, model.TrainingModelId),
    }))
    .sort((a, b) => b.second - a.second || compareIds(b.id, a.id))
    .map(({ model }) => model);
}

function oldestFirst(rows: readonly StoredVersion[]): readonly StoredVersion[] {
  return rows
    .map((row) => ({
      row,
      id: row.TrainingModelVersionId,
      second: creationSecond(row.CreateTime, row.TrainingModelVersionId),
    }))
    .sort((a, b) => a.second - b.second || compareIds(a.id, b.id))
    .map(({ row }) => row);
}

/** Ids of one kind hold numbers of one length, so longer means later and equal lengths compare as text. */
function compareIds(a: string, b: string): number {
  const [left, right] = [a.slice(a.lastIndexOf('-') + 1), b.slice(b.lastIndexOf('-') + 1)];
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : Number(left > right);
}
