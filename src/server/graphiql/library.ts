/** GraphiQL itself: the parts of `@graphql-yoga/render-graphiql`, each as a file that a browser keeps. */
import { pageFiles, type PageFile } from './page.ts';

/** The list of plugins in the minified bundle: the visual query builder alone. */
const pluginList = /plugins:\[(\w+)\](?=,schemaDescription:)/;

export interface Library {
  readonly files: readonly PageFile[];
  /** Whether `globalThis.graphiqlPlugins` are shown beside the query builder; otherwise they can only take its place. */
  readonly keepsExplorer: boolean;
}

/** Whether the optional package is installed. An image made with `npm ci --omit=optional` does without it. */
export function hasLibrary(): boolean {
  try {
    import.meta.resolve('@graphql-yoga/render-graphiql');
    return true;
  } catch {
    return false;
  }
}

/**
 * The parts of the package instead of its own page, which has all 9 MB inline: a browser would load and compile them anew at
 * each visit. A `plugins` option of GraphiQL replaces the builder, which is not exported; one edit of the bundle lets both
 * be there. Where a release of the package has nothing to edit, the builder is missing, and nothing else.
 */
export async function loadLibrary(): Promise<Library> {
  const { js, css, editorWorkerService, graphqlWorker, jsonWorker } =
    await import('@graphql-yoga/render-graphiql/graphiql');
  const files = pageFiles(
    new Map([
      ['graphiql.js', js.replace(pluginList, 'plugins:[$1,...globalThis.graphiqlPlugins??[]]')],
      ['graphiql.css', css],
      ['editor-worker.js', editorWorkerService],
      ['graphql-worker.js', graphqlWorker],
      ['json-worker.js', jsonWorker],
    ]),
  );
  return { files, keepsExplorer: pluginList.test(js) };
}
