import type { Plugin } from 'graphql-yoga';
import type { Admit } from '../admission.ts';
import { variesBy } from '../answer-headers.ts';
import { refuse } from '../refuse.ts';
import type { ServerContext } from '../server-context.ts';

/** Lets requests in, or answers why not. Runs before anything of the request is parsed. `varies`: answers are for one caller. */
export function useAdmission(admit: Admit, varies: boolean): Plugin<ServerContext, ServerContext> {
  return {
    async onRequest(payload) {
      const { request, url, serverContext, fetchAPI } = payload;
      const { peer, begun } = serverContext;
      const host = serverContext.host ?? request.headers.get('host') ?? url.host;
      const admission = begun?.admission ?? (await admit(request, url.pathname, { peer, host }));
      serverContext.admission = admission;
      if (admission.caller !== undefined) serverContext.caller = admission.caller;
      if (admission.refused !== undefined) {
        payload.endResponse(refuse(fetchAPI, admission.refused));
        return;
      }
      const { body } = admission;
      if (body === undefined || begun !== undefined) return;
      const { method, headers, signal } = request;
      payload.setRequest(new fetchAPI.Request(request.url, { method, headers, body, signal }));
    },
    onResponse({ serverContext, response }) {
      if (varies) response.headers.append('vary', variesBy);
      // A browser's question whether it may ask is answered before anybody else is asked.
      if (!('admission' in serverContext)) return;
      for (const [name, value] of Object.entries(serverContext.admission.headers)) response.headers.set(name, value);
    },
  };
}
