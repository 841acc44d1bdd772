import type { Plugin } from 'graphql-yoga';
import { refuse } from '../refuse.ts';
import type { ServerContext } from '../server-context.ts';

/**
 * Answers only requests that were sent to one of these host names. A page on the web may have its own name resolved to this
 * machine (DNS rebinding), and is then of the same origin as this server for a browser: only the name in `Host` tells it apart.
 */
export function useHostGuard(isOwnName: (name: string) => boolean): Plugin<ServerContext, ServerContext> {
  return {
    onRequest(payload) {
      const { request, serverContext, fetchAPI } = payload;
      const host = serverContext.host ?? request.headers.get('host') ?? new URL(request.url).host;
      if (isOwnName(nameIn(host))) return;
      const message =
        'This server answers to localhost only. To answer to other names, it must know who calls: see AUTH in its documentation.';
      payload.endResponse(refuse(fetchAPI, { status: 421, code: 'BAD_REQUEST', message }));
    },
  };
}

/** The name in a Host header, without its port; IPv6 in brackets. */
function nameIn(host: string): string {
  return /^(\[[\da-f:.]+\]|[^:[\]/@\s]+)(?::\d{1,5})?$/i.exec(host)?.[1] ?? '';
}
