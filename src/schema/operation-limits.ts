/** What one operation may ask for, and the check of what the builder does not see: the part below `_entities`. */
import { complexityFromQuery, ComplexityErrorKind } from '@pothos/plugin-complexity';
import { getOperationAST, Kind, visit, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import { badUserInput } from './bad-user-input.ts';

/**
 * A field counts 1, the fields below a list count once for each item of its page. The largest useful page (100 models, 5
 * versions each, 25 fields of a version) counts about 13,000; nesting model → versions → model → versions multiplies by 100
 * each time and stops here, before any upstream call.
 */
export const limits = { complexity: 100_000, depth: 15, breadth: 10_000 } as const;

interface Measured {
  readonly depth: number;
  readonly breadth: number;
  readonly complexity: number;
}

const messages: Readonly<Record<ComplexityErrorKind, (measured: Measured) => string>> = {
  [ComplexityErrorKind.Depth]: ({ depth }) =>
    `The operation nests ${String(depth)} levels deep; at most ${String(limits.depth)} are allowed.`,
  [ComplexityErrorKind.Breadth]: ({ breadth }) =>
    `The operation selects ${String(breadth)} fields, those of a fragment at each of its places; at most ${String(limits.breadth)} are allowed.`,
  [ComplexityErrorKind.Complexity]: ({ complexity }) =>
    `The operation asks for up to ${String(complexity)} values; at most ${String(limits.complexity)} are allowed. ` +
    'Ask for smaller pages (first, last) or fewer nested lists.',
};

export function complexityError(kind: ComplexityErrorKind, measured: Measured): GraphQLError {
  return badUserInput(messages[kind](measured));
}

export interface OperationToCheck {
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Throws when an operation with `_entities` asks for too much. That field is added after the builder is done, and an operation
 * that has no other root field would never be measured.
 */
export function checkEntities(schema: GraphQLSchema, { document, operationName, variables }: OperationToCheck): void {
  if (!hasEntities(document)) return;
  const operation = getOperationAST(document, operationName);
  if (operation == null) return;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const measured = complexityFromQuery(
    { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] },
    { schema, variables: { ...variables } },
  );
  const { depth, breadth, complexity } = measured;
  if (depth > limits.depth) throw complexityError(ComplexityErrorKind.Depth, measured);
  if (breadth > limits.breadth) throw complexityError(ComplexityErrorKind.Breadth, measured);
  if (complexity > limits.complexity) throw complexityError(ComplexityErrorKind.Complexity, measured);
}

/** Documents are parsed once and run many times. */
const known = new WeakMap<DocumentNode, boolean>();

function hasEntities(document: DocumentNode): boolean {
  let found = known.get(document);
  if (found !== undefined) return found;
  found = false;
  visit(document, {
    Field: ({ name }) => {
      if (name.value === '_entities') found = true;
      return found ? undefined : false;
    },
  });
  known.set(document, found);
  return found;
}
