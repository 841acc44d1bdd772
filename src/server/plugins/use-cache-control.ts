import type { Plugin } from 'graphql-yoga';

/**
 * Tells gateways that plan and cache how long an answer may be used: privately, because credentials decide what is in it.
 * Answers with an error say nothing, and are then not stored. `maxAgeMs` is how long what is read of TI-ONE counts as fresh.
 */
export function useCacheControl(maxAgeMs: number): Plugin {
  const fresh = `private, max-age=${String(Math.floor(maxAgeMs / 1000))}`;
  // By what stays the same for a request, which other plugins may replace.
  const whole = new WeakSet<object>();
  return {
    onResultProcess({ serverContext, result }) {
      if (!Array.isArray(result) && 'data' in result && result.data != null && result.errors === undefined)
        whole.add(serverContext);
    },
    onResponse({ serverContext, response }) {
      if (maxAgeMs >= 1000 && whole.has(serverContext)) response.headers.set('cache-control', fresh);
    },
  };
}
