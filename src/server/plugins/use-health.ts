import type { Plugin } from 'graphql-yoga';
import type { Readiness } from '../readiness.ts';

export interface HealthOptions {
  /** Answers 200 as long as anything is answered, and says nothing. */
  readonly live: string;
  /** Answers what is known, with 503 while no new requests are welcome. */
  readonly ready: string;
  readonly readiness: () => Promise<Readiness>;
}

/**
 * Answers health checks. Not Yoga's own plugins: they answer every URL that ends in such a path, `/graphql?/health/live` too,
 * whatever was asked there.
 */
export function useHealth({ live, ready, readiness }: HealthOptions): Plugin {
  return {
    async onRequest(payload) {
      const { request, url, fetchAPI } = payload;
      if (url.pathname === live) payload.endResponse(new fetchAPI.Response(null));
      if (url.pathname !== ready) return;
      const found = await readiness();
      const body = request.method === 'HEAD' ? null : JSON.stringify(found);
      const headers = { 'content-type': 'application/json' };
      const status = found.status === 'ready' ? 200 : 503;
      payload.endResponse(new fetchAPI.Response(body, { status, headers }));
    },
  };
}

/** For Yoga, which always has a path of its own: no URL ends in a blank. */
export const noHealthCheck = ' ';
