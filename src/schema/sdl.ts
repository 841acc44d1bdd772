/** The SDL that composers read and that is committed as `schema/schema.graphql`. */
import { printSubgraphSchema } from '@apollo/subgraph';
import { Kind, parse, print, visit, type DefinitionNode, type GraphQLSchema, type NameNode } from 'graphql';

/**
 * The subgraph SDL with its federation directives, in lexicographic order, so that a difference between two of them is a
 * difference of the schema. (Sorting the schema itself does not do: federation prints its syntax nodes, not its fields.)
 */
export function printSortedSubgraph(schema: GraphQLSchema): string {
  const document = visit(parse(printSubgraphSchema(schema)), {
    FieldDefinition: { leave: (node) => ({ ...node, arguments: byName(node.arguments) }) },
    ObjectTypeDefinition: { leave: (node) => ({ ...node, fields: byName(node.fields) }) },
    InputObjectTypeDefinition: { leave: (node) => ({ ...node, fields: byName(node.fields) }) },
    EnumTypeDefinition: { leave: (node) => ({ ...node, values: byName(node.values) }) },
  });
  const definitions = [...document.definitions].sort((left, right) => compare(nameOf(left), nameOf(right)));
  return `${print({ ...document, definitions })}\n`;
}

function byName<T extends { readonly name: NameNode }>(nodes: readonly T[] = []): readonly T[] {
  return [...nodes].sort((left, right) => compare(left.name.value, right.name.value));
}

/** The extension of the schema, which has no name, comes first. */
function nameOf(node: DefinitionNode): string {
  return node.kind === Kind.SCHEMA_EXTENSION || node.kind === Kind.SCHEMA_DEFINITION ? '' : (node.name?.value ?? '');
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
