/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** File format of a model version (upstream `TrainingModelFormat`). The list is open: keep a default branch in clients. */
export type TrainingModelFormat =
  /** A Detectron2 model with its configuration. */
  | 'DETECTRON2'
  /** A TensorFlow graph with its weights frozen in. */
  | 'FROZEN_GRAPH'
  /** Hugging Face, as it was called until December 2025, when four narrower values replaced it. */
  | 'HUGGING_FACE'
  /** A BERT model in the layout of Hugging Face. */
  | 'HUGGING_FACE_BERT'
  /** A Stable Diffusion model in the layout of Hugging Face. */
  | 'HUGGING_FACE_STABLE_DIFFUSION'
  /** LoRA weights for Stable Diffusion in the layout of Hugging Face. */
  | 'HUGGING_FACE_STABLE_DIFFUSION_LORA'
  /** An MMDetection model with its configuration. */
  | 'MMDETECTION'
  /** Open Neural Network Exchange. */
  | 'ONNX'
  /** Predictive Model Markup Language. */
  | 'PMML'
  /** Weights saved by PyTorch. */
  | 'PYTORCH'
  /** A TensorFlow SavedModel directory. The only format with retention settings. */
  | 'SAVED_MODEL'
  /** A serialized TorchScript program. */
  | 'TORCH_SCRIPT'
  /** A value that is newer than this schema; the `…Raw` field beside it has the text. */
  | 'UNRECOGNIZED'
  /** A Stable Diffusion model for Stable Diffusion web UI. */
  | 'WEB_UI_STABLE_DIFFUSION';

/** Algorithm framework of a model version (upstream `AlgorithmFramework`). The list is open: keep a default branch in clients. */
export type TrainingModelFramework =
  /** Made with Detectron2, which builds on PyTorch. */
  | 'DETECTRON2'
  /** Made with MMDetection, which builds on PyTorch. */
  | 'MMDETECTION'
  /** Open Neural Network Exchange. */
  | 'ONNX'
  /** Predictive Model Markup Language. */
  | 'PMML'
  /** Made with PyTorch. */
  | 'PYTORCH'
  /** Made with TensorFlow. */
  | 'TENSORFLOW'
  /** A value that is newer than this schema; the `…Raw` field beside it has the text. */
  | 'UNRECOGNIZED';

/** Registry of an image (upstream `ImageType`). The list is open: keep a default branch in clients. */
export type TrainingModelImageType =
  /** Tencent Container Registry, personal. */
  | 'CCR'
  /** Any other registry. */
  | 'CUSTOM'
  /** Preset by TI-ONE; comes as `PreSet` and as `PRE_SET`. */
  | 'PRESET'
  /** Provided by TI-ONE; seen in neighbouring actions. */
  | 'SYSTEM'
  /** Tencent Container Registry, enterprise. */
  | 'TCR'
  /** A value that is newer than this schema; the `…Raw` field beside it has the text. */
  | 'UNRECOGNIZED';

/** State of the import of a model version (upstream `TrainingModelStatus`, there with the prefix `STATUS_`). The list is open: keep a default branch in clients. */
export type TrainingModelImportStatus =
  /** The import failed; see `errorMessage`. */
  | 'FAILED'
  /** Being imported; see `progressPercent`. */
  | 'RUNNING'
  /** Imported. */
  | 'SUCCESS'
  /** A value that is newer than this schema; the `…Raw` field beside it has the text. */
  | 'UNRECOGNIZED';

/** Who provides the inference image (upstream `ReasoningEnvironmentSource`). The list is open: keep a default branch in clients. */
export type TrainingModelInferenceSource =
  /** The customer; see `customImage`. */
  | 'CUSTOM'
  /** TI-ONE; see `image` and `environmentId`. */
  | 'SYSTEM'
  /** A value that is newer than this schema; the `…Raw` field beside it has the text. */
  | 'UNRECOGNIZED';

