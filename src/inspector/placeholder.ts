/** Answers of the upstream as they might be: for a rehearsal, in which only what will be asked next matters, and nobody sees a row. */
import type { Action, ParamsOf, ResultOf } from '../tione/actions.ts';
import type {
  DescribeTrainingModelsParams,
  DescribeTrainingModelsResult,
  TrainingModelDTO,
  TrainingModelVersionDTO,
} from '../tione/types.ts';

/** The largest page that any list action of TI-ONE is known to give. */
const maxRows = 100;
/** Before and after every row that there is, in the order of creation. */
const [longAgo, farAhead] = ['1970-01-02T00:00:00Z', '2999-12-31T00:00:00Z'] as const;

const answers: { readonly [A in Action]: (params: ParamsOf<A>) => ResultOf<A> } = {
  DescribeTrainingModels: page,
  DescribeTrainingModelVersions: ({ TrainingModelId }) => ({ TrainingModelVersions: [version(TrainingModelId)] }),
  DescribeTrainingModelVersion: ({ TrainingModelVersionId }) => ({
    TrainingModelVersion: version(`m-${TrainingModelVersionId.replace(/^.*-/, '')}`, TrainingModelVersionId),
  }),
};

/** Everything is there that is asked for by its id, and lists are as long as the page that is asked for. */
export function placeholder<A extends Action>(action: A, params: ParamsOf<A>): ResultOf<A> {
  return answers[action](params);
}

function page(params: DescribeTrainingModelsParams): DescribeTrainingModelsResult {
  const { Filters = [], Offset, Limit, Order = 'DESC', WithModelVersions = false } = params;
  const byId = Filters.find(({ Name }) => Name === 'TrainingModelId');
  if (byId !== undefined) {
    const models = [...new Set(byId.Values)].map((id) => model(id, WithModelVersions));
    return { TrainingModels: models, TotalCount: models.length };
  }
  const [first, others] = Order === 'DESC' ? [farAhead, longAgo] : [longAgo, farAhead];
  // Whatever place of the list is looked for, it is behind the first row.
  const models = Array.from({ length: Math.min(Limit, maxRows) }, (_, index) =>
    model(`m-${String(Offset + index)}`, WithModelVersions, index === 0 ? first : others),
  );
  return { TrainingModels: models, TotalCount: Offset + Limit };
}

function model(id: string, withVersions: boolean, createdAt: string = longAgo): TrainingModelDTO {
  return {
    TrainingModelId: id,
    TrainingModelName: id,
    CreateTime: createdAt,
    Tags: [],
    ...(withVersions ? { TrainingModelVersions: [version(id)] } : {}),
  };
}

function version(modelId: string, id = modelId.replace(/^m-/, 'mv-v1-')): TrainingModelVersionDTO {
  return {
    TrainingModelId: modelId,
    TrainingModelVersionId: id,
    TrainingModelName: modelId,
    TrainingModelCreateTime: longAgo,
    CreateTime: longAgo,
  };
}
