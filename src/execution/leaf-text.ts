/** Scalars and enums as JSON text. */
import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  type GraphQLLeafType,
} from 'graphql';
import { jsonText, quote } from './json-text.ts';

export interface LeafText {
  /** Of values of which the text is known without asking the type; undefined for all others. */
  readonly simple: (value: unknown) => string | undefined;
  /** Of any other value. */
  readonly serialized: (value: unknown) => string;
}

export function leafText(type: GraphQLLeafType): LeafText {
  // Called as a method: `serialize` of enums needs it.
  return { simple: simpleText(type), serialized: (value) => jsonText(type.serialize(value)) };
}

const ofString = (value: unknown): string | undefined => (typeof value === 'string' ? quote(value) : undefined);

/** What the built-in types leave as it is. Whole numbers of 32 bits are those that this operator leaves as they are. */
const simple = new Map<GraphQLLeafType, LeafText['simple']>([
  [GraphQLString, ofString],
  [GraphQLID, ofString],
  [GraphQLInt, (value) => (typeof value === 'number' && (value | 0) === value ? String(value) : undefined)],
  [GraphQLFloat, (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined)],
  [GraphQLBoolean, (value) => (value === true ? 'true' : value === false ? 'false' : undefined)],
]);

function simpleText(type: GraphQLLeafType): LeafText['simple'] {
  if (!(type instanceof GraphQLEnumType)) return simple.get(type) ?? (() => undefined);
  if (type.serialize !== GraphQLEnumType.prototype.serialize) return () => undefined;
  // What may be a promise or an error goes the long way.
  const texts = new Map<unknown, string>();
  for (const { name, value } of type.getValues()) if (isPlain(value)) texts.set(value, `"${name}"`);
  return (value) => texts.get(value);
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
