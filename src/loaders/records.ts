/** What loaders hand to resolvers: wire rows, with the region that the wire leaves out. */
import type { Maybe, Tag, TrainingModelVersionDTO } from '../tione/types.ts';

/** Where one model or version is looked for. */
export interface Key {
  readonly region: string;
  readonly id: string;
}

export interface VersionRecord {
  readonly region: string;
  readonly row: TrainingModelVersionDTO;
}

/** What is known of a model without asking further. Times are wire text. */
export interface ModelRecord extends Key {
  readonly name: Maybe<string>;
  readonly createdAt: Maybe<string>;
}

export type Tags = readonly Tag[];
export type Versions = readonly VersionRecord[];

/** The model that a version belongs to: the row has its name and creation time, so this costs no call. */
export function modelOf({ region, row }: VersionRecord): ModelRecord {
  return { region, id: row.TrainingModelId, name: row.TrainingModelName, createdAt: row.TrainingModelCreateTime };
}
