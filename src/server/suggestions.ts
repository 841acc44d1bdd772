import type { GraphQLError } from 'graphql';
import { withMessage } from './with-message.ts';

/** Without what validation and execution add: ` Did you mean "id" or "name"?`, which tells names of the schema. */
export function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = error.message.replace(/ Did you mean .*\?/s, '');
  return message === error.message ? error : withMessage(error, message);
}
