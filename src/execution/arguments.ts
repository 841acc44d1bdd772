/** The arguments that resolvers get. */
import { getArgumentValues, Kind, visit, type FieldNode } from 'graphql';
import type { FieldPlan } from './plan.ts';
import type { Run } from './run.ts';

export type Arguments = Readonly<Record<string, unknown>>;

const none: Arguments = Object.freeze({});

/**
 * Arguments without variables are made once for all runs, those with variables once for each run. A resolver that may look at
 * them gets a copy of its own; what is within them is shared, as graphql-js shares the values of variables. Throws where
 * graphql-js does.
 */
export function argumentsReader(plan: FieldPlan, isLookedAt: boolean): (run: Run) => Arguments {
  const { field, nodes, number } = plan;
  if (field.args.length === 0) return isLookedAt ? () => ({}) : () => none;
  const [node] = nodes;
  let constant: Arguments | undefined;
  const read = usesVariables(node)
    ? (run: Run) => (run.args[number] ??= getArgumentValues(field, node, run.variables))
    : () => (constant ??= getArgumentValues(field, node));
  return isLookedAt ? (run) => ({ ...read(run) }) : read;
}

function usesVariables({ arguments: given = [] }: FieldNode): boolean {
  let isUsed = false;
  for (const argument of given) visit(argument, { [Kind.VARIABLE]: () => (isUsed = true) });
  return isUsed;
}
