/** What loaders hand to resolvers: wire rows, with the region that the wire leaves out. */
import { madeOnce, madeOnceOf } from '../reads/made-once.ts';
import type { Maybe, Tag, TrainingModelDTO, TrainingModelVersionDTO } from '../tione/types.ts';

/** Where one model or version is kept. */
export interface Key {
  readonly region: string;
  readonly id: string;
}

/** What one model or version is asked for by: without a region it is looked for in all that may be read. */
export interface Place {
  readonly id: string;
  readonly region: string | undefined;
}

export interface VersionRecord {
  readonly region: string;
  readonly row: TrainingModelVersionDTO;
  /** When the upstream was asked for it, in milliseconds since the epoch. */
  readonly readAt: number;
}

/** A model as the list action shows it. */
export interface ModelRow {
  readonly region: string;
  readonly row: TrainingModelDTO;
  /** When the upstream was asked for it, in milliseconds since the epoch. */
  readonly readAt: number;
}

/** What is known of a model without asking further. Times are wire text. */
export interface ModelRecord extends Key {
  readonly name: Maybe<string>;
  readonly createdAt: Maybe<string>;
  /** When the upstream was asked for it, in milliseconds since the epoch; absent when nothing of the model itself was read. */
  readonly readAt?: number;
  /** TI-ONE shows no versions of it, and does not say whether there is such a model at all. */
  readonly isAssumed?: boolean;
  /** Why name and creation time are not known, unless TI-ONE does not offer to tell them. */
  readonly failure?: Error;
}

export type Tags = readonly Tag[];
export type Versions = readonly VersionRecord[];

/** The model that a version belongs to: the row has its name and creation time, so this costs no call. */
export const modelOf = madeOnce(({ region, row, readAt }: VersionRecord): ModelRecord => ({
  region,
  id: row.TrainingModelId,
  name: row.TrainingModelName,
  createdAt: row.TrainingModelCreateTime,
  readAt,
}));

/** The same by all of its versions: what one without a name tells counts only where none has one. Null without a version. */
export const modelOfAll = madeOnce((versions: Versions): ModelRecord | null => {
  const version = versions.find(({ row }) => Boolean(row.TrainingModelName)) ?? versions[0];
  return version === undefined ? null : modelOf(version);
});

export const recordOf = madeOnce(({ region, row, readAt }: ModelRow): ModelRecord => ({
  region,
  id: row.TrainingModelId,
  name: row.TrainingModelName,
  createdAt: row.CreateTime,
  readAt,
}));

export const modelRow = madeOnceOf((row: TrainingModelDTO, { region, readAt }): ModelRow => ({ region, row, readAt }));

export const versionRecord = madeOnceOf((row: TrainingModelVersionDTO, { region, readAt }): VersionRecord => ({
  region,
  row,
  readAt,
}));

const listOf = madeOnceOf((rows: readonly TrainingModelVersionDTO[], { region, readAt }) => ({
  region,
  readAt,
  versions: rows.map((row) => versionRecord(row, region, readAt)),
}));

const noVersions: Versions = [];

export function withRegion(rows: readonly TrainingModelVersionDTO[], region: string, readAt: number): Versions {
  return rows.length === 0 ? noVersions : listOf(rows, region, readAt).versions;
}

/** The versions that came with a model. */
export function versionsIn({ region, row, readAt }: ModelRow): Versions {
  const { TrainingModelVersions: rows } = row;
  return rows == null ? noVersions : withRegion(rows, region, readAt);
}
