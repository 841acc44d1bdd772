/** `tione-graphql key`: makes an API key. */
import { makeApiKey } from '../access/api-keys.ts';

export function printApiKey(name: string, print: (line: string) => void): void {
  const { key, sha256 } = makeApiKey();
  print(`key            ${key}`);
  print(`AUTH_API_KEYS  ${name}:${sha256}`);
  print('The key is shown this once: give it to whoever calls. The server is given its hash only.');
}
