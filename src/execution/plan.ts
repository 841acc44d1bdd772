/** What is to be done for an operation, object type by object type. */
import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type GraphQLField,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { collectFields, type FieldNodes, type Surroundings } from './collect-fields.ts';
import { isPure } from './purity.ts';
import { stop } from './run.ts';

export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
}

export interface FieldPlan {
  /** Name in the answer. */
  readonly key: string;
  /** Of all fields of the operation, from 0. */
  readonly number: number;
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: FieldNodes;
  /** What is selected of each object type that may be answered; none for scalars and enums. */
  readonly below: ReadonlyMap<string, ObjectPlan>;
  /** Whether it is the same whenever it is asked of the same object. */
  readonly isPure: boolean;
}

/** Fields of a plan. Fragments that spread each other double with each level; a sensible operation has 200. */
const maxFields = 2_000;

/** Throws where it is not for us: introspection, what graphql-js refuses, and too many fields. */
export function planOf(root: GraphQLObjectType, set: SelectionSetNode, surroundings: Surroundings): ObjectPlan {
  const { schema } = surroundings;
  let count = 0;

  const objectOf = (type: GraphQLObjectType, sets: readonly SelectionSetNode[]): ObjectPlan => {
    const fields: FieldPlan[] = [];
    for (const [key, nodes] of collectFields(sets, type, surroundings)) {
      const field = fieldOf(schema, type, nodes[0].name.value);
      if (field !== undefined) fields.push(planField(key, type, field, nodes));
    }
    return { type, fields };
  };
  const planField = (
    key: string,
    parent: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    nodes: FieldNodes,
  ): FieldPlan => {
    const number = count;
    count += 1;
    if (count > maxFields) throw stop;
    const sets = nodes.map(({ selectionSet }) => selectionSet).filter((below) => below !== undefined);
    const below = new Map(
      objectTypes(schema, getNamedType(field.type)).map((type) => [type.name, objectOf(type, sets)] as const),
    );
    return { key, number, parent, field, nodes, below, isPure: isPure(field, nodes[0], [...below.values()]) };
  };

  return objectOf(root, [set]);
}

function fieldOf(
  schema: GraphQLSchema,
  parent: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  const isIntrospection = name === SchemaMetaFieldDef.name || name === TypeMetaFieldDef.name;
  if (isIntrospection && schema.getQueryType() === parent) throw stop;
  return parent.getFields()[name];
}

function objectTypes(schema: GraphQLSchema, type: GraphQLNamedOutputType): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  if (!isLeafType(type)) throw stop;
  return [];
}
