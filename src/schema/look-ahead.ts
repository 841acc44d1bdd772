/** Looks at what is selected below a field before it is resolved, so that one upstream call can serve all of it. */
import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isObjectType,
  Kind,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What is selected at one place of an operation, through fragments, aliases, `@include` and `@skip`. */
export interface Selection {
  /** Whether any of these fields is selected here. */
  readonly has: (...names: readonly string[]) => boolean;
  /** What is selected below these fields, all together. */
  readonly below: (...names: readonly string[]) => Selection;
  /** What is selected at the ends of these paths, all together. */
  readonly along: (...paths: readonly (readonly string[])[]) => Selection;
}

/**
 * The selection directly below the field that is being resolved. Where that answers several types, `typeName` is the one to
 * look at: what is selected of others is left out.
 */
export function selection(info: GraphQLResolveInfo, typeName?: string): Selection {
  const { fieldNodes } = info;
  const [only, ...others] = fieldNodes;
  if (only !== undefined && others.length === 0) return selectionOf(only, info, typeName);
  return selectionIn(
    fieldNodes.map(({ selectionSet }) => selectionSet),
    info,
    typeName,
  );
}

/** By the type that is looked at. */
type KeptSelections = Map<string | undefined, Selection>;

/** Documents are parsed once and kept: what no variable decides is found out once. */
const kept = new WeakMap<FieldNode, KeptSelections | 'varies'>();

function selectionOf(node: FieldNode, info: GraphQLResolveInfo, typeName: string | undefined): Selection {
  let known = kept.get(node);
  if (known === undefined) {
    known = isVariable(node, info.fragments) ? 'varies' : new Map();
    kept.set(node, known);
  }
  const { schema, fragments, variableValues } = info;
  if (known === 'varies') return selectionIn([node.selectionSet], { schema, fragments, variableValues }, typeName);
  const found = known.get(typeName);
  if (found !== undefined) return found;
  // Nothing of a request must live on in what is kept.
  const made = selectionIn([node.selectionSet], { schema, fragments, variableValues: {} }, typeName);
  known.set(typeName, made);
  return made;
}

/** Whether a variable decides of anything below a field. */
function isVariable(field: FieldNode, fragments: GraphQLResolveInfo['fragments']): boolean {
  const seen = new Set<SelectionSetNode>();
  const varies = (set: SelectionSetNode | undefined): boolean => {
    if (set === undefined || seen.has(set)) return false;
    seen.add(set);
    return set.selections.some(
      (node) =>
        node.directives?.some(takesVariable) === true ||
        varies(node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value]?.selectionSet : node.selectionSet),
    );
  };
  return varies(field.selectionSet);
}

function takesVariable({ arguments: given }: DirectiveNode): boolean {
  return given?.some(({ value }) => value.kind === Kind.VARIABLE) === true;
}

/** What an operation has beside its selections. */
export type Surroundings = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

/** The same of any selections, all together. */
export function selectionIn(sets: Sets, info: Surroundings, typeName?: string): Selection {
  const fields = fieldsIn(sets, info, typeName);
  const found = new Map<string, Selection>();
  const setsBelow = (name: string): Sets => fields.get(name) ?? [];
  return {
    has: (...names) => names.some((name) => fields.has(name)),
    below: (...names) => {
      const key = names.join(' ');
      const below = found.get(key) ?? selectionIn(names.flatMap(setsBelow), info);
      found.set(key, below);
      return below;
    },
    along: (...paths) =>
      selectionIn(
        paths.flatMap(([first = '', ...others]) =>
          others.reduce((at: Sets, name) => fieldsIn(at, info).get(name) ?? [], setsBelow(first)),
        ),
        info,
      ),
  };
}

type Sets = readonly (SelectionSetNode | undefined)[];

function fieldsIn(sets: Sets, info: Surroundings, typeName?: string): ReadonlyMap<string, Sets> {
  const { fragments, variableValues } = info;
  const isOther = (fragment: InlineFragmentNode | FragmentDefinitionNode): boolean => {
    const condition = fragment.typeCondition?.name.value;
    return (
      typeName !== undefined &&
      condition !== undefined &&
      isObjectType(info.schema.getType(condition)) &&
      condition !== typeName
    );
  };
  const fields = new Map<string, (SelectionSetNode | undefined)[]>();
  // Fragments that spread each other twice double with each level: one of many visits says all.
  const seen = new Set<SelectionSetNode>();
  const visit = (selectionSet: SelectionSetNode | undefined): void => {
    if (selectionSet === undefined || seen.has(selectionSet)) return;
    seen.add(selectionSet);
    for (const node of selectionSet.selections) {
      if (!isIncluded(node, variableValues)) continue;
      if (node.kind !== Kind.FIELD) {
        const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value];
        if (fragment !== undefined && !isOther(fragment)) visit(fragment.selectionSet);
      } else {
        const below = fields.get(node.name.value);
        if (below === undefined) fields.set(node.name.value, [node.selectionSet]);
        else below.push(node.selectionSet);
      }
    }
  };
  sets.forEach(visit);
  return fields;
}

/** Whether `@include` and `@skip` leave it in. */
export function isIncluded(node: SelectionNode, variables: GraphQLResolveInfo['variableValues']): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
  );
}
