/** From the rows of the demo set to whole records. */
import { completeVersion, type Parent } from '../complete-model.ts';
import { snowflake } from '../snowflake.ts';
import type { StoredModel, StoredVersion } from '../store.ts';
import { chinaTime, utcTime } from '../wire-time.ts';
import type { DemoModel } from './demo-models.ts';
import { families, type Family } from './families.ts';

const hourMs = 3_600_000;
const defaultHours = 24;
/** Uins of a small company's model builders. */
const creators = ['100020000', '100020017', '100020348', '102311000'] as const;

/** `index` is the place of the row in its region; it decides node and creator. */
export function demoModel(row: DemoModel, region: string, index: number): StoredModel {
  const ms = Date.parse(row.createdAt);
  const id = `m-${snowflake({ ms, node: index + 1, sequence: 0 })}`;
  const parent: Parent = { id, name: row.name, ms, region };
  const family: Family = families[row.family];
  const creator = creators[index % creators.length] ?? creators[0];
  return {
    TrainingModelId: id,
    TrainingModelName: row.name,
    Tags: row.tags.split(' ').filter(Boolean).map(tag),
    CreateTime: chinaTime(ms),
    TrainingModelVersions: Array.from({ length: row.versions }, (_, offset) => {
      const ordinal = offset + 1;
      const createdAt = ms + offset * (row.everyHours ?? defaultHours) * hourMs;
      return completeVersion(
        parent,
        {
          CreateTime: utcTime(createdAt),
          TrainingModelVersionId: versionId(createdAt, index, ordinal),
          TrainingModelCreator: creator,
          TrainingModelIndex: metricsText(family.metrics ?? [], ordinal),
          ...family.fields,
          ...row.all,
          ...row.changes?.[ordinal],
        },
        ordinal,
      );
    }),
  };
}

function versionId(ms: number, index: number, ordinal: number): string {
  return `mv-v${String(ordinal)}-${snowflake({ ms, node: index + 1, sequence: ordinal === 1 ? 1 : 0 })}`;
}

function tag(text: string): { readonly TagKey: string; readonly TagValue: string } {
  const [TagKey = '', TagValue = ''] = text.split('=');
  return { TagKey, TagValue };
}

/** `auc=0.7050,gauc=0.7150`: better with every version, and never 1. */
function metricsText(names: readonly string[], ordinal: number): NonNullable<StoredVersion['TrainingModelIndex']> {
  return names
    .map((name, place) => `${name}=${(0.7 + place / 100 + (0.2 * ordinal) / (ordinal + 40)).toFixed(4)}`)
    .join(',');
}