/** Where a model version came from (upstream `TrainingModelSource`). The list is open: keep a default branch in clients. */
export type TrainingModelSource =
  /** Automatic learning; documented until 2022. */
  | 'AUTO_ML'
  /** Files in Cloud File Storage; seen in a published example only. */
  | 'CFS'
  /** Files in Cloud Object Storage. */
  | 'COS'
  /** Files in GooseFSx; seen in neighbouring actions. */
  | 'GOOSEFSX'
  /** A training job of TI-ONE; see `trainingJob`. */
  | 'JOB'
  /** A value that is newer than this schema; the `…Raw` field beside it has the text. */
  | 'UNRECOGNIZED';

/** Where a read was served from. */
export type TrainingModelUpstreamSource =
  /** What was read before and still counts as fresh. */
  | 'CACHE'
  /** A call of TI-ONE that another read or operation had begun, or that was merged with it. */
  | 'IN_FLIGHT'
  /** What another replica has read, from Redis. */
  | 'SHARED_CACHE'
  /** What was read before and does not count as fresh any more. */
  | 'STALE'
  /** A call of TI-ONE that was made for this operation. */
  | 'UPSTREAM';

/** Kind of a model version (upstream `VersionType`). The list is open: keep a default branch in clients. */
export type TrainingModelVersionType =
  /** The result of TI-ONE's acceleration of another version. */
  | 'ACCELERATE'
  /** A version from automatic learning; seen in neighbouring actions. */
  | 'AUTO_ML'
  /** An ordinary version. */
  | 'NORMAL'
  /** A version of the Taiji Hunyuan family; undocumented, seen in code of Tencent. */
  | 'TAIJI_HY'
  /** A value that is newer than this schema; the `…Raw` field beside it has the text. */
  | 'UNRECOGNIZED';

export type ModelQueryVariables = Exact<{
  id?: string | number;
}>;


