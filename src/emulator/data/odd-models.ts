/** Models at the edges of what TI-ONE is known to send: absent values of every kind, both times, ids of other schemes. */
import { completeVersion, plainVersion, type Parent } from '../complete-model.ts';
import { snowflake } from '../snowflake.ts';
import type { StoredModel, StoredVersion } from '../store.ts';
import { chinaTime, utcTime } from '../wire-time.ts';

export const oddRegion = 'ap-guangzhou';

const identity: ReadonlySet<string> = new Set(['TrainingModelId', 'TrainingModelVersionId']);

/** Every field but the ids becomes `""`, 0, false or an object of such; null; or no key at all. */
function emptied(version: StoredVersion, absence: 'blank' | 'null' | 'no-key'): StoredVersion {
  const entries = Object.entries(version).flatMap(([name, value]: [string, unknown]): [string, unknown][] => {
    if (identity.has(name)) return [[name, value]];
    if (absence === 'no-key') return [];
    return [[name, absence === 'null' ? null : blank(value)]];
  });
  // The ids are still there, and nothing else is required.
  return Object.fromEntries(entries) as unknown as StoredVersion;
}

function blank(value: unknown): unknown {
  if (typeof value === 'string') return '';
  if (typeof value === 'number') return 0;
  if (typeof value === 'boolean') return false;
  if (Array.isArray(value)) return [];
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, blank(part)]));
  return value;
}

function parentOf(name: string, createdAt: string, node: number): Parent {
  const ms = Date.parse(createdAt);
  return { id: `m-${snowflake({ ms, node, sequence: 0 })}`, name, ms, region: oddRegion };
}

/** A model and its one version of which nothing is left but the ids. */
function emptyModel(createdAt: string, node: number, absence: 'blank' | 'null' | 'no-key'): StoredModel {
  const parent = parentOf('', createdAt, node);
  const model = { TrainingModelId: parent.id };
  const TrainingModelVersions = [emptied(completeVersion(parent, {}, 1), absence)];
  if (absence === 'no-key') return { ...model, TrainingModelVersions };
  if (absence === 'null')
    return { ...model, TrainingModelName: null, Tags: null, CreateTime: null, TrainingModelVersions };
  return { ...model, TrainingModelName: '', Tags: [], CreateTime: '', TrainingModelVersions };
}

/** The parts of objects empty, null and missing while the objects are there. */
function emptyParts(): StoredModel {
  const parent = parentOf('legacy-import', '2023-10-08T01:02:03.456Z', 903);
  const changes: readonly Partial<StoredVersion>[] = [
    { TrainingModelCosPath: { Bucket: '', Region: '', Paths: [] }, ModelHotUpdatePath: { Paths: [''] } },
    {
      TrainingModelCosPath: { Bucket: null, Region: null, Paths: null },
      ReasoningImageInfo: { ImageType: null, ImageUrl: null },
    },
    { TrainingModelCosPath: {}, ModelHotUpdatePath: {}, ReasoningImageInfo: {} },
    { TrainingModelIndex: 'acc=0.91, loss=0.1e-2,note', TrainingModelProgress: 0, AutoClean: 'TRUE' },
  ];
  return {
    TrainingModelId: parent.id,
    TrainingModelName: parent.name,
    Tags: [{ TagKey: 'team', TagValue: '' }, { TagKey: 'archived' }],
    CreateTime: utcTime(parent.ms),
    TrainingModelVersions: changes.map((change, index) => completeVersion(parent, change, index + 1)),
  };
}

/** The same kind of moment in every spelling that was ever seen. */
function mixedTimes(): StoredModel {
  const parent = parentOf('quarterly-report-llm', '2025-01-01T15:59:59.700Z', 904);
  const at = (ordinal: number): number => parent.ms + (ordinal - 1) * 3_600_000;
  const spellings = [utcTime, chinaTime, (ms: number) => `${chinaTime(ms).replace(' ', 'T')}+08:00`];
  return {
    TrainingModelId: parent.id,
    TrainingModelName: parent.name,
    Tags: [{ TagKey: 'team', TagValue: 'finance' }],
    CreateTime: chinaTime(parent.ms),
    TrainingModelVersions: spellings.map((spell, index) =>
      completeVersion(
        parent,
        { CreateTime: spell(at(index + 1)), TrainingModelCreateTime: spell(parent.ms) },
        index + 1,
      ),
    ),
  };
}

/** Members that no documentation has. */
function undocumented(): StoredModel {
  const parent = parentOf('cross-account-import', '2024-11-11T03:21:09.321Z', 905);
  const TrainingModelCosPath = {
    Bucket: 'shared-models-1250000000',
    Region: parent.region,
    Paths: ['import/'],
    Uin: '100020000',
    SubUin: '100020017',
  };
  return {
    TrainingModelId: parent.id,
    TrainingModelName: parent.name,
    Tags: [],
    CreateTime: chinaTime(parent.ms),
    TrainingModelVersions: [completeVersion(parent, { TrainingModelCosPath }, 1)],
  };
}

/** Ids of 2021: 17 digits of another scheme, with a prefix and without one. Published by Tencent's own tools. */
function oldModel(id: string, versionId: string, name: string, ms: number): StoredModel {
  const time = utcTime(ms);
  const version: StoredVersion = {
    ...plainVersion,
    ...completeVersion({ id, name, ms, region: oddRegion }, { CreateTime: time }, 1),
    TrainingModelVersionId: versionId,
  };
  return { TrainingModelId: id, TrainingModelName: name, Tags: [], CreateTime: time, TrainingModelVersions: [version] };
}

export function oddModels(): readonly StoredModel[] {
  return [
    emptyModel('2023-12-01T00:00:00.100Z', 900, 'blank'),
    emptyModel('2023-12-01T00:01:00.200Z', 901, 'null'),
    emptyModel('2023-12-01T00:02:00.300Z', 902, 'no-key'),
    emptyParts(),
    mixedTimes(),
    undocumented(),
    oldModel('m-23054253294030848', 'mv-v1-23054253294030849', 'face-liveness', Date.parse('2021-12-27T14:22:43Z')),
    oldModel('22997374387884032', '22997374387884033', 'mnist-first-try', Date.parse('2021-12-17T13:17:40Z')),
  ];
}
