/** Tells of each thing that TI-ONE sends and this version does not know, once. */
import type { OnUnknownValue, UnknownValue } from '../schema/context.ts';
import type { OnUnknownField, UnknownField } from '../tione/unknown-fields.ts';

/** A field, or a value of an enum. */
export type News = ({ readonly kind: 'field' } & UnknownField) | ({ readonly kind: 'value' } & UnknownValue);

/** Things that are remembered as told; no more are told of, or a torrent of them would fill the memory and the log. */
const maxTold = 100;

/** To be given to the client (`onUnknownField`) and to the server (`onUnknownValue`). */
export function createNews(onNews: (news: News) => void): {
  readonly onUnknownField: OnUnknownField;
  readonly onUnknownValue: OnUnknownValue;
} {
  const told = new Set<string>();
  const isNew = (key: string): boolean => {
    if (told.size >= maxTold || told.has(key)) return false;
    told.add(key);
    return true;
  };
  return {
    onUnknownField: ({ type, field }) => {
      if (isNew(`${type}.${field}`)) onNews({ kind: 'field', type, field });
    },
    onUnknownValue: ({ enum: name, value }) => {
      if (isNew(`${name} ${value}`)) onNews({ kind: 'value', enum: name, value });
    },
  };
}
