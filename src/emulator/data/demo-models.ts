/** The ordinary models of the demo set, one row each: two regions, from 2022 to 2026. */
import type { StoredVersion } from '../store.ts';
import { acceleratedOn, failed, fromJob, hotUpdate, image, running, withSecret } from './changes.ts';
import type { FamilyName } from './families.ts';

export interface DemoModel {
  readonly name: string;
  readonly family: FamilyName;
  /** UTC, to the millisecond that goes into the id. */
  readonly createdAt: string;
  readonly versions: number;
  /** `key=value`, separated by spaces. */
  readonly tags: string;
  /** Hours from one version to the next. @default 24 */
  readonly everyHours?: number;
  /** What all versions have besides their family. */
  readonly all?: Partial<StoredVersion>;
  /** What single versions have of their own, by ordinal. */
  readonly changes?: Readonly<Record<number, Partial<StoredVersion>>>;
}

type More = Pick<DemoModel, 'everyHours' | 'all' | 'changes'>;

function row(name: string, family: FamilyName, at: string, versions: number, tags: string, more: More = {}): DemoModel {
  return { name, family, createdAt: at, versions, tags, ...more };
}

const vllmImage = 'tione.tencentcloudcr.com/qcloud-ti-platform/llm-infer:vllm-0.9.1-ti-20250703';
const queued = { TrainingModelStatus: 'STATUS_QUEUING', TrainingModelProgress: 0 };
const stranger = { AlgorithmFramework: 'MINDSPORE', TrainingModelSource: 'HDFS', VersionType: 'DISTILLED' };
const highSpeed = { TrainingPreference: 'HIGH_SPEED' };
const balance = { TrainingPreference: 'BALANCE' };

const guangzhou: readonly DemoModel[] = [
  row('feed-ctr-rank', 'ranking', '2023-03-02T06:11:45.120Z', 128, 'team=feed env=prod', {
    everyHours: 6,
    all: hotUpdate('recsys/feed-ctr-rank/online/'),
    changes: { 5: failed('未知错误'), 128: running(35) },
  }),
  row('feed-cvr-multitask', 'ranking', '2023-03-02T07:40:02.371Z', 24, 'team=feed env=prod', {
    all: hotUpdate('recsys/feed-cvr/online/'),
  }),
  row('video-recall-dssm', 'ranking', '2023-04-18T02:05:59.499Z', 9, 'team=video env=gray', { everyHours: 72 }),
  row('short-video-rerank', 'frozen', '2022-11-17T12:09:15.944Z', 4, 'team=video'),
  row('invoice-ocr', 'vision', '2022-12-05T09:31:27.803Z', 7, 'team=finance env=prod owner=lihua', {
    everyHours: 96,
    changes: { 7: { ...acceleratedOn('T4'), IsQAT: true } },
  }),
  row('id-card-ocr', 'vision', '2022-12-05T09:31:28.002Z', 3, 'team=finance', { changes: { 2: acceleratedOn('T4') } }),
  row('车牌识别', 'portable', '2023-01-09T03:00:00.000Z', 5, 'team=交通 env=prod'),
  row('helmet-detection', 'detection', '2022-10-20T08:15:33.650Z', 6, 'team=safety', {
    all: { AutoMLTaskId: 'ml-8jw4kzxm-v1' },
    changes: { 3: { VersionType: 'AUTO_ML' } },
  }),
  row('pcb-defect-inspection', 'inspection', '2023-02-14T10:22:10.015Z', 8, 'team=factory env=prod', {
    changes: { 4: failed('CosPath not found: cos://pcb-1250000000/export/0004/') },
  }),
  row('retail-scorecard', 'scorecard', '2022-09-30T01:45:12.210Z', 3, 'team=risk', {
    changes: { 3: { AlgorithmFramework: 'pmml', TrainingModelFormat: 'pmml' } },
  }),
  row('anti-fraud-gbdt', 'scorecard', '2023-05-06T05:05:05.555Z', 12, 'team=risk env=prod', { everyHours: 168 }),
  row('asr-mandarin-conformer', 'speech', '2023-06-21T11:48:51.900Z', 10, 'team=voice', {
    all: { ...fromJob('asr-mandarin-train', 'V3'), ...highSpeed },
  }),
  row('asr-cantonese', 'speech', '2023-06-21T11:49:51.900Z', 2, 'team=voice', { all: fromJob('asr-cantonese', 'V1') }),
  row('customer-intent-bert', 'bert', '2023-08-01T04:12:00.480Z', 6, 'team=service env=prod', {
    all: { ...fromJob('intent-finetune', 'V2'), ...balance },
  }),
  row('contract-ner', 'bert', '2023-08-11T07:52:19.620Z', 3, 'team=legal', {
    changes: { 3: { TrainingModelIndex: '第三轮，见训练任务日志' } },
  }),
  row('qwen2-7b-service-sft', 'llm', '2024-07-16T02:30:44.125Z', 9, 'team=service env=gray', {
    changes: { 9: running(70) },
  }),
  row('llama3-8b-translate', 'llm', '2024-06-03T13:14:15.926Z', 4, 'team=intl', { changes: { 2: { GPUType: 'L20' } } }),
  row('deepseek-r1-distill-14b', 'llm', '2025-02-12T09:09:09.090Z', 5, 'team=platform', {
    changes: { 5: { TrainingModelFormat: 'GGUF' } },
  }),
  row('hunyuan-large-sft', 'llm', '2025-03-20T15:26:53.589Z', 3, 'team=platform env=prod', {
    changes: { 2: { VersionType: 'TAIJI_HY' } },
  }),
  row('private-llm-gateway', 'ownRegistry', '2024-09-09T06:18:33.710Z', 3, 'team=platform', { all: withSecret }),
  row('angel-vllm-infer', 'ownTcr', '2024-02-27T06:32:10.615Z', 4, 'team=platform'),
  row('house-price-automl', 'portable', '2022-07-01T00:00:01.000Z', 0, 'team=lab'),
  row('test-0203-05', 'llm', '2026-02-03T13:26:52.520Z', 1, '', { all: image('PRE_SET', vllmImage) }),
  // The name of another one: names are no ids.
  row('llama3-8b-translate', 'llm', '2025-09-01T06:20:30.404Z', 2, 'team=intl env=test'),
];

