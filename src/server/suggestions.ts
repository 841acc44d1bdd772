import { GraphQLError } from 'graphql';

/** Without what validation and execution add: ` Did you mean "id" or "name"?`, which tells names of the schema. */
export function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = error.message.replace(/ Did you mean .*\?/s, '');
  if (message === error.message) return error;
  const { nodes = null, path = null, originalError = null, extensions } = error;
  return new GraphQLError(message, { nodes, path, originalError, extensions });
}
