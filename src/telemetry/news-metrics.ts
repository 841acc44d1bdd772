/** Metrics of what TI-ONE sends and this version does not know. */
import type { OnUnknownValue } from '../schema/context.ts';
import type { OnUnknownField } from '../tione/unknown-fields.ts';
import { firstOf } from './bounded.ts';
import { counter, type Book } from './prometheus.ts';

/** Fields of answers: TI-ONE has added some two in a year. */
const maxFields = 100;

export interface NewsMetrics {
  readonly onUnknownField: OnUnknownField;
  readonly onUnknownValue: OnUnknownValue;
}

export function newsMetrics(book: Book): NewsMetrics {
  const fields = counter(book, {
    name: 'unknown_wire_fields_total',
    help: 'Fields in answers of TI-ONE that this version does not know, each time that one came.',
    labels: ['type', 'field'],
  });
  const values = counter(book, {
    name: 'unknown_enum_values_total',
    help: 'Values of TI-ONE that were answered as UNRECOGNIZED, by the enum that does not have them.',
    labels: ['enum'],
  });
  const fieldLabel = firstOf(maxFields, 'OTHER');
  return {
    onUnknownField: ({ type, field }) => {
      fields(type, fieldLabel(field))();
    },
    onUnknownValue: ({ enum: name }) => {
      values(name)();
    },
  };
}
