import type { Plugin } from 'graphql-yoga';
import { contentSecurityPolicy, fixedHeaders, notStored } from '../answer-headers.ts';

/** The headers that every response has. */
export function useResponseHeaders(mode: string): Plugin {
  const fixed = fixedHeaders(mode);
  return {
    onResponse({ request, response: { status, headers } }) {
      for (const [name, value] of fixed)
        if (name !== contentSecurityPolicy || !headers.has(name)) headers.set(name, value);
      if (!headers.has('cache-control')) headers.set('cache-control', notStored);
      // Node reads over a body that nobody has touched, but not over the rest of one that was cut while it was read: a
      // next request on that connection would never arrive.
      if (status === 413 && !request.headers.has('content-length')) headers.set('connection', 'close');
    },
  };
}
