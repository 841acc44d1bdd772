import type { ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createFreshness, type Freshness } from '../freshness.ts';

/** What the context of a request holds for this plugin, from its beginning on. */
export interface WithFreshness {
  freshness: Freshness;
}

/**
 * Tells gateways that plan and cache how long an answer may be used: privately, because credentials decide what is in it, and
 * as long as its oldest part counts as fresh. Of stale parts, `Age` and the extension `tione` tell how old they are. Answers
 * with an error say nothing, and are then not stored. `ttlMs` is how long what is read of TI-ONE counts as fresh.
 */
export function useCacheControl(ttlMs: number): Plugin<WithFreshness, WithFreshness> {
  // By what stays the same for a request, which other plugins may replace.
  const whole = new WeakSet<object>();
  return {
    onRequest({ serverContext }) {
      serverContext.freshness = createFreshness();
    },
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        const { freshness } = args.contextValue;
        const readAt = freshness.readAt();
        if (readAt === undefined || !freshness.isStale() || !isResult(result)) return;
        const tione = { isStale: true, readAt: new Date(readAt).toISOString() };
        setResult({ ...result, extensions: { ...result.extensions, tione } });
      },
    }),
    onResultProcess({ serverContext, result }) {
      if (!Array.isArray(result) && 'data' in result && result.data != null && result.errors === undefined)
        whole.add(serverContext);
    },
    onResponse({ serverContext, response }) {
      if (ttlMs < 1000 || !whole.has(serverContext)) return;
      const { freshness } = serverContext;
      const seconds = Math.min(Math.floor(ttlMs / 1000), Math.round(freshness.leftMs() / 1000));
      response.headers.set('cache-control', `private, max-age=${String(seconds)}`);
      const readAt = freshness.readAt();
      if (readAt !== undefined && freshness.isStale())
        response.headers.set('age', String(Math.max(0, Math.floor((Date.now() - readAt) / 1000))));
    },
  };
}

function isResult(result: object): result is ExecutionResult {
  return 'data' in result || 'errors' in result;
}
