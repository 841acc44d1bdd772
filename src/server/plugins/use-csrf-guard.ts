import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Headers that a page on the web cannot send to another origin before a browser has asked there. */
const preflighted = ['x-api-key', 'apollo-require-preflight', 'graphql-preflight', 'x-graphql-yoga-csrf'];

/**
 * Refuses queries in URLs that a page of another origin may have sent: a link, an image or a script would spend the rate of
 * TI-ONE. Browsers tell where a request is from only where the connection is safe, so that silence proves nothing. A POST
 * needs a content type that browsers ask about first: see `useStrictRequests`.
 */
export function useCsrfGuard(origins: readonly string[]): Plugin {
  return {
    onRequestParse({ request: { method, headers } }) {
      if (method !== 'GET') return;
      const isOwn = ['same-origin', 'none'].includes(headers.get('sec-fetch-site') ?? '');
      const isAllowed = origins.includes(headers.get('origin') ?? '');
      const isAsked = isJson(headers.get('content-type')) || preflighted.some((name) => headers.has(name));
      // Browsers send what a person has typed as a password, "Basic", from any page. Nothing but a program sends "Bearer".
      const isProgram = /^bearer /i.test(headers.get('authorization') ?? '');
      if (isOwn || isAllowed || isAsked || isProgram) return;
      const message =
        'A page of another origin could send this query in a URL. Send it with POST, or with a header that needs ' +
        `a preflight: ${preflighted.join(', ')}.`;
      throw new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 403 } } });
    },
  };
}

/** No browser sends it to another origin without asking. */
function isJson(contentType: string | null): boolean {
  return /^application\/(?:graphql\+)?json(?:;|$)/.test(contentType ?? '');
}
