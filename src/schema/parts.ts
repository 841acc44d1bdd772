/** The parts of a model version: places, images, jobs and so on, straight from the wire. */
import type { CosPathInfo, ImageInfo, Maybe, TrainingModelVersionDTO } from '../tione/types.ts';
import { boolean, int, text, texts, unlessEmpty } from './absent.ts';
import { builder } from './builder.ts';
import { imageType, inferenceSource } from './enums.ts';
import { pure } from './pure.ts';

export const CosLocation = builder.objectRef<CosPathInfo>('TrainingModelCosLocation').implement({
  description: 'A place in Tencent Cloud Object Storage (upstream `CosPathInfo`).',
  fields: (t) => ({
    bucket: t.string({ description: 'Bucket name (`Bucket`).', resolve: ({ Bucket }) => text(Bucket) }),
    region: t.string({
      description: 'Region of the bucket (`Region`), which need not be the region of the model.',
      resolve: ({ Region }) => text(Region),
    }),
    paths: t.stringList({
      description: 'Directories in the bucket (`Paths`). TI-ONE documents only one as supported.',
      resolve: ({ Paths }) => texts(Paths),
    }),
    uris: t.stringList({
      description: 'The same places as `cos://bucket/path`. Empty when the bucket is unknown.',
      resolve: (location) =>
        text(location.Bucket) === null
          ? []
          : texts(location.Paths).map((path) => `cos://${location.Bucket ?? ''}/${path.replace(/^\/+/, '')}`),
    }),
  }),
});

export function cosLocation(location: Maybe<CosPathInfo>): CosPathInfo | null {
  return location == null ? null : unlessEmpty(location, [location.Bucket, location.Region, location.Paths]);
}

export const Image = builder.objectRef<ImageInfo>('TrainingModelImage').implement({
  description: 'A container image (upstream `ImageInfo`). Its registry login is never read.',
  fields: (t) => ({
    type: t.field({
      type: imageType.type,
      ...pure,
      description: 'Registry of the image (`ImageType`). Null when TI-ONE gives none.',
      resolve: ({ ImageType }, _args, { onUnknownValue }) => imageType.read(ImageType, onUnknownValue),
    }),
    typeRaw: t.string({ description: '`ImageType` verbatim.', resolve: ({ ImageType }) => text(ImageType) }),
    url: t.string({ description: 'Address of the image (`ImageUrl`).', resolve: ({ ImageUrl }) => text(ImageUrl) }),
    name: t.string({ description: 'Name of the image (`ImageName`).', resolve: ({ ImageName }) => text(ImageName) }),
    registryRegion: t.string({
      description: 'Region of the TCR instance (`RegistryRegion`).',
      resolve: ({ RegistryRegion }) => text(RegistryRegion),
    }),
    registryId: t.string({
      description: 'Id of the TCR instance (`RegistryId`).',
      resolve: ({ RegistryId }) => text(RegistryId),
    }),
    allowSaveAllContent: t.boolean({
      description: 'Whether all content may be exported (`AllowSaveAllContent`).',
      resolve: ({ AllowSaveAllContent }) => boolean(AllowSaveAllContent),
    }),
    supportDataPipeline: t.boolean({
      description: 'Whether the image supports data pipelines (`SupportDataPipeline`).',
      resolve: ({ SupportDataPipeline }) => boolean(SupportDataPipeline),
    }),
  }),
});

function image(info: Maybe<ImageInfo>): ImageInfo | null {
  return info == null ? null : unlessEmpty(info, Object.values(info));
}

export const Inference = builder.objectRef<TrainingModelVersionDTO>('TrainingModelInference').implement({
  description: 'How a model version is served.',
  fields: (t) => ({
    environmentId: t.string({
      description: 'Id of the inference image of TI-ONE (`ReasoningEnvironmentId`), such as `pytorch1.9.0-py38(gpu)`.',
      resolve: (row) => text(row.ReasoningEnvironmentId),
    }),
    image: t.string({
      description: 'Address of the inference image (`ReasoningEnvironment`).',
      resolve: (row) => text(row.ReasoningEnvironment),
    }),
    source: t.field({
      type: inferenceSource.type,
      ...pure,
      description: 'Who provides the image (`ReasoningEnvironmentSource`).',
      resolve: (row, _args, { onUnknownValue }) => inferenceSource.read(row.ReasoningEnvironmentSource, onUnknownValue),
    }),
    sourceRaw: t.string({
      description: '`ReasoningEnvironmentSource` verbatim.',
      resolve: (row) => text(row.ReasoningEnvironmentSource),
    }),
    customImage: t.field({
      type: Image,
      description:
        "The customer's own image (`ReasoningImageInfo`). Null when TI-ONE sends nothing of it. With `source: SYSTEM` it often " +
        'sends an image of which only `allowSaveAllContent` is set: look at `source`, not at null, to tell the two apart.',
      resolve: (row) => image(row.ReasoningImageInfo),
    }),
  }),
});

export function inference(row: TrainingModelVersionDTO): TrainingModelVersionDTO | null {
  const { ReasoningEnvironmentId, ReasoningEnvironment, ReasoningEnvironmentSource, ReasoningImageInfo } = row;
  return unlessEmpty(row, [
    ReasoningEnvironmentId,
    ReasoningEnvironment,
    ReasoningEnvironmentSource,
    image(ReasoningImageInfo),
  ]);
}

export const Job = builder.objectRef<TrainingModelVersionDTO>('TrainingModelJob').implement({
  description: 'The training job that made a model version.',
  fields: (t) => ({
    id: t.id({
      description: 'Id of the job (`TrainingJobId`), such as `train-…`.',
      resolve: (row) => text(row.TrainingJobId),
    }),
    name: t.string({
      description: 'Name of the job (`TrainingJobName`).',
      resolve: (row) => text(row.TrainingJobName),
    }),
    version: t.string({
      description: 'Version of the job (`TrainingJobVersion`).',
      resolve: (row) => text(row.TrainingJobVersion),
    }),
  }),
});

export function job(row: TrainingModelVersionDTO): TrainingModelVersionDTO | null {
  return unlessEmpty(row, [row.TrainingJobId, row.TrainingJobName, row.TrainingJobVersion]);
}

export const Retention = builder.objectRef<TrainingModelVersionDTO>('TrainingModelRetention').implement({
  description: 'How many models of this version are kept on hot update, and for how long. Only `SAVED_MODEL` uses it.',
  fields: (t) => ({
    autoClean: t.boolean({
      description: 'Whether old models are cleaned automatically (`AutoClean`, there a text).',
      resolve: (row) => boolean(row.AutoClean),
    }),
    periodMinutes: t.int({
      description: 'Minutes between two cleanings (`ModelCleanPeriod`), 1 to 1440; 0 when not set.',
      resolve: (row) => int(row.ModelCleanPeriod),
    }),
    maxVersions: t.int({
      description: 'How many models are kept (`MaxReservedModels`), 1 to 24; 0 when not set.',
      resolve: (row) => int(row.MaxReservedModels),
    }),
  }),
});

export function retention(row: TrainingModelVersionDTO): TrainingModelVersionDTO | null {
  return unlessEmpty(row, [boolean(row.AutoClean), row.ModelCleanPeriod, row.MaxReservedModels]);
}
