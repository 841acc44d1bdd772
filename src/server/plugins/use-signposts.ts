import type { Plugin } from 'graphql-yoga';
import { accepts } from '../accept.ts';

/** Shows the way to the endpoint: takes browsers there where it has a page for them, and tells everybody else. */
export function useSignposts(endpoint: string, hasPage: boolean): Plugin {
  return {
    onRequest(payload) {
      const { request, url, fetchAPI } = payload;
      if (url.pathname === endpoint || url.pathname === `${endpoint}/`) return;
      const isBrowser = accepts(request.headers.get('accept'), ['text/html']);
      const response =
        url.pathname === '/' && hasPage && isBrowser
          ? new fetchAPI.Response(null, { status: 302, headers: { location: endpoint } })
          : new fetchAPI.Response(`Nothing is here. GraphQL is at ${endpoint}\n`, {
              status: 404,
              headers: { 'content-type': 'text/plain' },
            });
      payload.endResponse(response);
    },
  };
}
