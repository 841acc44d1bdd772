/** `TrainingModelVersionOrder`: versions are sorted here, because the upstream documents no order of them. */
import type { VersionRecord } from '../loaders/records.ts';
import { text } from './absent.ts';
import { builder } from './builder.ts';
import type { Position } from '../loaders/seek.ts';
import { compareIds } from './ids.ts';
import { createdAt } from './version-time.ts';

export const OrderDirection = builder.enumType('TrainingModelOrderDirection', {
  description: 'Direction of an order.',
  values: {
    ASC: { description: 'Ascending: oldest or lowest first.' },
    DESC: { description: 'Descending: newest or highest first.' },
  } as const,
});

const VersionOrderField = builder.enumType('TrainingModelVersionOrderField', {
  description: 'What versions are ordered by. Ties are broken by id in the same direction.',
  values: {
    CREATED_AT: { description: 'Creation timestamp. Versions without one count as the oldest.' },
    VERSION: {
      description: 'Label with its numbers compared as numbers: `v2` before `v10`. No label counts as the lowest.',
    },
  } as const,
});

export const VersionOrder = builder.inputType('TrainingModelVersionOrder', {
  description: 'Order of versions. Default is newest first.',
  fields: (t) => ({
    field: t.field({ type: VersionOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'DESC', description: 'Default `DESC`.' }),
  }),
});

export type VersionOrderInput = typeof VersionOrder.$inferInput;

export const newestFirst: VersionOrderInput = { field: 'CREATED_AT', direction: 'DESC' };

export interface Order {
  readonly positionOf: (version: VersionRecord) => Position;
  readonly compare: (left: Position, right: Position) => number;
}

/** Made when it is first needed: that takes as long as a hundred answers. */
let labels: Intl.Collator | undefined;

const values = {
  CREATED_AT: createdAt,
  VERSION: ({ row }: VersionRecord) => text(row.TrainingModelVersion),
} as const;

/** All that there are, so that what is sorted by one can be kept under it. */
const orders = {
  CREATED_AT: { ASC: makeOrder('CREATED_AT', 1), DESC: makeOrder('CREATED_AT', -1) },
  VERSION: { ASC: makeOrder('VERSION', 1), DESC: makeOrder('VERSION', -1) },
} as const;

/** The same order is the same object. */
export function versionOrder({ field, direction }: VersionOrderInput): Order {
  return orders[field][direction];
}

function makeOrder(field: VersionOrderInput['field'], sign: 1 | -1): Order {
  const valueOf = values[field];
  return {
    positionOf: (version) => ({ value: valueOf(version), id: version.row.TrainingModelVersionId }),
    compare: (left, right) => sign * (compareValues(left.value, right.value) || compareIds(left.id, right.id)),
  };
}

/** Absent values come first; texts are compared as labels. */
export function compareValues(left: Position['value'], right: Position['value']): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  labels ??= new Intl.Collator('en', { numeric: true });
  return labels.compare(String(left), String(right));
}