export type ModelQuery = { trainingModel: { id: string, region: string, name: string | null, createdAt: string | null, versions: { totalCount: number | null, nodes: Array<{ id: string, region: string, version: string | null, modelId: string, type: TrainingModelVersionType | null, typeRaw: string | null, format: TrainingModelFormat | null, formatRaw: string | null, algorithmFramework: TrainingModelFramework | null, algorithmFrameworkRaw: string | null, source: TrainingModelSource | null, sourceRaw: string | null, status: TrainingModelImportStatus | null, statusRaw: string | null, progressPercent: number | null, errorMessage: string | null, createdAt: string | null, creatorUin: string | null, metricsRaw: string | null, autoMlTaskId: string | null, trainingPreference: string | null, gpuType: string | null, isQuantizationAware: boolean | null, metrics: Array<{ name: string, value: number | null, raw: string }> | null, inference: { environmentId: string | null, image: string | null, source: TrainingModelInferenceSource | null, sourceRaw: string | null, customImage: { type: TrainingModelImageType | null, typeRaw: string | null, url: string | null, name: string | null, registryRegion: string | null, registryId: string | null, allowSaveAllContent: boolean | null, supportDataPipeline: boolean | null } | null } | null, artifact: { bucket: string | null, region: string | null, paths: Array<string> | null, uris: Array<string> | null } | null, hotUpdateArtifact: { bucket: string | null, region: string | null, paths: Array<string> | null, uris: Array<string> | null } | null, trainingJob: { id: string | null, name: string | null, version: string | null } | null, retention: { autoClean: boolean | null, periodMinutes: number | null, maxVersions: number | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type VersionFieldsFragment = { id: string, region: string, version: string | null, modelId: string, type: TrainingModelVersionType | null, typeRaw: string | null, format: TrainingModelFormat | null, formatRaw: string | null, algorithmFramework: TrainingModelFramework | null, algorithmFrameworkRaw: string | null, source: TrainingModelSource | null, sourceRaw: string | null, status: TrainingModelImportStatus | null, statusRaw: string | null, progressPercent: number | null, errorMessage: string | null, createdAt: string | null, creatorUin: string | null, metricsRaw: string | null, autoMlTaskId: string | null, trainingPreference: string | null, gpuType: string | null, isQuantizationAware: boolean | null, metrics: Array<{ name: string, value: number | null, raw: string }> | null, inference: { environmentId: string | null, image: string | null, source: TrainingModelInferenceSource | null, sourceRaw: string | null, customImage: { type: TrainingModelImageType | null, typeRaw: string | null, url: string | null, name: string | null, registryRegion: string | null, registryId: string | null, allowSaveAllContent: boolean | null, supportDataPipeline: boolean | null } | null } | null, artifact: { bucket: string | null, region: string | null, paths: Array<string> | null, uris: Array<string> | null } | null, hotUpdateArtifact: { bucket: string | null, region: string | null, paths: Array<string> | null, uris: Array<string> | null } | null, trainingJob: { id: string | null, name: string | null, version: string | null } | null, retention: { autoClean: boolean | null, periodMinutes: number | null, maxVersions: number | null } | null };

export type VersionsQueryVariables = Exact<{
  modelId?: string | number;
  after?: string | null | undefined;
}>;


export type VersionsQuery = { trainingModelVersions: { totalCount: number | null, nodes: Array<{ id: string, version: string | null, format: TrainingModelFormat | null, status: TrainingModelImportStatus | null, createdAt: string | null, artifact: { uris: Array<string> | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type OverviewQueryVariables = Exact<{
  id?: string | number;
}>;


export type OverviewQuery = { trainingModel: { name: string | null, tags: Array<{ key: string | null, value: string | null }> | null, latestVersion: { version: string | null, status: TrainingModelImportStatus | null, createdAt: string | null } | null, servable: { version: string | null, format: TrainingModelFormat | null, inference: { environmentId: string | null, source: TrainingModelInferenceSource | null } | null } | null, failed: { totalCount: number | null, nodes: Array<{ version: string | null, errorMessage: string | null }> } | null, running: { totalCount: number | null, nodes: Array<{ version: string | null, progressPercent: number | null }> } | null } | null };

export type ModelsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ModelsQuery = { trainingModels: { totalCount: number | null, nodes: Array<{ id: string, name: string | null, createdAt: string | null, tags: Array<{ key: string | null, value: string | null }> | null, latestVersion: { version: string | null, format: TrainingModelFormat | null, createdAt: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type ManyModelsQueryVariables = Exact<{
  ids?: Array<string | number> | string | number;
}>;


export type ManyModelsQuery = { trainingModelsByIds: Array<{ id: string, region: string, name: string | null, latestVersion: { id: string, status: TrainingModelImportStatus | null } | null } | null> };

export type UpstreamQueryVariables = Exact<{
  id?: string | number;
  dryRun?: boolean | null | undefined;
}>;


export type UpstreamQuery = { trainingModel: { name: string | null, latestVersion: { version: string | null, status: TrainingModelImportStatus | null } | null } | null, trainingModelUpstream: { calls: Array<{ action: string, region: string, servedFrom: TrainingModelUpstreamSource, attempt: number | null, queuedMs: number | null, upstreamMs: number | null, requestId: string | null, tccli: string }>, budget: Array<{ action: string, limit: number | null, remaining: number | null }>, explanation: { totalCalls: number, cacheHits: number, expectedWaitMs: number } | null } | null };

export const VersionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrainingModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"typeRaw"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"formatRaw"}},{"kind":"Field","name":{"kind":"Name","value":"algorithmFramework"}},{"kind":"Field","name":{"kind":"Name","value":"algorithmFrameworkRaw"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"sourceRaw"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusRaw"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"creatorUin"}},{"kind":"Field","name":{"kind":"Name","value":"metrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"raw"}}]}},{"kind":"Field","name":{"kind":"Name","value":"metricsRaw"}},{"kind":"Field","name":{"kind":"Name","value":"inference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"environmentId"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"sourceRaw"}},{"kind":"Field","name":{"kind":"Name","value":"customImage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"typeRaw"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"registryRegion"}},{"kind":"Field","name":{"kind":"Name","value":"registryId"}},{"kind":"Field","name":{"kind":"Name","value":"allowSaveAllContent"}},{"kind":"Field","name":{"kind":"Name","value":"supportDataPipeline"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"artifact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bucket"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"paths"}},{"kind":"Field","name":{"kind":"Name","value":"uris"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hotUpdateArtifact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bucket"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"paths"}},{"kind":"Field","name":{"kind":"Name","value":"uris"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trainingJob"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"retention"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"autoClean"}},{"kind":"Field","name":{"kind":"Name","value":"periodMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"maxVersions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"autoMlTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"trainingPreference"}},{"kind":"Field","name":{"kind":"Name","value":"gpuType"}},{"kind":"Field","name":{"kind":"Name","value":"isQuantizationAware"}}]}}]} as unknown as DocumentNode<VersionFieldsFragment, unknown>;
export const ModelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Model"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"m-608587242317024640","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trainingModel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrainingModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"typeRaw"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"formatRaw"}},{"kind":"Field","name":{"kind":"Name","value":"algorithmFramework"}},{"kind":"Field","name":{"kind":"Name","value":"algorithmFrameworkRaw"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"sourceRaw"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusRaw"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"creatorUin"}},{"kind":"Field","name":{"kind":"Name","value":"metrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"raw"}}]}},{"kind":"Field","name":{"kind":"Name","value":"metricsRaw"}},{"kind":"Field","name":{"kind":"Name","value":"inference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"environmentId"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"sourceRaw"}},{"kind":"Field","name":{"kind":"Name","value":"customImage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"typeRaw"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"registryRegion"}},{"kind":"Field","name":{"kind":"Name","value":"registryId"}},{"kind":"Field","name":{"kind":"Name","value":"allowSaveAllContent"}},{"kind":"Field","name":{"kind":"Name","value":"supportDataPipeline"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"artifact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bucket"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"paths"}},{"kind":"Field","name":{"kind":"Name","value":"uris"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hotUpdateArtifact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bucket"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"paths"}},{"kind":"Field","name":{"kind":"Name","value":"uris"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trainingJob"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"retention"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"autoClean"}},{"kind":"Field","name":{"kind":"Name","value":"periodMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"maxVersions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"autoMlTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"trainingPreference"}},{"kind":"Field","name":{"kind":"Name","value":"gpuType"}},{"kind":"Field","name":{"kind":"Name","value":"isQuantizationAware"}}]}}]} as unknown as DocumentNode<ModelQuery, ModelQueryVariables>;
export const VersionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Versions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"m-736800843717673088","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trainingModelVersions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"modelId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"SUCCESS"}}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"format"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"in"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"SAVED_MODEL"},{"kind":"EnumValue","value":"ONNX"}]}}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"createdAt"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"StringValue","value":"2023-03-10T00:00:00Z","block":false}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"VERSION"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"artifact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uris"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<VersionsQuery, VersionsQueryVariables>;
export const OverviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Overview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"m-736800843717673088","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trainingModel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"servable"},"name":{"kind":"Name","value":"latestVersion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"SUCCESS"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"inference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"environmentId"}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"failed"},"name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"FAILED"}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"running"},"name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"RUNNING"}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OverviewQuery, OverviewQueryVariables>;
export const ModelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Models"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trainingModels"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"tags"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"team","block":false}}]}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"SUCCESS"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ModelsQuery, ModelsQueryVariables>;
export const ManyModelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ManyModels"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},"defaultValue":{"kind":"ListValue","values":[{"kind":"StringValue","value":"m-608587242317024640","block":false},{"kind":"StringValue","value":"m-736800843717673088","block":false},{"kind":"StringValue","value":"m-1","block":false}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trainingModelsByIds"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<ManyModelsQuery, ManyModelsQueryVariables>;
export const UpstreamDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Upstream"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"m-608587242317024640","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"dryRun"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}},"defaultValue":{"kind":"BooleanValue","value":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trainingModel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"trainingModelUpstream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"dryRun"},"value":{"kind":"Variable","name":{"kind":"Name","value":"dryRun"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"calls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"servedFrom"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"queuedMs"}},{"kind":"Field","name":{"kind":"Name","value":"upstreamMs"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"tccli"}}]}},{"kind":"Field","name":{"kind":"Name","value":"budget"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}}]}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCalls"}},{"kind":"Field","name":{"kind":"Name","value":"cacheHits"}},{"kind":"Field","name":{"kind":"Name","value":"expectedWaitMs"}}]}}]}}]}}]} as unknown as DocumentNode<UpstreamQuery, UpstreamQueryVariables>;