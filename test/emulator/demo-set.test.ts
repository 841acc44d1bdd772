import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { creationMs } from '../../src/emulator/snowflake.ts';
import type { StoredVersion } from '../../src/emulator/store.ts';
import { chinaTime, parseWireTime, utcTime } from '../../src/emulator/wire-time.ts';
import { call, idsOf, pinnedEmulator } from './harness.ts';

const all = (emulator: Emulator) => emulator.store.regions().flatMap((region) => emulator.store.models(region));
const versions = all(pinnedEmulator()).flatMap((model) => model.TrainingModelVersions);

test('the published record is answered as it was published', async () => {
  const example: unknown = JSON.parse(readFileSync(new URL('published-example.json', import.meta.url), 'utf8'));
  const emulator = pinnedEmulator({ requestId: () => 'ced11c16-fd5a-4f12-8a0b-17c7f0b14659' });
  const params = { TrainingModelId: 'm-608587242317024640' };
  const answer = await call(emulator, 'DescribeTrainingModelVersions', params);
  expect({ Response: answer }).toStrictEqual(example);
  // The order of the keys too.
  expect(JSON.stringify({ Response: answer })).toBe(JSON.stringify(example));
  expect(Object.keys((answer['TrainingModelVersions'] as readonly [object])[0])).toHaveLength(31);
});

test('the published record is in the list with its tags, and stays beside a generated set', async () => {
  const filter = { Name: 'TrainingModelId', Values: ['m-608587242317024640', 'm-608587242317024640'] };
  for (const emulator of [pinnedEmulator(), pinnedEmulator({ models: 2, versions: 2 })])
    expect(await call(emulator, 'DescribeTrainingModels', { Filters: [filter], Limit: 10 })).toMatchObject({
      TotalCount: 1,
      TrainingModels: [{ TrainingModelName: 'test-model', CreateTime: '2022-09-06 16:34:13', Tags: [{}, {}] }],
    });
});

test('two emulators hold the same', () => {
  expect(all(pinnedEmulator())).toEqual(all(pinnedEmulator()));
  const size = { models: 30, versions: 4 };
  expect(all(pinnedEmulator(size))).toEqual(all(pinnedEmulator(size)));
});

const known: Readonly<Partial<Record<keyof StoredVersion, readonly string[]>>> = {
  AlgorithmFramework: ['PYTORCH', 'TENSORFLOW', 'DETECTRON2', 'PMML', 'MMDETECTION', 'ONNX', 'pmml'],
  TrainingModelFormat:
    'PYTORCH TORCH_SCRIPT DETECTRON2 SAVED_MODEL FROZEN_GRAPH PMML MMDETECTION ONNX HUGGING_FACE_BERT HUGGING_FACE_STABLE_DIFFUSION HUGGING_FACE_STABLE_DIFFUSION_LORA WEB_UI_STABLE_DIFFUSION HUGGING_FACE HUGGINGFACE pmml'.split(
      ' ',
    ),
  VersionType: ['NORMAL', 'ACCELERATE', 'TAIJI_HY', 'AUTO_ML'],
  TrainingModelStatus: ['STATUS_SUCCESS', 'STATUS_FAILED', 'STATUS_RUNNING'],
  TrainingModelSource: ['JOB', 'COS', 'AUTO_ML', 'CFS', 'Job', 'GooseFSx'],
  ReasoningEnvironmentSource: ['SYSTEM', 'CUSTOM', 'custom'],
  TrainingPreference: ['BALANCE', 'HIGH_SPEED', ''],
  GPUType: ['T4', 'V100', 'A10', ''],
};

test.for(Object.entries(known))('every known value of %s is there, and an absent one', ([field, values]) => {
  const seen = new Set(versions.map((row) => (row as unknown as Record<string, unknown>)[field]));
  for (const value of [...values, '', null, undefined]) expect(seen).toContain(value);
});

test('every known image type is there, and a registry login', () => {
  const images = versions.map((row) => row.ReasoningImageInfo);
  const seen = new Set(images.map((image) => image?.ImageType));
  for (const type of ['TCR', 'CCR', 'PreSet', 'CUSTOM', 'PRE_SET', 'SYSTEM', 'System', '', null])
    expect(seen).toContain(type);
  expect(images.find((image) => image?.ImageSecret)?.ImageSecret?.Username).toBe('test_user');
});

test('every optional field of a version is there in full, blank, null and not at all', () => {
  const [full] = versions.filter((row) => row.TrainingModelVersionId === 'mv-v1-625097625049989888');
  const rows: readonly Record<string, unknown>[] = versions.map((row) => ({ ...row }));
  for (const field of Object.keys(full ?? {}).filter((name) => !/^TrainingModel(Version)?Id$/.test(name))) {
    expect(
      rows.some((row) => row[field] === null),
      `${field} null`,
    ).toBe(true);
    expect(
      rows.some((row) => !(field in row)),
      `${field} without key`,
    ).toBe(true);
    expect(
      rows.some((row) => field in row && isBlank(row[field])),
      `${field} blank`,
    ).toBe(true);
  }
});

