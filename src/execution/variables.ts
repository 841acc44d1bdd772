/** The variables of an operation, as graphql-js coerces them. */
import {
  getVariableValues,
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  valueFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** Undefined where graphql-js refuses what was sent. */
export type CoerceVariables = (sent: Variables) => Variables | undefined;

/** A variable, and of which values it is known that graphql-js leaves them as they are. */
interface Simple {
  readonly name: string;
  readonly isLeft: (value: unknown) => boolean;
  readonly isRequired: boolean;
  /** Undefined where there is none. */
  readonly defaultValue: unknown;
}

/** Nearly all values are left as they are, which is seen at once; of all others graphql-js decides. */
export function variablesOf(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[] = [],
): CoerceVariables {
  const simple = definitions.map((definition) => simpleOf(schema, definition));
  const bySchema: CoerceVariables = (sent) => getVariableValues(schema, definitions, sent).coerced;
  if (!simple.every((variable) => variable !== undefined)) return bySchema;
  return (sent) => {
    const values: Record<string, unknown> = {};
    for (const { name, isLeft, isRequired, defaultValue } of simple) {
      if (Object.hasOwn(sent, name)) {
        const value = sent[name];
        if (value === null ? isRequired : !isLeft(value)) return bySchema(sent);
        values[name] = value;
      } else if (defaultValue !== undefined) values[name] = defaultValue;
      else if (isRequired) return bySchema(sent);
    }
    return values;
  };
}

function simpleOf(schema: GraphQLSchema, definition: VariableDefinitionNode): Simple | undefined {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  const isLeft = isInputType(type) ? leftBy(isNonNullType(type) ? type.ofType : type) : undefined;
  // Set, it would be no value but a prototype.
  if (isLeft === undefined || !isInputType(type) || name === '__proto__') return undefined;
  const { defaultValue: node } = definition;
  return { name, isLeft, isRequired: isNonNullType(type), defaultValue: node && valueFromAST(node, type) };
}

const isText = (value: unknown): boolean => typeof value === 'string';

const leftAsTheyAre = new Map<GraphQLInputType, (value: unknown) => boolean>([
  [GraphQLID, isText],
  [GraphQLString, isText],
  // What this operator leaves as it is, is a whole number of 32 bits. It makes 0 of -0.
  [GraphQLInt, (value) => typeof value === 'number' && Object.is(value | 0, value)],
  [GraphQLFloat, (value) => typeof value === 'number' && Number.isFinite(value)],
  [GraphQLBoolean, (value) => typeof value === 'boolean'],
]);

/** Undefined for types that may make anything of a value. */
function leftBy(type: GraphQLInputType): ((value: unknown) => boolean) | undefined {
  if (!isListType(type)) return leftAsTheyAre.get(type);
  const isItemLeft = leftAsTheyAre.get(isNonNullType(type.ofType) ? type.ofType.ofType : type.ofType);
  return isItemLeft && ((value) => Array.isArray(value) && value.every(isItemLeft));
}
