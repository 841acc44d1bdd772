/** The fields that TI-ONE is known to send, by type. The compiler holds them against the wire types, in both directions. */
import type { Action, Actions, ResultOf } from './actions.ts';
import type { CosPathInfo, ImageInfo, Tag, TrainingModelDTO, TrainingModelVersionDTO } from './types.ts';

export interface WireType {
  readonly name: string;
  /** What each field holds: objects of a type, one or a list of them, or something that has no fields of its own. */
  readonly fields: ReadonlyMap<string, WireType | null>;
}

/** `others`: fields that are seen, in no documentation, and of no use here. */
function wireType<T>(
  name: string,
  fields: Readonly<Record<keyof T, WireType | null>>,
  others: readonly string[] = [],
): WireType {
  return {
    name,
    fields: new Map([...Object.entries<WireType | null>(fields), ...others.map((one) => [one, null] as const)]),
  };
}

const cosPath = wireType<CosPathInfo>('CosPathInfo', { Bucket: null, Region: null, Paths: null }, ['Uin', 'SubUin']);

/** `ImageSecret` is not among them: the client drops it before anybody looks. */
const image = wireType<ImageInfo>('ImageInfo', {
  ImageType: null,
  ImageUrl: null,
  RegistryRegion: null,
  RegistryId: null,
  AllowSaveAllContent: null,
  ImageName: null,
  SupportDataPipeline: null,
});

const version = wireType<TrainingModelVersionDTO>('TrainingModelVersionDTO', {
  TrainingModelId: null,
  TrainingModelVersionId: null,
  TrainingModelVersion: null,
  TrainingModelSource: null,
  TrainingModelCreateTime: null,
  TrainingModelCreator: null,
  AlgorithmFramework: null,
  ReasoningEnvironment: null,
  ReasoningEnvironmentSource: null,
  TrainingModelIndex: null,
  TrainingJobName: null,
  TrainingModelCosPath: cosPath,
  TrainingModelName: null,
  TrainingJobId: null,
  ReasoningImageInfo: image,
  CreateTime: null,
  TrainingModelStatus: null,
  TrainingModelProgress: null,
  TrainingModelErrorMsg: null,
  TrainingModelFormat: null,
  VersionType: null,
  GPUType: null,
  AutoClean: null,
  ModelCleanPeriod: null,
  MaxReservedModels: null,
  ModelHotUpdatePath: cosPath,
  ReasoningEnvironmentId: null,
  TrainingJobVersion: null,
  TrainingPreference: null,
  AutoMLTaskId: null,
  IsQAT: null,
});

const model = wireType<TrainingModelDTO>('TrainingModelDTO', {
  TrainingModelId: null,
  TrainingModelName: null,
  Tags: wireType<Tag>('Tag', { TagKey: null, TagValue: null }),
  CreateTime: null,
  TrainingModelVersions: version,
});

/** Of the content of `Response`; every answer has a `RequestId`. */
function answerOf<A extends Action>(action: A, fields: Readonly<Record<keyof ResultOf<A>, WireType | null>>): WireType {
  return wireType<ResultOf<A> & { RequestId: string }>(`${action}Response`, { ...fields, RequestId: null });
}

/** What each action answers. */
export const answers: Readonly<Record<keyof Actions, WireType>> = {
  DescribeTrainingModels: answerOf('DescribeTrainingModels', { TrainingModels: model, TotalCount: null }),
  DescribeTrainingModelVersions: answerOf('DescribeTrainingModelVersions', { TrainingModelVersions: version }),
  DescribeTrainingModelVersion: answerOf('DescribeTrainingModelVersion', { TrainingModelVersion: version }),
};
