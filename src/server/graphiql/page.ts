/** What a GraphiQL page consists of, and what a server tells it. */
import { createHash } from 'node:crypto';

/** What the server tells of itself to the page that it serves. */
export interface PageSettings {
  /** The path of GraphQL, where the page is too. */
  readonly endpoint: string;
  /** Whether operations need a token or an API key: the page itself never does. */
  readonly authenticates: boolean;
}

/** Something that the page loads. */
export interface PageFile {
  /** Where it is served, below the endpoint: `assets/<hash>/<name>`. What is at a path never changes. */
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

/** A page, and all that it loads. */
export interface GraphiqlPage {
  readonly html: string;
  readonly files: readonly PageFile[];
}

/** Makes the page; called at the first visit, and again only where that failed. */
export type RenderPage = (settings: PageSettings) => Promise<GraphiqlPage>;

const types = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' } as const;

/** Files that belong together, by their names: they share a hash, so that scripts may import each other by name. */
export function pageFiles(texts: ReadonlyMap<string, string>): readonly PageFile[] {
  const hash = createHash('sha256')
    .update(JSON.stringify([...texts]))
    .digest('hex')
    .slice(0, 32);
  return [...texts].map(([name, text]) => ({
    path: `assets/${hash}/${name}`,
    type: types[name.endsWith('.css') ? 'css' : 'js'],
    text,
  }));
}

/** The path of one of the files. */
export function pathOf(files: readonly PageFile[], name: string): string {
  const path = files.map((file) => file.path).find((candidate) => candidate.endsWith(`/${name}`));
  if (path === undefined) throw new Error(`The GraphiQL page has no file ${name}.`);
  return path;
}
