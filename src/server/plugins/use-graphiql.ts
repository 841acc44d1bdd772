import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Plugin } from 'graphql-yoga';
import { accepts } from '../accept.ts';
import type { OnHidden } from '../error-mapping.ts';

/** Makes the page; called at the first visit, and again only where that failed. */
export type RenderPage = () => Promise<string>;

interface Page {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzipped: Uint8Array<ArrayBuffer>;
  readonly hash: string;
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
export function useGraphiql(endpoint: string, render: RenderPage, onHidden: OnHidden): Plugin {
  let page: Promise<Page | undefined> | undefined;
  const load = async (): Promise<Page | undefined> => {
    try {
      const plain = Buffer.from(await render());
      const hash = createHash('sha256').update(plain).digest('hex');
      return { plain, gzipped: await promisify(gzip)(plain), hash };
    } catch (error) {
      // The next visit tries again.
      page = undefined;
      onHidden({ error, path: undefined, requestId: undefined, correlationId: undefined });
      return undefined;
    }
  };
  return {
    async onRequest(payload) {
      const { request, url, fetchAPI } = payload;
      if (!['GET', 'HEAD'].includes(request.method) || url.pathname !== endpoint || !wantsPage(request)) return;
      page ??= load();
      const { status, headers, body } = answer(await page, request.headers);
      payload.endResponse(new fetchAPI.Response(request.method === 'HEAD' ? null : body, { status, headers }));
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array<ArrayBuffer> | string | null;
}

function answer(page: Page | undefined, asked: Headers): Answer {
  if (page === undefined)
    return {
      status: 500,
      headers: { 'content-type': 'text/plain' },
      body: 'The GraphiQL page cannot be shown. GraphQL itself answers here.\n',
    };
  const zipped = accepts(asked.get('accept-encoding'), ['gzip']);
  // Strong, so one for each encoding.
  const etag = `"${page.hash}${zipped ? '-gzip' : ''}"`;
  const headers = {
    etag,
    vary: 'accept, accept-encoding',
    'cache-control': 'no-cache',
    'content-security-policy': contentSecurityPolicy,
    'referrer-policy': 'no-referrer',
  };
  if (accepts(asked.get('if-none-match'), [etag, `w/${etag}`, '*'])) return { status: 304, headers, body: null };
  const body = zipped ? page.gzipped : page.plain;
  const shape = { 'content-type': 'text/html; charset=utf-8', 'content-length': String(body.byteLength) };
  return {
    status: 200,
    headers: { ...headers, ...shape, ...(zipped ? { 'content-encoding': 'gzip' } : {}) },
    body,
  };
}

/** A browser's visit. The page writes the query into its own address, so `?query=` alone does not make it an API request. */
function wantsPage(request: Request): boolean {
  return accepts(request.headers.get('accept'), ['text/html']);
}
