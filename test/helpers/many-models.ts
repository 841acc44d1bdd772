/** A system that holds nothing but numbered models, the later the newer, each with some versions and a tag. */
import type { EmulatorOptions } from '../../src/emulator/emulator.ts';
import { createSmallSystem } from './small-system.ts';
import type { System, SystemOptions } from './system.ts';

/** The one model that every emulator starts with. */
const publishedModel = 'm-608587242317024640';

export const idOf = (number: number): string => `m-${String(7_000_000 + number)}`;
export const versionIdOf = (number: number, ordinal = 1): string =>
  `mv-v${String(ordinal)}-${String((7_000_000 + number) * 100 + ordinal)}`;
export const nameOf = (number: number): string => `model ${String(number)}`;

/** From a number on, as many as asked, counting down: the order of the list. */
export const down = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from - index);

export interface ManyModels {
  readonly models: number;
  /** Versions of each. @default 1 */
  readonly versions?: number;
  readonly emulator?: EmulatorOptions;
  readonly server?: SystemOptions['server'];
}

export function createManyModels({ models, versions = 1, emulator, server }: ManyModels): System {
  const system = createSmallSystem(emulator, server);
  system.emulator.store.remove(publishedModel);
  for (let number = 0; number < models; number += 1) insertNumbered(system, number, { versions });
  return system;
}

/** Even versions are in one format, odd ones in another. */
export function insertNumbered(
  { emulator }: System,
  number: number,
  { versions = 1, region }: { readonly versions?: number; readonly region?: string } = {},
): void {
  const ms = Date.parse('2024-01-01T00:00:00Z') + number * 3_600_000;
  emulator.store.insert({
    Region: region,
    TrainingModelId: idOf(number),
    TrainingModelName: nameOf(number),
    CreateTime: new Date(ms).toISOString(),
    Tags: [{ TagKey: 'number', TagValue: String(number) }],
    TrainingModelVersions: Array.from({ length: versions }, (_, index) => ({
      TrainingModelVersionId: versionIdOf(number, index + 1),
      TrainingModelFormat: index % 2 === 0 ? 'PMML' : 'ONNX',
      CreateTime: new Date(ms + index * 60_000).toISOString(),
    })),
  });
}
