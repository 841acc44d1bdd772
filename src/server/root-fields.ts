/** The fields at the top of an operation, which are those that ask TI-ONE for something. */
import {
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
  type ExecutionArgs,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, selectionIn, type Selection, type Surroundings } from '../schema/look-ahead.ts';

export interface RootField {
  readonly name: string;
  readonly node: FieldNode;
  readonly args: Readonly<Record<string, unknown>>;
  /** What is selected of it; of several types, of this one. */
  readonly selected: (typeName?: string) => Selection;
}

/** Through fragments, without what `@include` and `@skip` leave out, and without fields whose arguments are wrong. */
export function rootFields({ schema, document, operationName, variableValues }: ExecutionArgs): readonly RootField[] {
  const operation = getOperationAST(document, operationName);
  const root = operation == null ? undefined : schema.getRootType(operation.operation);
  if (operation == null || root == null) return [];
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  // The executor says what is wrong with them.
  if (coerced === undefined) return [];
  const fragments: Record<string, FragmentDefinitionNode> = Object.fromEntries(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const surroundings: Surroundings = { schema, fragments, variableValues: coerced };
  return [...fieldNodes(operation.selectionSet, surroundings)].flatMap(([, nodes]) => {
    // Validation has made sure that all of them ask the same.
    const [node] = nodes;
    const args = node && argumentsOf(root, node, coerced);
    if (node === undefined || args === undefined) return [];
    const sets = nodes.map(({ selectionSet }) => selectionSet);
    const selected = (typeName?: string) => selectionIn(sets, surroundings, typeName);
    return [{ name: node.name.value, node, args, selected }];
  });
}

/** By the names under which they are answered: what has the same name is asked once. */
function fieldNodes(top: SelectionSetNode, { fragments, variableValues }: Surroundings) {
  const found = new Map<string, FieldNode[]>();
  const seen = new Set<SelectionSetNode>();
  const visit = (set: SelectionSetNode | undefined): void => {
    if (set === undefined || seen.has(set)) return;
    seen.add(set);
    for (const node of set.selections) {
      if (!isIncluded(node, variableValues)) continue;
      if (node.kind !== Kind.FIELD) {
        visit((node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value])?.selectionSet);
        continue;
      }
      const key = (node.alias ?? node.name).value;
      const same = found.get(key);
      if (same === undefined) found.set(key, [node]);
      else same.push(node);
    }
  };
  visit(top);
  return found;
}

function argumentsOf(root: GraphQLObjectType, node: FieldNode, variables: Surroundings['variableValues']) {
  const field = root.getFields()[node.name.value];
  if (field === undefined) return undefined;
  try {
    return getArgumentValues(field, node, variables);
  } catch {
    // The executor says so, at the field.
    return undefined;
  }
}
