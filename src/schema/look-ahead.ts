/** Looks at what is selected below a field before it is resolved, so that one upstream call can serve all of it. */
import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type GraphQLResolveInfo,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What is selected at one place of an operation, through fragments, aliases, `@include` and `@skip`. */
export interface Selection {
  /** Whether any of these fields is selected here. */
  readonly has: (...names: readonly string[]) => boolean;
  /** What is selected below these fields, all together. */
  readonly below: (...names: readonly string[]) => Selection;
}

/** The selection directly below the field that is being resolved. */
export function selection(info: GraphQLResolveInfo): Selection {
  return selectionOf(
    info.fieldNodes.map(({ selectionSet }) => selectionSet),
    info,
  );
}

function selectionOf(sets: readonly (SelectionSetNode | undefined)[], info: GraphQLResolveInfo): Selection {
  const { fragments, variableValues } = info;
  const fields = new Map<string, (SelectionSetNode | undefined)[]>();
  const visit = (selectionSet: SelectionSetNode | undefined): void => {
    for (const node of selectionSet?.selections ?? []) {
      if (!isIncluded(node, variableValues)) continue;
      if (node.kind === Kind.INLINE_FRAGMENT) visit(node.selectionSet);
      else if (node.kind === Kind.FRAGMENT_SPREAD) visit(fragments[node.name.value]?.selectionSet);
      else {
        const below = fields.get(node.name.value);
        if (below === undefined) fields.set(node.name.value, [node.selectionSet]);
        else below.push(node.selectionSet);
      }
    }
  };
  sets.forEach(visit);
  return {
    has: (...names) => names.some((name) => fields.has(name)),
    below: (...names) =>
      selectionOf(
        names.flatMap((name) => fields.get(name) ?? []),
        info,
      ),
  };
}

function isIncluded(node: SelectionNode, variables: GraphQLResolveInfo['variableValues']): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
  );
}
