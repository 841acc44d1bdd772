import { isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { plainVersion } from '../../src/emulator/complete-model.ts';
import { schema } from '../../src/schema/index.ts';
import { at, createSmallSystem, modelId, putModel, readVersion, type WireVersion } from '../helpers/small-system.ts';

const secret = { KeyId: 'secret-key', Username: 'secret-user', Password: 'secret-word', SecretId: 'secret-id' };

/** A distinct value in every field of the wire, the parts included. */
const version = {
  TrainingModelId: modelId,
  TrainingModelVersionId: 'mv-v7-700000000000000001',
  TrainingModelVersion: 'v7',
  TrainingModelSource: 'JOB',
  TrainingModelCreateTime: '2023-01-02T03:04:05Z',
  TrainingModelCreator: '100020007',
  AlgorithmFramework: 'TENSORFLOW',
  ReasoningEnvironment: 'registry/infer:1',
  ReasoningEnvironmentSource: 'CUSTOM',
  TrainingModelIndex: 'accuracy=0.5',
  TrainingJobName: 'job-name',
  TrainingModelCosPath: { Bucket: 'bucket-a', Region: 'ap-beijing', Paths: ['a/'] },
  TrainingModelName: 'model-name',
  TrainingJobId: 'train-1',
  ReasoningImageInfo: {
    ImageType: 'TCR',
    ImageUrl: 'registry/custom:2',
    RegistryRegion: 'ap-nanjing',
    RegistryId: 'tcr-1',
    AllowSaveAllContent: true,
    ImageName: 'LLM',
    SupportDataPipeline: false,
    ImageSecret: secret,
  },
  CreateTime: '2023-02-03T04:05:06Z',
  TrainingModelStatus: 'STATUS_FAILED',
  TrainingModelProgress: 42,
  TrainingModelErrorMsg: '未知错误',
  TrainingModelFormat: 'SAVED_MODEL',
  VersionType: 'ACCELERATE',
  GPUType: 'T4',
  AutoClean: 'true',
  ModelCleanPeriod: 11,
  MaxReservedModels: 12,
  ModelHotUpdatePath: { Bucket: 'bucket-b', Region: 'ap-shanghai', Paths: ['b/'] },
  ReasoningEnvironmentId: 'tensorflow2.4-py38(gpu)',
  TrainingJobVersion: 'V3',
  TrainingPreference: 'HIGH_SPEED',
  AutoMLTaskId: 'ml-1',
  IsQAT: true,
} as const satisfies WireVersion;

/** Wire field → path below the version, and the value there. */
const reached: readonly (readonly [wireField: string, path: string, value: unknown])[] = [
  ['TrainingModelId', 'modelId', modelId],
  ['TrainingModelVersionId', 'id', 'mv-v7-700000000000000001'],
  ['TrainingModelVersion', 'version', 'v7'],
  ['TrainingModelSource', 'source', 'JOB'],
  ['TrainingModelSource', 'sourceRaw', 'JOB'],
  ['TrainingModelCreateTime', 'model.createdAt', '2023-01-02T03:04:05Z'],
  ['TrainingModelCreator', 'creatorUin', '100020007'],
  ['AlgorithmFramework', 'algorithmFramework', 'TENSORFLOW'],
  ['AlgorithmFramework', 'algorithmFrameworkRaw', 'TENSORFLOW'],
  ['ReasoningEnvironment', 'inference.image', 'registry/infer:1'],
  ['ReasoningEnvironmentSource', 'inference.source', 'CUSTOM'],
  ['ReasoningEnvironmentSource', 'inference.sourceRaw', 'CUSTOM'],
  ['TrainingModelIndex', 'metricsRaw', 'accuracy=0.5'],
  ['TrainingModelIndex', 'metrics.0.value', 0.5],
  ['TrainingJobName', 'trainingJob.name', 'job-name'],
  ['TrainingModelCosPath.Bucket', 'artifact.bucket', 'bucket-a'],
  ['TrainingModelCosPath.Region', 'artifact.region', 'ap-beijing'],
  ['TrainingModelCosPath.Paths', 'artifact.paths', ['a/']],
  ['TrainingModelCosPath', 'artifact.uris', ['cos://bucket-a/a/']],
  ['TrainingModelName', 'model.name', 'model-name'],
  ['TrainingJobId', 'trainingJob.id', 'train-1'],
  ['ReasoningImageInfo.ImageType', 'inference.customImage.type', 'TCR'],
  ['ReasoningImageInfo.ImageType', 'inference.customImage.typeRaw', 'TCR'],
  ['ReasoningImageInfo.ImageUrl', 'inference.customImage.url', 'registry/custom:2'],
  ['ReasoningImageInfo.RegistryRegion', 'inference.customImage.registryRegion', 'ap-nanjing'],
  ['ReasoningImageInfo.RegistryId', 'inference.customImage.registryId', 'tcr-1'],
  ['ReasoningImageInfo.AllowSaveAllContent', 'inference.customImage.allowSaveAllContent', true],
  ['ReasoningImageInfo.ImageName', 'inference.customImage.name', 'LLM'],
  ['ReasoningImageInfo.SupportDataPipeline', 'inference.customImage.supportDataPipeline', false],
  ['CreateTime', 'createdAt', '2023-02-03T04:05:06Z'],
  ['TrainingModelStatus', 'status', 'FAILED'],
  ['TrainingModelStatus', 'statusRaw', 'STATUS_FAILED'],
  ['TrainingModelProgress', 'progressPercent', 42],
  ['TrainingModelErrorMsg', 'errorMessage', '未知错误'],
  ['TrainingModelFormat', 'format', 'SAVED_MODEL'],
  ['TrainingModelFormat', 'formatRaw', 'SAVED_MODEL'],
  ['VersionType', 'type', 'ACCELERATE'],
  ['VersionType', 'typeRaw', 'ACCELERATE'],
  ['GPUType', 'gpuType', 'T4'],
  ['AutoClean', 'retention.autoClean', true],
  ['ModelCleanPeriod', 'retention.periodMinutes', 11],
  ['MaxReservedModels', 'retention.maxVersions', 12],
  ['ModelHotUpdatePath.Bucket', 'hotUpdateArtifact.bucket', 'bucket-b'],
  ['ModelHotUpdatePath.Region', 'hotUpdateArtifact.region', 'ap-shanghai'],
  ['ModelHotUpdatePath.Paths', 'hotUpdateArtifact.paths', ['b/']],
  ['ModelHotUpdatePath', 'hotUpdateArtifact.uris', ['cos://bucket-b/b/']],
  ['ReasoningEnvironmentId', 'inference.environmentId', 'tensorflow2.4-py38(gpu)'],
  ['TrainingJobVersion', 'trainingJob.version', 'V3'],
  ['TrainingPreference', 'trainingPreference', 'HIGH_SPEED'],
  ['AutoMLTaskId', 'autoMlTaskId', 'ml-1'],
  ['IsQAT', 'isQuantizationAware', true],
];

const everything = `id modelId version type typeRaw format formatRaw algorithmFramework algorithmFrameworkRaw source sourceRaw
  status statusRaw progressPercent errorMessage createdAt creatorUin metrics { name value raw } metricsRaw
  model { name createdAt }
  inference {
    environmentId image source sourceRaw
    customImage { type typeRaw url name registryRegion registryId allowSaveAllContent supportDataPipeline }
  }
  artifact { bucket region paths uris } hotUpdateArtifact { bucket region paths uris }
  trainingJob { id name version } retention { autoClean periodMinutes maxVersions }
  autoMlTaskId trainingPreference gpuType isQuantizationAware`;

const answered = readVersion(version, everything);

it.each(reached)('%s is read as %s', async (_wireField, path, value) => {
  expect(at(await answered, ...path.split('.'))).toEqual(value);
});

it('reaches each of the 31 fields of a version and each field of its parts but the secret', () => {
  expect(Object.keys(version)).toHaveLength(31);
  expect(Object.keys({ ...plainVersion, ...version })).toHaveLength(31);
  const parts = Object.entries(version).flatMap(([name, value]) =>
    typeof value === 'object' ? Object.keys(value).map((part) => `${name}.${part}`) : [name],
  );
  const named = new Set(reached.map(([wireField]) => wireField));
  expect(parts.filter((part) => !named.has(part))).toEqual(['ReasoningImageInfo.ImageSecret']);
});

it('answers nothing of a registry login, neither through a field nor in any text', async () => {
  const system = createSmallSystem();
  putModel(system, [version]);
  const answers = [
    await system.query(`{ trainingModelVersion(id: "${version.TrainingModelVersionId}") { ${everything} } }`),
    await system.query(`{ trainingModelVersions(modelId: "${modelId}") { nodes { ${everything} } } }`),
    await system.query(`{ trainingModel(id: "${modelId}") { tags { key } versions { nodes { ${everything} } } } }`),
  ];
  expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined, undefined]);
  for (const answer of answers) {
    expect(JSON.stringify(answer)).toContain('registry/custom:2');
    expect(JSON.stringify(answer)).not.toContain('secret');
  }
});

it('has no field for a registry login', () => {
  const fields = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.keys(type.getFields()));
  expect(fields).toContain('registryId');
  const suspicious = fields.filter((name) => /secret|password|user|key/i.test(name));
  // Of a tag.
  expect(suspicious).toEqual(['key']);
});
