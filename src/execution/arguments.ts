/** The arguments that resolvers get. */
import {
  getArgumentValues,
  isNonNullType,
  Kind,
  valueFromAST,
  visit,
  type ASTNode,
  type FieldNode,
  type GraphQLArgument,
} from 'graphql';
import type { FieldPlan } from './plan.ts';
import { stop, type Run } from './run.ts';

export type Arguments = Readonly<Record<string, unknown>>;

const none: Arguments = Object.freeze({});

/**
 * Arguments without variables are made once for all runs, those with variables within others once for each run. A resolver that may
 * look at them gets an object of its own; what is within it is shared, as graphql-js shares the values of variables. Throws where
 * graphql-js does.
 */
export function argumentsReader({ field, nodes, number }: FieldPlan, isLookedAt: boolean): (run: Run) => Arguments {
  if (field.args.length === 0) return isLookedAt ? () => ({}) : () => none;
  const [node] = nodes;
  const { arguments: given = [] } = node;
  if (!given.some(usesVariables)) {
    let constant: Arguments | undefined;
    const read = (): Arguments => (constant ??= getArgumentValues(field, node));
    return isLookedAt ? () => ({ ...read() }) : read;
  }
  const simple = field.args.map((argument) => simpleOf(argument, node));
  if (simple.every((argument) => argument !== undefined)) return ({ variables }) => valuesOf(simple, variables);
  const read = (run: Run): Arguments => (run.args[number] ??= getArgumentValues(field, node, run.variables));
  return isLookedAt ? (run) => ({ ...read(run) }) : read;
}

/** An argument that is a variable as a whole, or has no variable in it. */
interface Simple {
  readonly name: string;
  readonly variable: string | undefined;
  /** Without a variable, or where that has no value; undefined where there is none. */
  readonly otherwise: unknown;
  readonly isRequired: boolean;
}

function simpleOf(
  { name, type, defaultValue }: GraphQLArgument,
  { arguments: given = [] }: FieldNode,
): Simple | undefined {
  const isRequired = isNonNullType(type);
  const value = given.find((argument) => argument.name.value === name)?.value;
  if (value === undefined) return { name, variable: undefined, otherwise: defaultValue, isRequired };
  if (value.kind === Kind.VARIABLE) return { name, variable: value.name.value, otherwise: defaultValue, isRequired };
  const constant = usesVariables(value) ? undefined : valueFromAST(value, type);
  return constant === undefined ? undefined : { name, variable: undefined, otherwise: constant, isRequired };
}

/** Variables were coerced to what their arguments take, but for null. */
function valuesOf(simple: readonly Simple[], variables: Run['variables']): Arguments {
  const values: Record<string, unknown> = {};
  for (const { name, variable, otherwise, isRequired } of simple) {
    const isGiven = variable !== undefined && Object.hasOwn(variables, variable);
    const value = isGiven ? variables[variable] : otherwise;
    if (isGiven ? value === undefined || (value === null && isRequired) : value === undefined && isRequired) throw stop;
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function usesVariables(node: ASTNode): boolean {
  let isUsed = false;
  visit(node, { [Kind.VARIABLE]: () => (isUsed = true) });
  return isUsed;
}
