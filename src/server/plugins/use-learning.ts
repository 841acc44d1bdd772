import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import type { Documents } from '../front/documents.ts';
import type { MediaTypes } from '../front/media-types.ts';
import type { ServerContext } from '../server-context.ts';

/** What the short way has to know before it can answer. */
export interface Learner {
  readonly documents: Pick<Documents, 'learn'>;
  readonly mediaTypes: Pick<MediaTypes, 'learn'>;
}

/** Shows the short way what was answered well. */
export function useLearning({ documents, mediaTypes }: Learner): Plugin<ServerContext, ServerContext> {
  const well = new WeakSet<ServerContext>();
  return {
    onExecute({ args }) {
      const asked: ExecutionArgs = args;
      const { params } = asked.contextValue as { readonly params?: GraphQLParams };
      return {
        onExecuteDone({ result }) {
          if ((result as ExecutionResult).errors !== undefined || typeof params?.query !== 'string') return;
          documents.learn(params.query, asked.document, asked.operationName);
        },
      };
    },
    onResultProcess({ serverContext, result }) {
      if (!Array.isArray(result) && 'data' in result && result.errors === undefined) well.add(serverContext);
    },
    onResponse({ request, response, serverContext }) {
      const contentType = response.headers.get('content-type');
      if (well.has(serverContext) && contentType !== null) mediaTypes.learn(request.headers.get('accept'), contentType);
    },
  };
}
