/** Kinds of models that companies keep on TI-ONE: what the versions of such a model have in common. */
import type { StoredVersion } from '../store.ts';

export interface Family {
  readonly fields: Partial<StoredVersion>;
  /** Names of the metrics that its trainers write; a model without them has an empty text. */
  readonly metrics?: readonly string[];
}

const platform = 'tione.tencentcloudcr.com/qcloud-ti-platform';

/** A ready image of the platform. */
function system(id: string, image: string): Partial<StoredVersion> {
  return {
    ReasoningEnvironmentSource: 'SYSTEM',
    ReasoningEnvironmentId: id,
    ReasoningEnvironment: `${platform}/${image}`,
  };
}

/** An image of the customer's own. */
function custom(type: string, url: string, name: string, source = 'CUSTOM'): Partial<StoredVersion> {
  const isTcr = type === 'TCR';
  return {
    ReasoningEnvironmentSource: source,
    ReasoningEnvironmentId: '',
    ReasoningEnvironment: url,
    ReasoningImageInfo: {
      ImageType: type,
      ImageUrl: url,
      RegistryRegion: isTcr ? 'ap-shanghai' : '',
      RegistryId: isTcr ? 'tcr-f40c5gin' : '',
      AllowSaveAllContent: isTcr,
      ImageName: name,
      SupportDataPipeline: false,
    },
  };
}

function kind(framework: string, format: string, source = 'COS'): Partial<StoredVersion> {
  return { AlgorithmFramework: framework, TrainingModelFormat: format, TrainingModelSource: source };
}

const tensorflow = system('tensorflow2.4-py38(gpu)', 'ti-cloud-infer-tensorflow-gpu:py38-tensorflow2.4.0-cu110-1.0.4');
const pytorch = system('pytorch1.9.0-py38(gpu)', 'ti-cloud-infer-pytorch-gpu:py38-torch1.9.0-cu111-tiacc2.5.0-2.0.2');
const mmdetection = system('mmdetection-py38(gpu)', 'ti-cloud-infer-mmdetection-gpu:py38-mmdet2.25.0-cu111-1.0.1');
const vllm = system('vllm(0.9.1)', 'llm-infer:vllm-0.9.1-ti-20250703');
const diffusion = system(
  'stabe-diffusion-mosec-a10(gpu)',
  'ti-cloud-infer-pytorch-gpu:py38-torch2.0.0-cu118-sd-tiacc4.2.9',
);

export const families = {
  ranking: {
    fields: { ...kind('TENSORFLOW', 'SAVED_MODEL', 'JOB'), ...tensorflow, GPUType: 'T4' },
    metrics: ['auc', 'gauc'],
  },
  frozen: { fields: { ...kind('TENSORFLOW', 'FROZEN_GRAPH'), ...tensorflow }, metrics: ['f1'] },
  vision: { fields: { ...kind('PYTORCH', 'TORCH_SCRIPT'), ...pytorch, GPUType: 'T4' }, metrics: ['top1', 'top5'] },
  speech: { fields: { ...kind('PYTORCH', 'PYTORCH', 'JOB'), ...pytorch, GPUType: 'V100' }, metrics: ['cer', 'rtf'] },
  detection: { fields: { ...kind('DETECTRON2', 'DETECTRON2', 'AUTO_ML'), ...pytorch }, metrics: ['map50', 'map75'] },
  inspection: { fields: { ...kind('MMDETECTION', 'MMDETECTION'), ...mmdetection }, metrics: ['map50'] },
  scorecard: {
    fields: { ...kind('PMML', 'PMML'), ...system('pmml-py38(cpu)', 'ti-cloud-infer-pmml:1.5.0') },
    metrics: ['ks', 'auc'],
  },
  portable: {
    fields: { ...kind('ONNX', 'ONNX'), ...system('onnx1.12-py38(gpu)', 'ti-cloud-infer-onnx:1.12') },
    metrics: ['accuracy'],
  },
  bert: { fields: { ...kind('PYTORCH', 'HUGGING_FACE_BERT', 'JOB'), ...pytorch }, metrics: ['f1', 'em'] },
  llm: { fields: { ...kind('PYTORCH', 'HUGGING_FACE', 'CFS'), ...vllm, GPUType: 'A10' }, metrics: ['mmlu', 'ceval'] },
  painting: { fields: { ...kind('PYTORCH', 'HUGGING_FACE_STABLE_DIFFUSION'), ...diffusion, GPUType: 'A10' } },
  lora: { fields: { ...kind('PYTORCH', 'HUGGING_FACE_STABLE_DIFFUSION_LORA', 'JOB'), ...diffusion, GPUType: 'A10' } },
  webui: { fields: { ...kind('PYTORCH', 'WEB_UI_STABLE_DIFFUSION', 'GooseFSx'), ...diffusion, GPUType: 'A10' } },
  ownTcr: {
    fields: {
      ...kind('PYTORCH', 'PYTORCH'),
      ...custom('TCR', 'tione-live.tencentcloudcr.com/tione-demo/infer:angel-vllm-0.4.2-ti-1.1.2', 'infer'),
    },
  },
  ownCcr: {
    fields: {
      ...kind('PYTORCH', 'TORCH_SCRIPT'),
      ...custom('CCR', 'ccr.ccs.tencentyun.com/ti-platform/hellotest:http-test', 'hellotest', 'custom'),
    },
  },
  ownRegistry: {
    fields: {
      ...kind('PYTORCH', 'HUGGINGFACE', 'CFS'),
      ...custom('CUSTOM', 'registry.example.com/llm/serve:2.3.1', 'serve'),
    },
    metrics: ['ceval'],
  },
} as const satisfies Readonly<Record<string, Family>>;

export type FamilyName = keyof typeof families;
