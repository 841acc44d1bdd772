import { GraphQLError } from 'graphql';

/** An argument that cannot be served: says what is wrong and what to do, before any upstream call. */
export function badUserInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

/** Free text of a caller as part of a message: quoted, and short enough for a log line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}…` : text);
}
