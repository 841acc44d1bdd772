import type { Plugin } from 'graphql-yoga';
import { maxSkewSeconds, signatureHeader, signatureProblem, type SignatureProblem } from '../router-signature.ts';

export interface RouterSignatureOptions {
  /** Paths that are answered to anybody. */
  readonly open: readonly string[];
  /** Any of them may have made a signature: during a change of the secret there are two. */
  readonly secrets: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const explanations: Readonly<Record<SignatureProblem, string>> = {
  missing: `Requests must be signed by the router: the header ${signatureHeader} is missing.`,
  malformed: `The header ${signatureHeader} must be TIMESTAMP:SIGNATURE, in UNIX seconds and lower-case hex.`,
  expired: `The signature is not of the last ${String(maxSkewSeconds)} seconds: send each request once, and compare the clocks.`,
  wrong: 'The signature does not belong to this body, time and secret.',
};

/**
 * Lets in only what a router has signed: `_service`, `_entities` and introspection too. Asks what is open, and not what is
 * closed, because one path can be spelt in several ways. Runs before anything of the request is parsed.
 */
export function useRouterSignature({ open, secrets, now }: RouterSignatureOptions): Plugin {
  return {
    async onRequest(payload) {
      const { request, url, fetchAPI } = payload;
      if (open.includes(url.pathname)) return;
      const body = request.method === 'POST' ? await request.text() : '';
      const problem =
        request.method === 'POST'
          ? signatureProblem(request.headers.get(signatureHeader), body, secrets, Math.floor(now() / 1000))
          : 'missing';
      if (problem === undefined) {
        const { method, headers, signal } = request;
        payload.setRequest(new fetchAPI.Request(request.url, { method, headers, body, signal }));
        return;
      }
      const message = request.method === 'POST' ? explanations[problem] : 'Signed requests must be sent with POST.';
      payload.endResponse(
        fetchAPI.Response.json(
          { errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] },
          { status: 401, headers: { 'www-authenticate': 'TIONE-HMAC-SHA256' } },
        ),
      );
    },
  };
}
