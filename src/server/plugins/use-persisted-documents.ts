import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { hashIn, sha256, type PersistedDocuments } from '../persisted.ts';
import type { ServerContext } from '../server-context.ts';

/**
 * Runs documents that are named by their hash: in `documentId`, or in `extensions.persistedQuery` as Apollo's clients do.
 * Not Yoga's own plugin: that one cannot tell who calls, and refuses the text of a document that is in the list.
 */
export function usePersistedDocuments({
  documents,
  only = false,
}: PersistedDocuments): Plugin<ServerContext, ServerContext> {
  return {
    onParams({ params, setParams, context }) {
      const { query } = params;
      if (query == null || query === '') {
        const hash = hashIn(params);
        if (hash === undefined) return;
        const document = documents.get(hash);
        if (document === undefined) throw refusal('PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND');
        setParams({ ...params, query: document });
        return;
      }
      if (!only || typeof query !== 'string' || context.caller.kind === 'router' || documents.has(sha256(query)))
        return;
      throw refusal('Only persisted documents are run here: send the hash of one.', 'PERSISTED_DOCUMENTS_ONLY');
    },
  };
}

function refusal(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
