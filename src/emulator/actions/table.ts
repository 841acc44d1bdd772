/** The actions that the emulator offers: one file and one row each. */
import type { Action } from './action.ts';
import { describeTrainingModelVersion } from './describe-training-model-version.ts';
import { describeTrainingModelVersions } from './describe-training-model-versions.ts';
import { describeTrainingModels } from './describe-training-models.ts';

export const actions: ReadonlyMap<string, Action> = new Map([
  ['DescribeTrainingModels', describeTrainingModels],
  ['DescribeTrainingModelVersions', describeTrainingModelVersions],
  ['DescribeTrainingModelVersion', describeTrainingModelVersion],
]);
