/** The actions of TI-ONE that we call, a row each. The client is typed by this table: a new action is a new row. */
import type {
  DescribeTrainingModelsParams,
  DescribeTrainingModelsResult,
  DescribeTrainingModelVersionParams,
  DescribeTrainingModelVersionResult,
  DescribeTrainingModelVersionsParams,
  DescribeTrainingModelVersionsResult,
  Maybe,
} from './types.ts';

interface ActionRow<Params, Result> {
  /** Whether the action is in today's documentation. One that is not may be switched off any day. */
  readonly published: boolean;
  /** Whether an answer has the documented shape; one that has not is an upstream fault, not an empty result. */
  readonly hasShape: (result: Result) => boolean;
  /** Types only; never set. */
  readonly params?: Params;
  readonly result?: Result;
}

const row = <Params, Result>(spec: ActionRow<Params, Result>): ActionRow<Params, Result> => spec;

const isList = (value: Maybe<readonly unknown[]>): boolean => value == null || Array.isArray(value);
const isRecord = (value: Maybe<object>): boolean => value == null || typeof value === 'object';

export const actions = {
  /** Un-published on 2024-05-23 with 37 other actions, no reason given; later releases of the SDKs do not have it. */
  DescribeTrainingModels: row<DescribeTrainingModelsParams, DescribeTrainingModelsResult>({
    published: false,
    hasShape: ({ TrainingModels }) => isList(TrainingModels),
  }),
  DescribeTrainingModelVersions: row<DescribeTrainingModelVersionsParams, DescribeTrainingModelVersionsResult>({
    published: true,
    hasShape: ({ TrainingModelVersions }) => isList(TrainingModelVersions),
  }),
  DescribeTrainingModelVersion: row<DescribeTrainingModelVersionParams, DescribeTrainingModelVersionResult>({
    published: true,
    hasShape: ({ TrainingModelVersion }) => isRecord(TrainingModelVersion),
  }),
} as const;

export type Actions = typeof actions;
export type Action = keyof Actions;
export type ParamsOf<A extends Action> = NonNullable<Actions[A]['params']>;
export type ResultOf<A extends Action> = NonNullable<Actions[A]['result']>;
