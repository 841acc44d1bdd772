/** Where each upstream action can fail: the field that fails with it, and what stays beside that field. */
import type { HiddenError } from '../../src/server/error-mapping.ts';
import { createSystem, type System, type SystemOptions } from './system.ts';

export interface Place {
  readonly action: string;
  /** The member of the answer that holds what was asked for. */
  readonly member: string;
  readonly query: string;
  /** The field that fails. */
  readonly path: readonly string[];
  /** The data when it does. */
  readonly data: object;
  /** The other action that the query needs. */
  readonly beside: string;
}

/** Not the default region, so that no error can name the right one by chance. */
export const region = 'ap-shanghai';

const version = `trainingModelVersion(id: "mv-v1-1", region: "${region}")`;

export const places: readonly Place[] = [
  {
    action: 'DescribeTrainingModels',
    member: 'TrainingModels',
    query: `{ ${version} { version model { id tags { key } } } }`,
    path: ['trainingModelVersion', 'model', 'tags'],
    data: { trainingModelVersion: { version: 'v1', model: { id: 'm-1', tags: null } } },
    beside: 'DescribeTrainingModelVersion',
  },
  {
    action: 'DescribeTrainingModelVersions',
    member: 'TrainingModelVersions',
    query: `{ ${version} { version model { id versions { totalCount } } } }`,
    path: ['trainingModelVersion', 'model', 'versions'],
    data: { trainingModelVersion: { version: 'v1', model: { id: 'm-1', versions: null } } },
    beside: 'DescribeTrainingModelVersion',
  },
  {
    action: 'DescribeTrainingModelVersion',
    member: 'TrainingModelVersion',
    query: `{ ${version} { version } trainingModelVersions(modelId: "m-2", region: "${region}") { totalCount } }`,
    path: ['trainingModelVersion'],
    data: { trainingModelVersion: null, trainingModelVersions: { totalCount: 1 } },
    beside: 'DescribeTrainingModelVersions',
  },
];

export interface FailingSystem extends System {
  /** What `onHidden` was told. */
  readonly told: readonly HiddenError[];
}

/** A system that holds just what the places ask for. */
export function createFailingSystem({ emulator, server, around }: SystemOptions = {}): FailingSystem {
  const told: HiddenError[] = [];
  const onHidden = (hidden: HiddenError): void => void told.push(hidden);
  const system = createSystem({
    emulator: { models: 0, ...emulator },
    server: { onHidden, ...server },
    ...(around === undefined ? {} : { around }),
  });
  system.emulator.store.insert({
    Region: region,
    TrainingModelId: 'm-1',
    TrainingModelVersions: [{ TrainingModelVersionId: 'mv-v1-1' }],
  });
  system.emulator.store.insert({ Region: region, TrainingModelId: 'm-2', TrainingModelVersions: [{}] });
  return { ...system, told };
}
