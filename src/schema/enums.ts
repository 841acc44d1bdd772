/** The values that TI-ONE is known to send, from its documentation, earlier documentation, examples and Tencent's own code. */
import { openEnum } from './open-enum.ts';

export const versionType = openEnum('TrainingModelVersionType', 'Kind of a model version (upstream `VersionType`).', {
  NORMAL: { description: 'An ordinary version.' },
  ACCELERATE: { description: "The result of TI-ONE's acceleration of another version." },
  AUTO_ML: { description: 'A version from automatic learning; seen in neighbouring actions.' },
  TAIJI_HY: { description: 'A version of the Taiji Hunyuan family; undocumented, seen in code of Tencent.' },
});

export const format = openEnum(
  'TrainingModelFormat',
  'File format of a model version (upstream `TrainingModelFormat`).',
  {
    PYTORCH: { description: 'Weights saved by PyTorch.', spellings: ['PYTORCH', 'PyTorch'] },
    TORCH_SCRIPT: { description: 'A serialized TorchScript program.' },
    DETECTRON2: { description: 'A Detectron2 model with its configuration.' },
    SAVED_MODEL: { description: 'A TensorFlow SavedModel directory. The only format with retention settings.' },
    FROZEN_GRAPH: { description: 'A TensorFlow graph with its weights frozen in.' },
    PMML: { description: 'Predictive Model Markup Language.' },
    MMDETECTION: {
      description: 'An MMDetection model with its configuration.',
      spellings: ['MMDETECTION', 'MMDetection'],
    },
    ONNX: { description: 'Open Neural Network Exchange.' },
    HUGGING_FACE: {
      description: 'Hugging Face, as it was called until December 2025, when four narrower values replaced it.',
      spellings: ['HUGGING_FACE', 'HUGGINGFACE'],
    },
    HUGGING_FACE_BERT: { description: 'A BERT model in the layout of Hugging Face.' },
    HUGGING_FACE_STABLE_DIFFUSION: { description: 'A Stable Diffusion model in the layout of Hugging Face.' },
    HUGGING_FACE_STABLE_DIFFUSION_LORA: {
      description: 'LoRA weights for Stable Diffusion in the layout of Hugging Face.',
    },
    WEB_UI_STABLE_DIFFUSION: { description: 'A Stable Diffusion model for Stable Diffusion web UI.' },
  },
);

export const framework = openEnum(
  'TrainingModelFramework',
  'Algorithm framework of a model version (upstream `AlgorithmFramework`).',
  {
    PYTORCH: { description: 'Made with PyTorch.', spellings: ['PYTORCH', 'PyTorch'] },
    TENSORFLOW: { description: 'Made with TensorFlow.', spellings: ['TENSORFLOW', 'TensorFlow'] },
    DETECTRON2: { description: 'Made with Detectron2, which builds on PyTorch.' },
    PMML: { description: 'Predictive Model Markup Language.' },
    MMDETECTION: {
      description: 'Made with MMDetection, which builds on PyTorch.',
      spellings: ['MMDETECTION', 'MMDetection'],
    },
    ONNX: { description: 'Open Neural Network Exchange.' },
  },
);

export const source = openEnum(
  'TrainingModelSource',
  'Where a model version came from (upstream `TrainingModelSource`).',
  {
    JOB: { description: 'A training job of TI-ONE; see `trainingJob`.' },
    COS: { description: 'Files in Cloud Object Storage.' },
    CFS: { description: 'Files in Cloud File Storage; seen in a published example only.' },
    GOOSEFSX: { description: 'Files in GooseFSx; seen in neighbouring actions.', spellings: ['GooseFSx'] },
    AUTO_ML: { description: 'Automatic learning; documented until 2022.' },
  },
);

export const importStatus = openEnum(
  'TrainingModelImportStatus',
  'State of the import of a model version (upstream `TrainingModelStatus`, there with the prefix `STATUS_`).',
  {
    RUNNING: { description: 'Being imported; see `progressPercent`.', spellings: ['STATUS_RUNNING'] },
    SUCCESS: { description: 'Imported.', spellings: ['STATUS_SUCCESS'] },
    FAILED: { description: 'The import failed; see `errorMessage`.', spellings: ['STATUS_FAILED'] },
  },
);

export const inferenceSource = openEnum(
  'TrainingModelInferenceSource',
  'Who provides the inference image (upstream `ReasoningEnvironmentSource`).',
  {
    SYSTEM: { description: 'TI-ONE; see `image` and `environmentId`.' },
    CUSTOM: { description: 'The customer; see `customImage`.' },
  },
);

export const imageType = openEnum('TrainingModelImageType', 'Registry of an image (upstream `ImageType`).', {
  TCR: { description: 'Tencent Container Registry, enterprise.' },
  CCR: { description: 'Tencent Container Registry, personal.' },
  PRESET: { description: 'Preset by TI-ONE; comes as `PreSet` and as `PRE_SET`.', spellings: ['PreSet', 'PRE_SET'] },
  CUSTOM: { description: 'Any other registry.' },
  SYSTEM: { description: 'Provided by TI-ONE; seen in neighbouring actions.' },
});
