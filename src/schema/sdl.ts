/** The SDL that composers read and that is committed in the folder `schema`. */
import { printSubgraphSchema } from '@apollo/subgraph';
import {
  Kind,
  parse,
  print,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  type NameNode,
  type ValueNode,
} from 'graphql';

export interface SdlOptions {
  /**
   * For composers that do not know the newest version of the specification: an earlier one, without the directives that came
   * after it. @default false
   */
  readonly portable?: boolean;
}

/** Of the specification; all composers in use know it, and it has everything that we need to be composed. */
const portableUrl = 'https://specs.apollo.dev/federation/v2.3';
/** They came with 2.9 and tell gateways what things cost; without them everything still works. */
const newDirectives: ReadonlySet<string> = new Set(['cost', 'listSize']);

/**
 * The subgraph SDL with its federation directives, in lexicographic order, so that a difference between two of them is a
 * difference of the schema. (Sorting the schema itself does not do: federation prints its syntax nodes, not its fields.)
 */
export function printSortedSubgraph(schema: GraphQLSchema, { portable = false }: SdlOptions = {}): string {
  const whole = parse(printSubgraphSchema(schema));
  const document: DocumentNode = visit(portable ? withoutNewDirectives(whole) : whole, {
    FieldDefinition: { leave: (node) => ({ ...node, arguments: byName(node.arguments) }) },
    ObjectTypeDefinition: { leave: (node) => ({ ...node, fields: byName(node.fields) }) },
    InputObjectTypeDefinition: { leave: (node) => ({ ...node, fields: byName(node.fields) }) },
    EnumTypeDefinition: { leave: (node) => ({ ...node, values: byName(node.values) }) },
  });
  const definitions = [...document.definitions].sort((left, right) => compare(nameOf(left), nameOf(right)));
  return `${print({ ...document, definitions })}\n`;
}

/** Arguments called `url` and `import` are those of `@link`: ours have other names. */
function withoutNewDirectives(document: DocumentNode): DocumentNode {
  return visit(document, {
    Directive: { leave: (node) => (newDirectives.has(node.name.value) ? null : node) },
    Argument: {
      leave: (node) => {
        const { value } = node;
        if (node.name.value === 'url' && value.kind === Kind.STRING)
          return { ...node, value: { ...value, value: portableUrl } };
        if (node.name.value === 'import' && value.kind === Kind.LIST)
          return { ...node, value: { ...value, values: value.values.filter((name) => !isNewDirective(name)) } };
        return node;
      },
    },
  });
}

function isNewDirective(name: ValueNode): boolean {
  return name.kind === Kind.STRING && newDirectives.has(name.value.slice(1));
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
