/** As many models as wanted, for load tests: ordinary records with ids as real ones look, one minute apart. */
import { completeVersion, type Parent } from '../complete-model.ts';
import { snowflake } from '../snowflake.ts';
import type { StoredModel, StoredVersion } from '../store.ts';
import { chinaTime, utcTime } from '../wire-time.ts';
import { families, type Family } from './families.ts';

/** All in the default region, so that a page or a count over "N models" means all N. */
export const generatedRegion = 'ap-guangzhou';

const startMs = Date.parse('2024-01-01T00:00:00.137Z');
const minuteMs = 60_000;
const nodes = 65_536;
const subjects = [
  'feed-rank',
  'ad-pctr',
  'invoice-ocr',
  'intent-bert',
  'chat-sft',
  'defect-check',
  'asr',
  'fraud',
] as const;
const teams = ['feed', 'ads', 'finance', 'service', 'platform', 'factory', 'voice', 'risk'] as const;
const kinds: readonly Family[] = Object.values(families);

/** The nth model, from 0; always the same. */
export function generatedModel(index: number, versions: number): StoredModel {
  const ms = startMs + index * minuteMs;
  // Its own node for each neighbour, so that versions of two models made in one minute have two ids.
  const node = index % nodes;
  const name = `${subjects[index % subjects.length] ?? 'model'}-${String(index + 1).padStart(5, '0')}`;
  const parent: Parent = { id: `m-${snowflake({ ms, node, sequence: 0 })}`, name, ms, region: generatedRegion };
  // Completed once for each model: to merge three records for each of 100,000 versions takes seconds and much memory.
  const template = completeVersion(parent, kinds[index % kinds.length]?.fields ?? {}, 1);
  return {
    TrainingModelId: parent.id,
    TrainingModelName: name,
    Tags: [{ TagKey: 'team', TagValue: teams[index % teams.length] ?? '' }],
    CreateTime: chinaTime(ms),
    TrainingModelVersions: Array.from({ length: versions }, (_, offset): StoredVersion => {
      const createdAt = ms + offset * minuteMs;
      const label = `v${String(offset + 1)}`;
      const number = snowflake({ ms: createdAt, node, sequence: offset === 0 ? 1 : 0 });
      return {
        ...template,
        TrainingModelVersionId: `mv-${label}-${number}`,
        TrainingModelVersion: label,
        TrainingModelCosPath: { ...template.TrainingModelCosPath, Paths: [`models/${parent.id}/${label}/`] },
        CreateTime: utcTime(createdAt),
      };
    }),
  };
}
