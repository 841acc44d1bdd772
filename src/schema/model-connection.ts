/** `TrainingModelConnection` and the arguments of fields that answer one. */
import { builder } from './builder.ts';
import { ModelFilter } from './model-filter.ts';
import { ModelOrder } from './model-order.ts';
import { TrainingModel } from './refs.ts';

export const ModelConnection = builder.connectionObject(
  {
    type: TrainingModel,
    name: 'TrainingModelConnection',
    description:
      'A page of the models of a region. A page may have fewer models than asked for, with more to come, when a filter that only ' +
      'this API can evaluate had to pass over many.',
    fields: (t) => ({
      totalCount: t.exposeInt('totalCount', {
        description:
          'How many models pass the filter, on all pages together. Exact. For a filter that TI-ONE cannot evaluate alone (several ' +
          'conditions, `contains`, `notIn`, `UNRECOGNIZED`) the models that it leaves are counted here, one call for each 100, and ' +
          'only when this field is selected; null when they are more than `TIONE_SCAN_LIMIT`, 1,000 by default.',
      }),
    }),
  },
  { name: 'TrainingModelEdge', description: 'A model and its position in the list.' },
);

/** The arguments of every field that answers a `TrainingModelConnection`. */
export const modelListArguments = () =>
  builder.args((t) => ({
    filter: t.field({ type: ModelFilter, description: 'Which models; all of them by default.' }),
    orderBy: t.field({ type: ModelOrder, description: 'Order; newest first by default.' }),
    ...t.connectionArgs(),
  }));
