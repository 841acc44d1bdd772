/** The operation of a document that is to be run. */
import {
  Kind,
  OperationTypeNode,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';

export interface Operation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Variables of the operation that `@skip` and `@include` depend on. */
  readonly switches: readonly string[];
}

const known: readonly string[] = ['skip', 'include'];

/** Undefined unless there is exactly one query of that name, or one at all without a name, and no directive that is not known. */
export function operationOf(document: DocumentNode, name: string | null | undefined): Operation | undefined {
  const operations: OperationDefinitionNode[] = [];
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>; // As graphql-js hands it to resolvers.
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (name == null || definition.name?.value === name) operations.push(definition);
  }
  const [definition, another] = operations;
  if (definition?.operation !== OperationTypeNode.QUERY || another !== undefined) return undefined;
  const switched = switchesIn(document);
  if (switched === undefined) return undefined;
  const variables = definition.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [];
  return { definition, fragments, switches: variables.filter((variable) => switched.has(variable)) };
}

/** The variables in `@skip` and `@include`; undefined where there are other directives. */
function switchesIn(document: DocumentNode): ReadonlySet<string> | undefined {
  const directives: DirectiveNode[] = [];
  visit(document, { Directive: (node) => void directives.push(node) });
  if (!directives.every(({ name }) => known.includes(name.value))) return undefined;
  const values = directives.flatMap(({ arguments: given = [] }) => given.map(({ value }) => value));
  return new Set(values.filter((value) => value.kind === Kind.VARIABLE).map(({ name }) => name.value));
}
