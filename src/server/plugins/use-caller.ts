import type { Plugin } from 'graphql-yoga';
import type { Authenticate } from '../../access/authentication.ts';
import { anonymousCaller, metricsScope, readScope, routerCaller, type Caller } from '../../access/caller.ts';
import { AccessRefusal } from '../../access/refusal.ts';
import { peerName } from '../peer.ts';
import { refuse, type RefusedRequest } from '../refuse.ts';
import { signedBody } from '../router-request.ts';
import { signatureHeader } from '../router-signature.ts';
import type { ServerContext } from '../server-context.ts';
import { explain, unknownCaller } from './caller-refusal.ts';

/** Paths whose askers are others than those of everything else. */
export interface SpecialPaths {
  /** Answered to anybody. */
  readonly open: readonly string[];
  /** Needs a scope of its own, and no other: who watches the server need not read models. */
  readonly metrics: string;
}

export interface CallerOptions extends SpecialPaths {
  /** Tells who sent a request, where tokens or API keys are accepted. */
  readonly authenticate?: Authenticate | undefined;
  /** Any of them may have made a router's signature: during a change of the secret there are two. */
  readonly routerSecrets: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The answer for somebody who fails too often; undefined while they do not. */
  readonly onFailure: (peer: string) => Promise<RefusedRequest | undefined>;
}

/**
 * Tells who calls, and lets in only whom it knows: `_service`, `_entities` and introspection too. Asks what is open, and not
 * what is closed, because one path can be spelt in several ways. Runs before anything of the request is parsed.
 */
export function useCaller(options: CallerOptions): Plugin<ServerContext, ServerContext> {
  const { open, metrics, authenticate, routerSecrets, now, onFailure } = options;
  const isOpenToAll = authenticate === undefined && routerSecrets.length === 0;

  /** Its sender, and its body where that is read already. A request with a signature is of a router, or of nobody. */
  const look = async (request: Request): Promise<{ readonly caller: Caller | undefined; readonly body?: string }> => {
    const isSigned = routerSecrets.length > 0 && (authenticate === undefined || request.headers.has(signatureHeader));
    if (!isSigned) return { caller: await authenticate?.(request.headers) };
    const body = await signedBody(request, routerSecrets, Math.floor(now() / 1000));
    return { caller: routerCaller(await authenticate?.(request.headers)), body };
  };
  return {
    async onRequest(payload) {
      const { request, url, serverContext, fetchAPI } = payload;
      const peer = peerName(serverContext.peer);
      serverContext.caller = anonymousCaller(peer);
      if (isOpenToAll || open.includes(url.pathname)) return;
      const scope = url.pathname === metrics ? metricsScope : readScope;
      try {
        const { caller, body } = await look(request);
        if (caller === undefined) {
          payload.endResponse(refuse(fetchAPI, unknownCaller(routerSecrets.length > 0)));
          return;
        }
        if (!caller.scopes.has(scope)) throw new AccessRefusal('insufficient-scope', `The scope ${scope} is needed.`);
        serverContext.caller = caller;
        if (body === undefined) return;
        const { method, headers, signal } = request;
        payload.setRequest(new fetchAPI.Request(request.url, { method, headers, body, signal }));
      } catch (error) {
        const refused = explain(error, scope);
        if (refused === undefined) throw error;
        // Who cannot be known for now has not failed.
        const isFailure = !(error instanceof AccessRefusal && error.reason === 'unavailable');
        payload.endResponse(refuse(fetchAPI, (isFailure ? await onFailure(peer) : undefined) ?? refused));
      }
    },
    onResponse({ response }) {
      // What one caller is answered is no answer to another one, in a browser's cache too.
      if (authenticate !== undefined) response.headers.append('vary', 'authorization, x-api-key');
    },
  };
}
