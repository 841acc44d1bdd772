import type { ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { cacheHeaders } from '../answer-headers.ts';
import { Freshness, staleMark } from '../freshness.ts';
import type { ServerContext } from '../server-context.ts';

/**
 * Tells gateways that plan and cache how long an answer may be used, and how old stale parts are, in the extension `tione` too.
 * Answers with an error say nothing, and are then not stored. `ttlMs` is how long what is read of TI-ONE counts as fresh.
 */
export function useCacheControl(ttlMs: number): Plugin<ServerContext, ServerContext> {
  // By what stays the same for a request, which other plugins may replace.
  const whole = new WeakSet<object>();
  return {
    onRequest({ serverContext }) {
      serverContext.freshness = serverContext.begun?.freshness ?? new Freshness();
    },
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        const tione = staleMark(args.contextValue.freshness);
        if (tione === undefined || !isResult(result)) return;
        setResult({ ...result, extensions: { ...result.extensions, tione } });
      },
    }),
    onResultProcess({ serverContext, result }) {
      if (!Array.isArray(result) && 'data' in result && result.data != null && result.errors === undefined)
        whole.add(serverContext);
    },
    onResponse({ serverContext, response }) {
      if (!whole.has(serverContext)) return;
      for (const [name, value] of cacheHeaders(ttlMs, serverContext.freshness)) response.headers.set(name, value);
    },
  };
}

function isResult(result: object): result is ExecutionResult {
  return 'data' in result || 'errors' in result;
}
