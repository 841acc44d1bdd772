/** A system of three models for tables of calls: one with two versions and a tag, one with one version, one with none. */
import { createSmallSystem } from './small-system.ts';
import type { System } from './system.ts';

export const full = 'm-700000000000000010';
export const second = 'm-700000000000000020';
export const empty = 'm-700000000000000030';
export const v1 = 'mv-v1-700000000000000011';
export const v2 = 'mv-v2-700000000000000012';
export const v3 = 'mv-v1-700000000000000021';

export const name = 'full';
export const tags = [{ key: 'team', value: 'vision' }];
export const ids = { nodes: [{ id: v2 }, { id: v1 }] };

export function systemWithModels(): System {
  const system = createSmallSystem();
  const { store } = system.emulator;
  store.insert({
    TrainingModelId: full,
    TrainingModelName: name,
    CreateTime: '2023-01-01 08:00:00',
    Tags: [{ TagKey: 'team', TagValue: 'vision' }],
    TrainingModelVersions: [
      { TrainingModelVersionId: v1, TrainingModelFormat: 'PMML' },
      { TrainingModelVersionId: v2, TrainingModelFormat: 'ONNX' },
    ],
  });
  store.insert({
    TrainingModelId: second,
    TrainingModelName: 'second',
    TrainingModelVersions: [{ TrainingModelVersionId: v3 }],
  });
  store.insert({ TrainingModelId: empty, TrainingModelName: 'empty', CreateTime: '2023-01-03 08:00:00' });
  return system;
}
