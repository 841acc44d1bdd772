import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import type { ServerContext } from '../server-context.ts';

export interface PersistedDocuments {
  /** By SHA-256, in lower-case hex. */
  readonly documents: ReadonlyMap<string, string>;
  /** Whether nothing else is run. Routers make their documents up, and are not bound to it. @default false */
  readonly only?: boolean | undefined;
}

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

function hashIn(params: GraphQLParams): string | undefined {
  const { documentId, extensions } = params as { documentId?: unknown; extensions?: unknown };
  if (typeof documentId === 'string') return documentId.replace(/^sha256:/, '');
  if (typeof extensions !== 'object' || extensions === null || !('persistedQuery' in extensions)) return undefined;
  const { persistedQuery } = extensions;
  if (typeof persistedQuery !== 'object' || persistedQuery === null || !('sha256Hash' in persistedQuery))
    return undefined;
  return typeof persistedQuery.sha256Hash === 'string' ? persistedQuery.sha256Hash : undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function refusal(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
