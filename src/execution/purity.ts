/** Which fields answer the same whenever they are asked of the same object. */
import {
  defaultFieldResolver,
  getNamedType,
  isAbstractType,
  TypeNameMetaFieldDef,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import { parametersOf } from './signature.ts';

/** What is selected of an object. */
interface Selected {
  readonly type: GraphQLObjectType;
  readonly fields: readonly { readonly isPure: boolean }[];
}

/**
 * A field that is asked for without arguments, and whose resolver sees the object alone, or says of itself that what it answers
 * depends on nothing else (`extensions.pure`); with nothing below it that is not so.
 */
export function isPure(field: GraphQLField<unknown, unknown>, node: FieldNode, below: readonly Selected[]): boolean {
  if (field === TypeNameMetaFieldDef) return true;
  const resolve = field.resolve ?? defaultFieldResolver;
  // The default resolver is looked after when it runs.
  const isOwn = resolve === defaultFieldResolver || parametersOf(resolve) <= 1;
  // Where an answer stands, as `info` has it, is never the same.
  const isSaid = field.extensions['pure'] === true && parametersOf(resolve) <= 3;
  return (isOwn || isSaid) && (node.arguments?.length ?? 0) === 0 && isTypePure(field) && below.every(isObjectPure);
}

function isTypePure(field: GraphQLField<unknown, unknown>): boolean {
  const type = getNamedType(field.type);
  if (!isAbstractType(type)) return true;
  return type.resolveType != null && parametersOf(type.resolveType) <= 1;
}

function isObjectPure({ type, fields }: Selected): boolean {
  const isTypePure = type.isTypeOf == null || parametersOf(type.isTypeOf) <= 1;
  return isTypePure && fields.every((field) => field.isPure);
}
