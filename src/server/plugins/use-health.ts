import type { Plugin } from 'graphql-yoga';

export interface HealthOptions {
  /** Answers 200 as long as anything is answered. */
  readonly live: string;
  /** Answers 503 while no new requests are welcome. */
  readonly ready: string;
  readonly isReady: () => boolean;
}

/**
 * Answers health checks. Not Yoga's own plugins: they answer every URL that ends in such a path, `/graphql?/health/live` too,
 * whatever was asked there.
 */
export function useHealth({ live, ready, isReady }: HealthOptions): Plugin {
  return {
    onRequest(payload) {
      const { pathname } = payload.url;
      if (pathname !== live && pathname !== ready) return;
      const isWell = pathname === live || isReady();
      payload.endResponse(new payload.fetchAPI.Response(null, { status: isWell ? 200 : 503 }));
    },
  };
}

/** For Yoga, which always has a path of its own: no URL ends in a blank. */
export const noHealthCheck = ' ';
