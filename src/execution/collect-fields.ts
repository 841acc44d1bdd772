/** Which fields are selected of an object, as graphql-js collects them. */
import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What an operation has beside its selections. */
export interface Surroundings {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The nodes of a field that are merged. */
export type FieldNodes = readonly [FieldNode, ...FieldNode[]];

/** By name in the answer, in the order of the answer. Throws where graphql-js does. */
export function collectFields(
  sets: readonly SelectionSetNode[],
  type: GraphQLObjectType,
  { schema, fragments, variables }: Surroundings,
): ReadonlyMap<string, FieldNodes> {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>();
  const visited = new Set<string>();

  const visit = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        if (isIncluded(node, variables)) add(node);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        if (isIncluded(node, variables) && isOf(node)) visit(node.selectionSet);
      } else if (!visited.has(node.name.value) && isIncluded(node, variables)) {
        visited.add(node.name.value);
        const fragment = fragments[node.name.value];
        if (fragment !== undefined && isOf(fragment)) visit(fragment.selectionSet);
      }
    }
  };
  const add = (node: FieldNode): void => {
    const key = node.alias?.value ?? node.name.value;
    const nodes = fields.get(key);
    if (nodes === undefined) fields.set(key, [node]);
    else nodes.push(node);
  };
  const isOf = ({ typeCondition }: InlineFragmentNode | FragmentDefinitionNode): boolean => {
    if (typeCondition === undefined) return true;
    const condition = typeFromAST(schema, typeCondition);
    return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
  };

  sets.forEach(visit);
  return fields;
}

/** Whether `@skip` and `@include` leave it in. */
function isIncluded(node: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
  );
}
