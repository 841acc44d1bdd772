/** The tabs of a first visit: example operations, each of which tells what it shows. */
import { readdir, readFile } from 'node:fs/promises';

/** The named operations of the package: examples here, documents of the typed tests there. */
const operations = new URL('../../../schema/operations/', import.meta.url);

export interface Tab {
  readonly query: string;
  /** Text of the header editor, where comments are allowed. */
  readonly headers?: string;
}

/** Prepared for the caller's credential. The browser keeps nothing of this editor: see `shouldPersistHeaders`. */
export const credentialHeaders = `// A token or an API key goes behind "Bearer ". Nothing here is kept in the browser.
// Then Shift-Ctrl-R reads the schema, for the docs and for completion.
{
  "Authorization": "Bearer "
}
`;

/** In the order of their file names. `headers` are those of every tab. */
export async function exampleTabs(headers: string | undefined): Promise<readonly Tab[]> {
  const names = (await readdir(operations)).filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(
    names.map(async (name) => ({
      query: await readFile(new URL(name, operations), 'utf8'),
      ...(headers === undefined ? {} : { headers }),
    })),
  );
}
