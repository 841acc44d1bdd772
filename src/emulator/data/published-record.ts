/** The record of the published example of DescribeTrainingModelVersions, verbatim: cloud.tencent.com/document/product/851/75070. */
import type { StoredModel } from '../store.ts';

export const publishedRegion = 'ap-guangzhou';

export const publishedModel: StoredModel = {
  TrainingModelId: 'm-608587242317024640',
  TrainingModelName: 'test-model',
  // The example has no list record of its model: this is how another example writes such a one.
  Tags: [
    { TagKey: 'team', TagValue: 'ti-platform' },
    { TagKey: 'env', TagValue: 'test' },
  ],
  CreateTime: '2022-09-06 16:34:13',
  TrainingModelVersions: [
    {
      ReasoningEnvironment:
        'tione.tencentcloudcr.com/qcloud-ti-platform/ti-cloud-infer-pytorch-gpu:py38-torch1.9.0-cu111-tiacc2.5.0-2.0.2',
      ReasoningEnvironmentId: 'pytorch1.9.0-py38(gpu)',
      TrainingModelCosPath: { Paths: ['test/model/'], Region: 'ap-guangzhou', Bucket: 'test-bucket' },
      TrainingJobId: '',
      TrainingModelProgress: 100,
      TrainingModelStatus: 'STATUS_SUCCESS',
      AutoClean: 'false',
      MaxReservedModels: 0,
      TrainingModelName: 'test-model',
      AlgorithmFramework: 'PYTORCH',
      ModelCleanPeriod: 0,
      ModelHotUpdatePath: { Paths: ['test/model/'], Region: 'ap-guangzhou', Bucket: 'test-bucket' },
      TrainingModelErrorMsg: '',
      TrainingModelCreator: '100020000',
      TrainingModelCreateTime: '2022-09-06T08:34:13Z',
      TrainingModelVersion: 'v1',
      TrainingModelSource: 'COS',
      ReasoningEnvironmentSource: 'SYSTEM',
      GPUType: '',
      TrainingModelFormat: 'TORCH_SCRIPT',
      TrainingJobName: '',
      TrainingJobVersion: '',
      TrainingPreference: '',
      AutoMLTaskId: '',
      IsQAT: false,
      TrainingModelVersionId: 'mv-v1-625097625049989888',
      TrainingModelIndex: '',
      TrainingModelId: 'm-608587242317024640',
      VersionType: 'NORMAL',
      ReasoningImageInfo: {
        ImageUrl: '',
        RegistryRegion: '',
        RegistryId: '',
        ImageType: '',
        AllowSaveAllContent: false,
      },
      CreateTime: '2022-09-29T03:17:24Z',
    },
  ],
};