function isBlank(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isBlank);
  return value === '' || value === 0 || value === false;
}

test('there are values that nobody knows', () => {
  expect(versions.map((row) => row.TrainingModelFormat)).toContain('GGUF');
  expect(versions.map((row) => row.VersionType)).toContain('DISTILLED');
  expect(versions.map((row) => row.TrainingModelStatus)).toContain('STATUS_QUEUING');
});

test('imports run with less than 100 percent and fail with a reason', () => {
  const by = (status: string) => versions.filter((row) => row.TrainingModelStatus === status);
  expect(by('STATUS_RUNNING').every((row) => (row.TrainingModelProgress ?? 100) < 100)).toBe(true);
  expect(by('STATUS_FAILED').every((row) => row.TrainingModelErrorMsg !== '')).toBe(true);
  expect(by('STATUS_FAILED').map((row) => row.TrainingModelErrorMsg)).toContain('未知错误');
});

test('metrics are pairs, free text and nothing', () => {
  const texts = versions.map((row) => row.TrainingModelIndex ?? '');
  expect(texts.some((text) => /^auc=0\.\d{4},gauc=0\.\d{4}$/.test(text))).toBe(true);
  expect(texts).toContain('第三轮，见训练任务日志');
  expect(texts).toContain('');
});

test('models are in two regions; one has more than 100 versions, one has none', () => {
  const emulator = pinnedEmulator();
  const sizes = emulator.store.models('ap-guangzhou').map((model) => model.TrainingModelVersions.length);
  expect(Math.max(...sizes)).toBeGreaterThan(100);
  expect(sizes).toContain(0);
  expect(emulator.store.models('ap-shanghai').length).toBeGreaterThan(9);
});

test('two models of one region have one name', () => {
  const names = pinnedEmulator()
    .store.models('ap-guangzhou')
    .map((model) => model.TrainingModelName);
  expect(names.filter((name) => name === 'llama3-8b-translate')).toHaveLength(2);
});

test('there are members that no documentation has', () => {
  expect(versions.map((row) => row.TrainingModelCosPath?.Uin)).toContain('100020000');
});

test('ids hold the time of creation that the record says', () => {
  for (const model of all(pinnedEmulator())) {
    const ms = parseWireTime(model.CreateTime ?? '');
    if (ms !== undefined) expect(Math.abs((creationMs(model.TrainingModelId) ?? 0) - ms)).toBeLessThanOrEqual(1000);
    for (const row of model.TrainingModelVersions) {
      const versionMs = parseWireTime(row.CreateTime ?? '');
      if (versionMs !== undefined && row.TrainingModelVersionId.startsWith('mv-'))
        expect(Math.abs((creationMs(row.TrainingModelVersionId) ?? 0) - versionMs)).toBeLessThanOrEqual(1000);
      if (versionMs !== undefined && ms !== undefined) expect(versionMs).toBeGreaterThanOrEqual(ms);
    }
  }
});

test('published pairs of id and time are decoded to the second', () => {
  for (const [id, time] of [
    ['m-608587242317024640', '2022-09-06T08:34:13Z'],
    ['mv-v1-625097625049989888', '2022-09-29T03:17:24Z'],
    ['m-660879334503305216', '2022-11-17T12:09:16Z'],
    ['m-23054253294030848', '2021-12-27T14:22:43Z'],
  ] as const)
    expect(utcTime(creationMs(id) ?? 0)).toBe(time);
});

test('both ways to write a time are there, and are read as the same moment', () => {
  const texts = versions.map((row) => row.CreateTime ?? '');
  for (const pattern of [/Z$/, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, /\+08:00$/])
    expect(texts.some((text) => pattern.test(text))).toBe(true);
  const ms = Date.parse('2022-09-06T08:34:13Z');
  for (const text of [
    utcTime(ms),
    chinaTime(ms),
    '2022-09-06T16:34:13+08:00',
    '2022-09-06 16:34:13+0800',
    '2022-09-06 16:34:13+08',
  ])
    expect(parseWireTime(text)).toBe(ms);
  expect(parseWireTime('yesterday')).toBeUndefined();
});

test('a generated set has the wanted size, a minute between models, and ids of its own for all', async () => {
  const emulator = pinnedEmulator({ models: 300, versions: 12 });
  const models = emulator.store.models('ap-guangzhou').filter((row) => row.TrainingModelName !== 'test-model');
  expect(models).toHaveLength(300);
  const born = models.map((row) => creationMs(row.TrainingModelId) ?? 0);
  born.slice(1).forEach((ms, index) => {
    expect((born[index] ?? 0) - ms).toBe(60_000);
  });
  const ids = models.flatMap((row) => row.TrainingModelVersions.map((version) => version.TrainingModelVersionId));
  expect(new Set(ids).size).toBe(300 * 12);
  const [first] = models;
  const answer = await call(emulator, 'DescribeTrainingModelVersions', { TrainingModelId: first?.TrainingModelId });
  expect(idsOf(answer)).toEqual(first?.TrainingModelVersions.map((row) => row.TrainingModelVersionId));
});