const shanghai: readonly DemoModel[] = [
  row('poster-sd15', 'painting', '2023-09-04T08:01:02.345Z', 5, 'team=design', {
    changes: { 4: acceleratedOn('A10') },
  }),
  row('poster-style-lora', 'lora', '2023-09-18T10:41:37.777Z', 16, 'team=design', {
    everyHours: 12,
    all: fromJob('poster-lora', 'V1'),
  }),
  row('webui-sdxl-base', 'webui', '2023-11-23T03:33:33.333Z', 2, 'team=design env=test'),
  row('ad-pctr-wide-deep', 'ranking', '2022-11-30T16:00:00.250Z', 60, 'team=ads env=prod', {
    everyHours: 1,
    all: hotUpdate('ads/pctr/online/'),
  }),
  row('ad-image-quality', 'vision', '2023-07-07T07:07:07.707Z', 4, 'team=ads', {
    changes: { 1: { TrainingModelSource: 'Job' } },
  }),
  row('chest-ct-nodule', 'detection', '2023-01-16T12:30:14.260Z', 5, 'team=health env=prod', {
    changes: { 2: failed('模型文件格式错误') },
  }),
  row('ecg-classifier', 'frozen', '2022-08-24T05:16:48.370Z', 2, 'team=health'),
  row('hello-http', 'ownCcr', '2024-01-10T09:50:40.480Z', 2, 'env=test'),
  row('embedding-bge-large', 'bert', '2024-03-28T02:02:20.590Z', 3, 'team=search env=prod', {
    changes: { 3: image('PreSet', vllmImage) },
  }),
  row('search-rerank-ernie', 'portable', '2024-04-02T08:32:21.840Z', 6, 'team=search', {
    changes: { 2: queued, 6: stranger },
  }),
  row('meeting-summary-13b', 'llm', '2024-10-31T23:59:59.600Z', 7, 'team=office env=prod', {
    changes: { 1: image('SYSTEM', vllmImage), 2: image('System', vllmImage) },
  }),
];

export const demoModels: Readonly<Record<string, readonly DemoModel[]>> = {
  'ap-guangzhou': guangzhou,
  'ap-shanghai': shanghai,
};
