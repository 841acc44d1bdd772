/** The GraphiQL page: self-contained, so that it works without internet, with example operations in its tabs. */
import { readdir, readFile } from 'node:fs/promises';
import type { RenderPage } from './plugins/use-graphiql.ts';

/** The named operations of the package: examples here, documents of the typed tests there. */
const operations = new URL('../../schema/operations/', import.meta.url);

/**
 * A renderer of the page; undefined where the optional package `@graphql-yoga/render-graphiql` (17 MB) is not installed,
 * as in an image made with `npm ci --omit=optional`.
 */
export async function createGraphiqlPage(title: string): Promise<RenderPage | undefined> {
  const renderer = await import('@graphql-yoga/render-graphiql').catch(() => undefined);
  if (renderer === undefined) return undefined;
  return async () =>
    renderer.renderGraphiQL({
      title,
      defaultTabs: await tabs(),
      // A key typed into the header editor must not stay behind in the browser.
      shouldPersistHeaders: false,
    });
}

async function tabs(): Promise<{ query: string; variables?: string }[]> {
  const files = (await readdir(operations)).filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(files.map(async (name) => ({ query: await readFile(new URL(name, operations), 'utf8') })));
}
