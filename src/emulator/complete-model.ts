/** Whole records from parts: what is not given is filled in, the same way each time. */
import type { Maybe } from '../tione/types.ts';
import { creationMs, snowflake, snowflakeOrigin } from './snowflake.ts';
import type { StoredModel, StoredVersion } from './store.ts';
import { chinaTime, parseWireTime, utcTime } from './wire-time.ts';

/** A model in wire spelling, of which everything may be left out; null and `""` are kept as they are. */
export interface ModelInput extends Partial<Omit<StoredModel, 'TrainingModelVersions'>> {
  /** @default the first region */
  readonly Region?: Maybe<string>;
  /** Null is what the list sends then, of a model without versions. @default none */
  readonly TrainingModelVersions?: Maybe<readonly Partial<StoredVersion>[]>;
}

const minuteMs = 60_000;

/** `freshId` makes the id of a model that has none. */
export function completeModel(
  { Region: region, TrainingModelVersions: versions, ...given }: ModelInput,
  freshId: (ms: number) => string,
  nowMs: number,
): StoredModel {
  const ms = parseWireTime(given.CreateTime ?? '') ?? creationMs(given.TrainingModelId ?? '') ?? nowMs;
  const id = given.TrainingModelId ?? freshId(ms);
  const model = { TrainingModelName: id, Tags: [], CreateTime: chinaTime(ms), ...given, TrainingModelId: id };
  const parent: Parent = { id, name: model.TrainingModelName, ms, region: region ?? '' };
  return {
    ...model,
    TrainingModelVersions:
      versions === null ? null : (versions ?? []).map((version, index) => completeVersion(parent, version, index + 1)),
  };
}

export interface Parent {
  readonly id: string;
  readonly name: Maybe<string>;
  /** UNIX milliseconds of the model's creation. */
  readonly ms: number;
  readonly region: string;
}

/** `ordinal` is 1 for the first version, which is born with its model and has the next number. */
export function completeVersion(parent: Parent, given: Partial<StoredVersion>, ordinal: number): StoredVersion {
  const ms = parseWireTime(given.CreateTime ?? '') ?? parent.ms + (ordinal - 1) * minuteMs;
  const { node, sequence } = snowflakeOrigin(parent.id);
  const number = snowflake({ ms, node, sequence: (sequence + ordinal) % 128 });
  return {
    TrainingModelId: parent.id,
    ...plainVersion,
    TrainingModelVersionId: `mv-v${String(ordinal)}-${number}`,
    TrainingModelVersion: `v${String(ordinal)}`,
    TrainingModelName: parent.name,
    TrainingModelCreateTime: utcTime(parent.ms),
    CreateTime: utcTime(ms),
    TrainingModelCosPath: {
      Bucket: 'tione-models-1250000000',
      Region: parent.region,
      Paths: [`models/${parent.id}/v${String(ordinal)}/`],
    },
    ...given,
  };
}

/** An imported version with nothing special about it: the remaining fields of the published example. */
export const plainVersion = {
  TrainingModelSource: 'COS',
  TrainingModelCreator: '100020000',
  AlgorithmFramework: 'PYTORCH',
  ReasoningEnvironment:
    'tione.tencentcloudcr.com/qcloud-ti-platform/ti-cloud-infer-pytorch-gpu:py38-torch1.9.0-cu111-tiacc2.5.0-2.0.2',
  ReasoningEnvironmentSource: 'SYSTEM',
  ReasoningEnvironmentId: 'pytorch1.9.0-py38(gpu)',
  ReasoningImageInfo: { ImageType: '', ImageUrl: '', RegistryRegion: '', RegistryId: '', AllowSaveAllContent: false },
  TrainingModelIndex: '',
  TrainingJobName: '',
  TrainingJobId: '',
  TrainingJobVersion: '',
  TrainingModelStatus: 'STATUS_SUCCESS',
  TrainingModelProgress: 100,
  TrainingModelErrorMsg: '',
  TrainingModelFormat: 'TORCH_SCRIPT',
  VersionType: 'NORMAL',
  GPUType: '',
  AutoClean: 'false',
  ModelCleanPeriod: 0,
  MaxReservedModels: 0,
  ModelHotUpdatePath: { Bucket: '', Region: '', Paths: [] },
  TrainingPreference: '',
  AutoMLTaskId: '',
  IsQAT: false,
} as const satisfies Partial<StoredVersion>;
