/** The GraphiQL page: self-contained, so that it works without internet, with example operations in its tabs. */
import { readdir, readFile } from 'node:fs/promises';
import type { RenderPage } from './plugins/use-graphiql.ts';

/** The named operations of the package: examples here, documents of the typed tests there. */
const operations = new URL('../../schema/operations/', import.meta.url);

/**
 * A renderer of the page; undefined where the optional package `@graphql-yoga/render-graphiql` (17 MB) is not installed,
 * as in an image made with `npm ci --omit=optional`. The package takes 40 MB of memory, so only a first visit loads it.
 */
export function createGraphiqlPage(title: string): RenderPage | undefined {
  if (!isInstalled()) return undefined;
  return async () => {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    return renderGraphiQL({
      title,
      defaultTabs: await tabs(),
      // A key typed into the header editor must not stay behind in the browser.
      shouldPersistHeaders: false,
    });
  };
}

function isInstalled(): boolean {
  try {
    import.meta.resolve('@graphql-yoga/render-graphiql');
    return true;
  } catch {
    return false;
  }
}

async function tabs(): Promise<{ query: string; variables?: string }[]> {
  const files = (await readdir(operations)).filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(files.map(async (name) => ({ query: await readFile(new URL(name, operations), 'utf8') })));
}
