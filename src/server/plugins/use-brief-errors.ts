import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { withMessage } from '../with-message.ts';

/** Of a request that is refused whole. One that is answered in part has an error for each part that is not. */
const maxErrors = 10;

/**
 * Cuts messages of errors to so many characters, and leaves out what is more than ten of them. Validation repeats what it was
 * sent, names and numbers of any length, and of fragments in a circle all the names, for each of them: the answer would be
 * thirty times as long as the request.
 */
export function useBriefErrors(maxCharacters: number): Plugin {
  const cut = (error: GraphQLError): GraphQLError =>
    error.message.length > maxCharacters ? withMessage(error, `${error.message.slice(0, maxCharacters)}…`) : error;
  return {
    onResultProcess(payload) {
      if (Array.isArray(payload.result)) return;
      // Nothing here comes in parts.
      const { errors, ...rest } = payload.result as ExecutionResult;
      if (errors === undefined) return;
      const kept = 'data' in rest ? errors : errors.slice(0, maxErrors);
      payload.setResult({ ...rest, errors: kept.map(cut) });
    },
  };
}
