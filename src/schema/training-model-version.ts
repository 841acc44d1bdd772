/** `TrainingModelVersion`. */
import { boolean, int, text } from './absent.ts';
import { writeTime } from './date-time.ts';
import { format, framework, importStatus, source, versionType } from './enums.ts';
import { Metric, readMetrics } from './metrics.ts';
import { CosLocation, cosLocation, Inference, inference, Job, job, Retention, retention } from './parts.ts';
import { pure } from './pure.ts';
import { TrainingModel, TrainingModelVersion } from './refs.ts';
import { createdAtText } from './version-time.ts';

TrainingModelVersion.implement({
  directives: { key: { fields: 'id' } },
  description:
    'One version of a model (upstream `TrainingModelVersionDTO`). TI-ONE leaves text it does not have empty; here it is null.',
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: 'Id such as `mv-v1-625097625049989888` (`TrainingModelVersionId`). Unique over all regions.',
      resolve: ({ row }) => row.TrainingModelVersionId,
    }),
    region: t.exposeString('region', { nullable: false, description: 'Region that keeps the version.' }),
    version: t.string({
      description:
        'Label such as `v1` (`TrainingModelVersion`). Chosen by whoever imported it, so neither unique nor in order of time for sure.',
      resolve: ({ row }) => text(row.TrainingModelVersion),
    }),
    modelId: t.id({
      nullable: false,
      description: 'Id of the model (`TrainingModelId`).',
      resolve: ({ row }) => row.TrainingModelId,
    }),
    model: t.field({
      type: TrainingModel,
      description: 'The model. Its name and creation timestamp are at hand and cost no upstream call.',
      resolve: (version, _args, { loaders }) => loaders.modelOf(version),
    }),
    type: t.field({
      type: versionType.type,
      ...pure,
      description: 'Kind of the version (`VersionType`).',
      resolve: ({ row }, _args, { onUnknownValue }) => versionType.read(row.VersionType, onUnknownValue),
    }),
    typeRaw: t.string({ description: '`VersionType` verbatim.', resolve: ({ row }) => text(row.VersionType) }),
    format: t.field({
      type: format.type,
      ...pure,
      description: 'File format (`TrainingModelFormat`).',
      resolve: ({ row }, _args, { onUnknownValue }) => format.read(row.TrainingModelFormat, onUnknownValue),
    }),
    formatRaw: t.string({
      description: '`TrainingModelFormat` verbatim.',
      resolve: ({ row }) => text(row.TrainingModelFormat),
    }),
    algorithmFramework: t.field({
      type: framework.type,
      ...pure,
      description: 'Algorithm framework (`AlgorithmFramework`).',
      resolve: ({ row }, _args, { onUnknownValue }) => framework.read(row.AlgorithmFramework, onUnknownValue),
    }),
    algorithmFrameworkRaw: t.string({
      description: '`AlgorithmFramework` verbatim.',
      resolve: ({ row }) => text(row.AlgorithmFramework),
    }),
    source: t.field({
      type: source.type,
      ...pure,
      description: 'Where the version came from (`TrainingModelSource`).',
      resolve: ({ row }, _args, { onUnknownValue }) => source.read(row.TrainingModelSource, onUnknownValue),
    }),
    sourceRaw: t.string({
      description: '`TrainingModelSource` verbatim.',
      resolve: ({ row }) => text(row.TrainingModelSource),
    }),
    status: t.field({
      type: importStatus.type,
      ...pure,
      description: 'State of the import (`TrainingModelStatus`).',
      resolve: ({ row }, _args, { onUnknownValue }) => importStatus.read(row.TrainingModelStatus, onUnknownValue),
    }),
    statusRaw: t.string({
      description: '`TrainingModelStatus` verbatim, with its prefix `STATUS_`.',
      resolve: ({ row }) => text(row.TrainingModelStatus),
    }),
    progressPercent: t.int({
      description: 'Progress of the import, 0 to 100 (`TrainingModelProgress`).',
      resolve: ({ row }) => int(row.TrainingModelProgress),
    }),
    errorMessage: t.string({
      description: 'Why the import failed (`TrainingModelErrorMsg`), often in Chinese. Null unless it failed.',
      resolve: ({ row }) => text(row.TrainingModelErrorMsg),
    }),
    createdAt: t.field({
      type: 'DateTime',
      description:
        'Creation timestamp of the version (`CreateTime`). Null when TI-ONE sends none or one that cannot be read.',
      resolve: (version) => createdAtText(version),
    }),
    creatorUin: t.string({
      description: 'Account number (UIN) of the creator (`TrainingModelCreator`).',
      resolve: ({ row }) => text(row.TrainingModelCreator),
    }),
    metrics: t.field({
      type: [Metric],
      description:
        'Training metrics, when `metricsRaw` is wholly made of `name=value` pairs such as `aa=11,bb=22`; otherwise an empty list.',
      resolve: ({ row }) => readMetrics(row.TrainingModelIndex),
    }),
    metricsRaw: t.string({
      description: 'Training metrics as free text of up to 1,000 characters (`TrainingModelIndex`).',
      resolve: ({ row }) => text(row.TrainingModelIndex),
    }),
    inference: t.field({
      type: Inference,
      description: 'How the version is served (`Reasoning…`). Null when TI-ONE sends nothing of it.',
      resolve: ({ row }) => inference(row),
    }),
    artifact: t.field({
      type: CosLocation,
      description: 'Where the files of the version are (`TrainingModelCosPath`).',
      resolve: ({ row }) => cosLocation(row.TrainingModelCosPath),
    }),
    hotUpdateArtifact: t.field({
      type: CosLocation,
      description: 'Where hot updates of the version are taken from (`ModelHotUpdatePath`).',
      resolve: ({ row }) => cosLocation(row.ModelHotUpdatePath),
    }),
    trainingJob: t.field({
      type: Job,
      description: 'The training job that made the version (`TrainingJob…`). Null when it did not come from one.',
      resolve: ({ row }) => job(row),
    }),
    retention: t.field({
      type: Retention,
      description: 'Clean-up of hot-updated models. Null when TI-ONE sends nothing of it.',
      resolve: ({ row }) => retention(row),
    }),
    autoMlTaskId: t.id({
      description: 'Id of the automatic learning task (`AutoMLTaskId`).',
      resolve: ({ row }) => text(row.AutoMLTaskId),
    }),
    trainingPreference: t.string({
      description:
        'Training preference such as `BALANCE` or `HIGH_SPEED` (`TrainingPreference`); the list is not documented.',
      resolve: ({ row }) => text(row.TrainingPreference),
    }),
    gpuType: t.string({
      description: 'GPU type such as `T4` (`GPUType`); the list is not documented.',
      resolve: ({ row }) => text(row.GPUType),
    }),
    isQuantizationAware: t.boolean({
      description: 'Whether the model was trained quantization-aware (`IsQAT`).',
      resolve: ({ row }) => boolean(row.IsQAT),
    }),
    readAt: t.field({
      type: 'DateTime',
      description:
        'Timestamp at which TI-ONE was asked for this version, by the clock of this server (no upstream field). Seconds ago when it ' +
        'was remembered; longer ago only while TI-ONE cannot be read. Never null.',
      resolve: ({ readAt }) => writeTime(readAt),
    }),
  }),
});
