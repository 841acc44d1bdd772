import type { Plugin } from 'graphql-yoga';

/** The headers that every response has. */
export function useResponseHeaders(mode: string): Plugin {
  return {
    onResponse({ request, response: { status, headers } }) {
      // So that demo data can never be taken for the real thing.
      headers.set('x-tione-mode', mode);
      headers.set('x-content-type-options', 'nosniff');
      headers.set('referrer-policy', 'no-referrer');
      // Nothing but a page has parts to load, and none may be shown inside of another.
      if (!headers.has('content-security-policy'))
        headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
      // Answers are about now, and for those who may ask.
      if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
      // Node reads over a body that nobody has touched, but not over the rest of one that was cut while it was read: a
      // next request on that connection would never arrive.
      if (status === 413 && !request.headers.has('content-length')) headers.set('connection', 'close');
    },
  };
}
