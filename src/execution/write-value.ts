/** How values become pieces of the answer: what graphql-js calls completing a value. */
import {
  defaultTypeResolver,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql';
import { leafText } from './leaf-text.ts';
import { isPromise, later, quiet, stop, type Later, type Piece, type Run } from './run.ts';

export type Path = GraphQLResolveInfo['path'];

/** Makes a piece of what a resolver answered. */
export type WriteValue = (value: unknown, run: Run, path: Path | undefined, info: GraphQLResolveInfo) => Piece;

/** Makes a piece of an object. */
export type WriteObject = (source: unknown, run: Run, path: Path | undefined) => Piece;

/** An object type that may be answered, and what makes a piece of its objects. */
export interface BelowObject {
  readonly type: GraphQLObjectType;
  readonly write: WriteObject;
}

/** By the name of the type. */
export type Below = ReadonlyMap<string, BelowObject>;

export function valueWriter(type: GraphQLOutputType, below: Below): WriteValue {
  const isRequired = isNonNullType(type);
  const nullable = isRequired ? type.ofType : type;
  if (isLeafType(nullable)) {
    const { simple, serialized } = leafText(nullable);
    const others = settled(isRequired, serialized);
    return (value, run, path, info) => simple(value) ?? others(value, run, path, info);
  }
  if (isListType(nullable)) return settled(isRequired, listWriter(valueWriter(nullable.ofType, below)));
  if (isAbstractType(nullable)) return settled(isRequired, abstractWriter(nullable, below));
  const object = below.get(nullable.name);
  if (object === undefined) throw stop;
  return settled(isRequired, objectWriter(object));
}

/** Waits for promises; then stops at errors, and at null where it must not be. */
function settled(isRequired: boolean, write: WriteValue): WriteValue {
  const writeSettled: WriteValue = (value, run, path, info) => {
    if (value == null) {
      if (isRequired) throw stop;
      return 'null';
    }
    if (value instanceof Error) throw stop;
    return write(value, run, path, info);
  };
  return (value, run, path, info) =>
    isPromise(value)
      ? later(value, run, (kept) => writeSettled(kept, run, path, info))
      : writeSettled(value, run, path, info);
}

function listWriter(writeItem: WriteValue): WriteValue {
  return (value, run, path, info) => {
    if (!isIterable(value)) throw stop;
    let text = '[';
    let pieces: Piece[] | undefined;
    let index = 0;
    try {
      for (const item of value) {
        if (index > 0) text += ',';
        const piece = writeItem(item, run, { prev: path, key: index, typename: undefined }, info);
        if (typeof piece === 'string') text += piece;
        else {
          (pieces ??= []).push(text, piece);
          text = '';
        }
        index += 1;
      }
    } catch (error) {
      quiet(value);
      throw error;
    }
    text += ']';
    if (pieces === undefined) return text;
    pieces.push(text);
    return { pieces } satisfies Later;
  };
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Symbol.iterator in value &&
    typeof value[Symbol.iterator] === 'function'
  );
}

function abstractWriter(type: GraphQLAbstractType, below: Below): WriteValue {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const writers = new Map<unknown, WriteValue>([...below].map(([name, object]) => [name, objectWriter(object)]));
  const writerOf = (name: unknown): WriteValue => {
    const write = writers.get(name);
    if (write === undefined) throw stop;
    return write;
  };
  return (value, run, path, info) => {
    const name: unknown = resolveType(value, run.context, info, type);
    return isPromise(name)
      ? later(name, run, (kept) => writerOf(kept)(value, run, path, info))
      : writerOf(name)(value, run, path, info);
  };
}

function objectWriter({ type, write }: BelowObject): WriteValue {
  const isTypeOf = type.isTypeOf?.bind(type);
  if (isTypeOf === undefined) return write;
  const writeIf = (isOf: unknown, value: unknown, run: Run, path: Path | undefined): Piece => {
    if (isOf !== true && !isOf) throw stop;
    return write(value, run, path);
  };
  return (value, run, path, info) => {
    const isOf: unknown = isTypeOf(value, run.context, info);
    return isPromise(isOf)
      ? later(isOf, run, (kept) => writeIf(kept, value, run, path))
      : writeIf(isOf, value, run, path);
  };
}
