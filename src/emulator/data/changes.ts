/** What sets a version of the demo set apart from its family. */
import type { StoredVersion } from '../store.ts';

export const failed = (message: string): Partial<StoredVersion> => ({
  TrainingModelStatus: 'STATUS_FAILED',
  TrainingModelProgress: 40,
  TrainingModelErrorMsg: message,
  TrainingModelIndex: '',
});

export const running = (percent: number): Partial<StoredVersion> => ({
  TrainingModelStatus: 'STATUS_RUNNING',
  TrainingModelProgress: percent,
  TrainingModelIndex: '',
});

export const fromJob = (name: string, version: string): Partial<StoredVersion> => ({
  TrainingJobId: 'train-608753141184489472',
  TrainingJobName: name,
  TrainingJobVersion: version,
});

export const acceleratedOn = (gpu: string): Partial<StoredVersion> => ({ VersionType: 'ACCELERATE', GPUType: gpu });

export const image = (type: string, url: string): Partial<StoredVersion> => ({
  ReasoningImageInfo: { ImageType: type, ImageUrl: url, RegistryRegion: '', RegistryId: '' },
});

/** Only saved models have it: old versions are cleaned away, new ones are picked up from a directory. */
export const hotUpdate = (path: string): Partial<StoredVersion> => ({
  AutoClean: 'true',
  ModelCleanPeriod: 60,
  MaxReservedModels: 24,
  ModelHotUpdatePath: { Bucket: 'recsys-1250000000', Region: 'ap-guangzhou', Paths: [path] },
});

/** A registry login in the answer, made up, so that a client can be shown to drop it. */
export const withSecret: Partial<StoredVersion> = {
  ReasoningImageInfo: {
    ImageType: 'CUSTOM',
    ImageUrl: 'registry.example.com/llm/serve:2.3.1',
    RegistryRegion: '',
    RegistryId: '',
    AllowSaveAllContent: false,
    ImageName: 'serve',
    SupportDataPipeline: true,
    ImageSecret: {
      KeyId: '9a3b93e2-0f68-11ef-9b3e-5254000fd567',
      Username: 'test_user',
      Password: 'dGVzdF9wYXNzd29yZAo=',
      SecretId: '',
    },
  },
};
