import { createHash } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import { accepts } from '../accept.ts';
import { createStored, type Stored } from '../stored.ts';
import type { OnHidden } from '../error-mapping.ts';
import type { PageSettings, RenderPage } from '../graphiql/page.ts';

/**
 * What the page may do: run its own scripts and talk to this server; nothing from or to anywhere else, and no script that
 * is written into it. Monaco, its editor, injects styles and has a font in one of them.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page changes with every release. What it loads is at paths that change with what is there. */
const pageHeaders = {
  vary: 'accept, accept-encoding',
  'cache-control': 'no-cache',
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'no-referrer',
};
const fileHeaders = { vary: 'accept-encoding', 'cache-control': 'public, max-age=31536000, immutable' };

interface Site {
  readonly page: Stored;
  readonly files: ReadonlyMap<string, Stored>;
}

/** Serves GraphiQL to browsers: the page at the GraphQL endpoint, and what it loads below. It is made at the first visit. */
export function useGraphiql(settings: PageSettings, render: RenderPage, onHidden: OnHidden): Plugin {
  const { endpoint } = settings;
  const files = `${endpoint}/assets/`;
  let site: Promise<Site | undefined> | undefined;
  const load = async (): Promise<Site | undefined> => {
    try {
      const { html, files } = await render(settings);
      const hash = createHash('sha256').update(html).digest('hex');
      return {
        page: createStored({ hash, type: 'text/html; charset=utf-8', text: html, headers: pageHeaders }),
        files: new Map(
          files.map(({ path, type, text }) => [
            `${endpoint}/${path}`,
            createStored({ hash: path, type, text, headers: fileHeaders }),
          ]),
        ),
      };
    } catch (error) {
      // The next visit tries again.
      site = undefined;
      onHidden({ error, path: undefined, requestId: undefined, correlationId: undefined });
      return undefined;
    }
  };
  return {
    async onRequest(payload) {
      const { request, url, fetchAPI } = payload;
      const isPage = url.pathname === endpoint && wantsPage(request);
      if (!['GET', 'HEAD'].includes(request.method) || !(isPage || url.pathname.startsWith(files))) return;
      site ??= load();
      const loaded = await site;
      if (loaded === undefined) {
        const body = 'The GraphiQL page cannot be shown. GraphQL itself answers here.\n';
        payload.endResponse(new fetchAPI.Response(body, { status: 500, headers: { 'content-type': 'text/plain' } }));
        return;
      }
      const stored = isPage ? loaded.page : loaded.files.get(url.pathname);
      // A file that is not there is nothing here either.
      if (stored === undefined) return;
      const { status, headers, body } = await stored.answer(request.headers);
      payload.endResponse(new fetchAPI.Response(request.method === 'HEAD' ? null : body, { status, headers }));
    },
  };
}

/** A browser's visit. The page writes the query into its own address, so `?query=` alone does not make it an API request. */
function wantsPage(request: Request): boolean {
  return accepts(request.headers.get('accept'), ['text/html']);
}
