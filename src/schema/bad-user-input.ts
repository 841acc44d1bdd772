import { GraphQLError, type ASTNode } from 'graphql';

/**
 * An argument that cannot be served: says what is wrong and what to do, before any upstream call. Resolvers need not give
 * the place in the document; it is theirs.
 */
export function badUserInput(message: string, node?: ASTNode): GraphQLError {
  return new GraphQLError(message, { nodes: node ?? null, extensions: { code: 'BAD_USER_INPUT' } });
}

/** Free text of a caller as part of a message: quoted, and short enough for a log line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}…` : text);
}
