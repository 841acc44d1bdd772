/** The actions of TI-ONE that we call, a row each. The client is typed by this table: a new action is a new row. */
import type {
  DescribeTrainingModelsParams,
  DescribeTrainingModelsResult,
  DescribeTrainingModelVersionParams,
  DescribeTrainingModelVersionResult,
  DescribeTrainingModelVersionsParams,
  DescribeTrainingModelVersionsResult,
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

/** Ids are all that the rest of the program relies on; whatever else is missing or odd concerns one field alone. */
function isVersion(row: unknown): boolean {
  return hasId(row, 'TrainingModelId') && hasId(row, 'TrainingModelVersionId');
}

function isModel(row: unknown): boolean {
  return hasId(row, 'TrainingModelId') && isListOf(isVersion, Reflect.get(row, 'TrainingModelVersions'));
}

function hasId(row: unknown, name: string): row is object {
  if (typeof row !== 'object' || row === null) return false;
  const id: unknown = Reflect.get(row, name);
  return typeof id === 'string' && id !== '';
}

function isListOf(isRow: (row: unknown) => boolean, value: unknown): boolean {
  return value == null || (Array.isArray(value) && value.every(isRow));
}

export const actions = {
  /** Un-published on 2024-05-23 with 37 other actions, no reason given; later releases of the SDKs do not have it. */
  DescribeTrainingModels: row<DescribeTrainingModelsParams, DescribeTrainingModelsResult>({
    published: false,
    hasShape: ({ TrainingModels }) => isListOf(isModel, TrainingModels),
  }),
  DescribeTrainingModelVersions: row<DescribeTrainingModelVersionsParams, DescribeTrainingModelVersionsResult>({
    published: true,
    hasShape: ({ TrainingModelVersions }) => isListOf(isVersion, TrainingModelVersions),
  }),
  DescribeTrainingModelVersion: row<DescribeTrainingModelVersionParams, DescribeTrainingModelVersionResult>({
    published: true,
    hasShape: ({ TrainingModelVersion }) => TrainingModelVersion == null || isVersion(TrainingModelVersion),
  }),
} as const;

export type Actions = typeof actions;
export type Action = keyof Actions;
export type ParamsOf<A extends Action> = NonNullable<Actions[A]['params']>;
export type ResultOf<A extends Action> = NonNullable<Actions[A]['result']>;
