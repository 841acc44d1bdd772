import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Plugin } from 'graphql-yoga';

/** Makes the page; called once, at the first visit. */
export type RenderPage = () => Promise<string>;

interface Page {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzipped: Uint8Array<ArrayBuffer>;
}

/**
 * What the page may do: run its own scripts and talk to this server; nothing from or to anywhere else. Monaco, its editor,
 * starts its workers from blobs and injects styles.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  'worker-src blob:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves GraphiQL to browsers at the GraphQL endpoint. The page is 9 MB: it is rendered and compressed once. */
export function useGraphiql(endpoint: string, render: RenderPage): Plugin {
  let page: Promise<Page> | undefined;
  const load = async (): Promise<Page> => {
    const plain = Buffer.from(await render());
    return { plain, gzipped: await promisify(gzip)(plain) };
  };
  return {
    async onRequest(payload) {
      const { request, url, fetchAPI } = payload;
      if (request.method !== 'GET' || url.pathname !== endpoint || !wantsPage(request)) return;
      page ??= load();
      const { plain, gzipped } = await page;
      const compress = request.headers.get('accept-encoding')?.includes('gzip') === true;
      payload.endResponse(
        new fetchAPI.Response(compress ? gzipped : plain, {
          headers: {
            'content-type': 'text/html; charset=utf-8',
            ...(compress ? { 'content-encoding': 'gzip' } : {}),
            vary: 'accept, accept-encoding',
            'cache-control': 'no-cache',
            'content-security-policy': contentSecurityPolicy,
            'referrer-policy': 'no-referrer',
            'x-content-type-options': 'nosniff',
          },
        }),
      );
    },
  };
}

/** A browser's visit. The page writes the query into its own address, so `?query=` alone does not make it an API request. */
function wantsPage(request: Request): boolean {
  return request.headers.get('accept')?.includes('text/html') === true;
}
