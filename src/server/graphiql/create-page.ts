/** The GraphiQL page: works without internet, with example operations in its tabs and a panel for the calls of TI-ONE. */
import { readdir, readFile } from 'node:fs/promises';
import { renderHtml } from './html.ts';
import { hasLibrary, loadLibrary } from './library.ts';
import { pageFiles, pathOf, type PageFile, type RenderPage } from './page.ts';
import { credentialHeaders, exampleTabs } from './tabs.ts';

/** Plain scripts and styles, which browsers take as they are. */
const own = new URL('browser/', import.meta.url);

/**
 * A renderer of the page; undefined where the optional package `@graphql-yoga/render-graphiql` (17 MB) is not installed,
 * as in an image made with `npm ci --omit=optional`. The package takes 40 MB of memory, so only a first visit loads it.
 */
export function createGraphiqlPage(title: string): RenderPage | undefined {
  if (!hasLibrary()) return undefined;
  return async ({ endpoint, authenticates }) => {
    const headers = authenticates ? credentialHeaders : undefined;
    const [library, panel, tabs] = await Promise.all([loadLibrary(), ownFiles(), exampleTabs(headers)]);
    // Relative, so that the page works below any prefix that a proxy takes away.
    const base = endpoint.slice(endpoint.lastIndexOf('/') + 1);
    const at = (files: readonly PageFile[], name: string): string => `${base}/${pathOf(files, name)}`;
    const all = (extension: string): readonly string[] =>
      panel.filter(({ path }) => path.endsWith(extension)).map(({ path }) => `${base}/${path}`);
    const html = renderHtml({
      title,
      styles: [at(library.files, 'graphiql.css'), ...all('.css')],
      script: at(library.files, 'graphiql.js'),
      start: at(panel, 'start.js'),
      modules: all('.js'),
      settings: {
        title,
        tabs,
        headers,
        keepsExplorer: library.keepsExplorer,
        workers: {
          editorWorkerService: at(library.files, 'editor-worker.js'),
          graphql: at(library.files, 'graphql-worker.js'),
          json: at(library.files, 'json-worker.js'),
        },
      },
    });
    return { html, files: [...library.files, ...panel] };
  };
}

async function ownFiles(): Promise<readonly PageFile[]> {
  const names = (await readdir(own)).filter((name) => /\.(?:js|css)$/.test(name)).sort();
  const texts = names.map(async (name) => [name, await readFile(new URL(name, own), 'utf8')] as const);
  return pageFiles(new Map(await Promise.all(texts)));
}
