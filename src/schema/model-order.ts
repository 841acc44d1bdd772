/** `TrainingModelOrder`: the upstream sorts models; positions tell where one stands, so that a page can go on from there. */
import type { ModelList } from '../loaders/model-list.ts';
import { builder } from './builder.ts';
import { readTime } from './date-time.ts';
import { compareIds, idTime } from './ids.ts';
import { compareValues, OrderDirection } from './version-order.ts';

const ModelOrderField = builder.enumType('TrainingModelOrderField', {
  description:
    'What models are ordered by. TI-ONE documents no other order. Ties are broken by id in the same direction.',
  values: { CREATED_AT: { description: 'Creation timestamp.' } } as const,
});

export const ModelOrder = builder.inputType('TrainingModelOrder', {
  description: 'Order of models. Default is newest first.',
  fields: (t) => ({
    field: t.field({
      type: ModelOrderField,
      required: true,
      defaultValue: 'CREATED_AT',
      description: 'What to order by. Default `CREATED_AT`.',
    }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'DESC', description: 'Default `DESC`.' }),
  }),
});

export type ModelOrderInput = typeof ModelOrder.$inferInput;

export const newestModelsFirst: ModelOrderInput = { field: 'CREATED_AT', direction: 'DESC' };

type Order = Pick<ModelList, 'direction' | 'positionOf' | 'compare'>;

/** TI-ONE sorts by a column of whole seconds; where it does not show that, the id tells the same moment. */
const positionOf: Order['positionOf'] = ({ TrainingModelId: id, CreateTime }) => {
  const milliseconds = readTime(CreateTime) ?? idTime(id);
  return { value: milliseconds === null ? null : Math.round(milliseconds / 1000), id };
};

const compare: Order['compare'] = (left, right) =>
  compareValues(left.value, right.value) || compareIds(left.id, right.id);

export function modelOrder({ direction }: ModelOrderInput): Order {
  const inverse: Order['compare'] = (left, right) => compare(right, left);
  return { direction, positionOf, compare: direction === 'ASC' ? compare : inverse };
}
