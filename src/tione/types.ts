/**
 * Wire types of TI-ONE (service `tione`, version 2021-11-11) in the upstream's own spelling.
 *
 * Text that is absent comes as `""`, as null or as no key at all, whatever the documentation says of a field, so
 * everything but the ids is optional. Documentation: cloud.tencent.com/document/product/851/75070 and neighbours.
 */

/** A value that TI-ONE may leave out. */
export type Maybe<T> = T | null | undefined;

/** A place in Cloud Object Storage. `Paths` is a list, of which TI-ONE documents only one entry as supported. */
export interface CosPathInfo {
  readonly Bucket?: Maybe<string>;
  readonly Region?: Maybe<string>;
  readonly Paths?: Maybe<readonly string[]>;
}

/** A container image. `ImageSecret` (registry login) also exists on the wire; the client removes it on arrival. */
export interface ImageInfo {
  readonly ImageType?: Maybe<string>;
  readonly ImageUrl?: Maybe<string>;
  readonly RegistryRegion?: Maybe<string>;
  readonly RegistryId?: Maybe<string>;
  readonly AllowSaveAllContent?: Maybe<boolean>;
  readonly ImageName?: Maybe<string>;
  readonly SupportDataPipeline?: Maybe<boolean>;
}

/** One version of a model: 31 fields, all of them always sent in the published examples. */
export interface TrainingModelVersionDTO {
  readonly TrainingModelId: string;
  readonly TrainingModelVersionId: string;
  readonly TrainingModelVersion?: Maybe<string>;
  readonly TrainingModelSource?: Maybe<string>;
  /** Creation time of the *model*. */
  readonly TrainingModelCreateTime?: Maybe<string>;
  readonly TrainingModelCreator?: Maybe<string>;
  readonly AlgorithmFramework?: Maybe<string>;
  readonly ReasoningEnvironment?: Maybe<string>;
  readonly ReasoningEnvironmentSource?: Maybe<string>;
  readonly TrainingModelIndex?: Maybe<string>;
  readonly TrainingJobName?: Maybe<string>;
  readonly TrainingModelCosPath?: Maybe<CosPathInfo>;
  readonly TrainingModelName?: Maybe<string>;
  readonly TrainingJobId?: Maybe<string>;
  readonly ReasoningImageInfo?: Maybe<ImageInfo>;
  /** Creation time of the *version*. */
  readonly CreateTime?: Maybe<string>;
  readonly TrainingModelStatus?: Maybe<string>;
  readonly TrainingModelProgress?: Maybe<number>;
  readonly TrainingModelErrorMsg?: Maybe<string>;
  readonly TrainingModelFormat?: Maybe<string>;
  readonly VersionType?: Maybe<string>;
  readonly GPUType?: Maybe<string>;
  /** A boolean as text: `"true"` or `"false"`. */
  readonly AutoClean?: Maybe<string>;
  /** Minutes. */
  readonly ModelCleanPeriod?: Maybe<number>;
  readonly MaxReservedModels?: Maybe<number>;
  readonly ModelHotUpdatePath?: Maybe<CosPathInfo>;
  readonly ReasoningEnvironmentId?: Maybe<string>;
  readonly TrainingJobVersion?: Maybe<string>;
  readonly TrainingPreference?: Maybe<string>;
  readonly AutoMLTaskId?: Maybe<string>;
  readonly IsQAT?: Maybe<boolean>;
}

export interface Tag {
  readonly TagKey?: Maybe<string>;
  readonly TagValue?: Maybe<string>;
}

/** One model as the list action sends it. `TrainingModelVersions` comes only with `WithModelVersions`. */
export interface TrainingModelDTO {
  readonly TrainingModelId: string;
  readonly TrainingModelName?: Maybe<string>;
  readonly Tags?: Maybe<readonly Tag[]>;
  readonly CreateTime?: Maybe<string>;
  readonly TrainingModelVersions?: Maybe<readonly TrainingModelVersionDTO[]>;
}

/**
 * A condition of a Describe action. Exactly one value may be matched fuzzily by the upstream; any other number of
 * values is matched exactly (documented on three actions).
 */
export interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
  readonly Fuzzy?: boolean;
  readonly Negative?: boolean;
}

export interface TagFilter {
  readonly TagKey: string;
  readonly TagValues?: readonly string[];
}

/** Documented on every Describe action with filters: "Filters at most 10, Filter.Values at most 100". */
export const filterLimits = { filters: 10, values: 100 } as const;

/** Documented request rate of every action of the model repository, per action, access region and sub-account. */
export const documentedRequestsPerSecond = 20;

/** TI-ONE's recommended, nearest access point (cloud.tencent.com/document/product/851/75053). */
export const documentedEndpoint = new URL('https://tione.tencentcloudapi.com');

/** The API version that all shapes of this file belong to. */
export const apiVersion = '2021-11-11';

export interface DescribeTrainingModelsParams {
  readonly Filters?: readonly Filter[];
  readonly TagFilters?: readonly TagFilter[];
  readonly OrderField?: 'CreateTime';
  readonly Order?: 'ASC' | 'DESC';
  /** The upstream's defaults of `Offset` and `Limit` are not documented: always send both. */
  readonly Offset: number;
  readonly Limit: number;
  readonly WithModelVersions?: boolean;
}

export interface DescribeTrainingModelsResult {
  readonly TrainingModels?: Maybe<readonly TrainingModelDTO[]>;
  readonly TotalCount?: Maybe<number>;
}

export interface DescribeTrainingModelVersionsParams {
  readonly TrainingModelId: string;
  readonly Filters?: readonly Filter[];
}

export interface DescribeTrainingModelVersionsResult {
  readonly TrainingModelVersions?: Maybe<readonly TrainingModelVersionDTO[]>;
}

export interface DescribeTrainingModelVersionParams {
  readonly TrainingModelVersionId: string;
}

export interface DescribeTrainingModelVersionResult {
  readonly TrainingModelVersion?: Maybe<TrainingModelVersionDTO>;
}
