/** What resolvers are told of where they stand, for those that ask. */
import {
  defaultFieldResolver,
  getNamedType,
  isAbstractType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { Operation } from './operation.ts';
import type { FieldPlan } from './plan.ts';
import type { Run } from './run.ts';
import { parametersOf } from './signature.ts';

/** What it says of the operation. */
export interface InfoParts {
  readonly schema: GraphQLSchema;
  readonly operation: Operation;
}

/** For those of whom it is known that they take no notice. */
export const unasked: GraphQLResolveInfo = Object.freeze({}) as GraphQLResolveInfo; // Nobody looks at it.

/** Whether the resolver may look at it, or anything that tells the type of what is answered. */
export function isInfoAsked({ field, below }: FieldPlan): boolean {
  const type = getNamedType(field.type);
  if (field.resolve !== undefined && field.resolve !== defaultFieldResolver && parametersOf(field.resolve) > 3)
    return true;
  if (isAbstractType(type) && (type.resolveType == null || parametersOf(type.resolveType) > 2)) return true;
  return [...below.values()].some(({ type: { isTypeOf } }) => isTypeOf != null && parametersOf(isTypeOf) > 2);
}

export function infoMaker(
  { field, nodes, parent }: FieldPlan,
  { schema, operation }: InfoParts,
): (run: Run, path: GraphQLResolveInfo['path']) => GraphQLResolveInfo {
  return (run, path) => {
    // Libraries add to the type what their executors have. Nobody here can ask for that.
    const info: unknown = {
      fieldName: field.name,
      fieldNodes: nodes,
      returnType: field.type,
      parentType: parent,
      path,
      schema,
      fragments: operation.fragments,
      rootValue: undefined,
      operation: operation.definition,
      variableValues: run.variables,
    };
    return info as GraphQLResolveInfo;
  };
}
