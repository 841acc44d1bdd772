/**
 * What the files hold that the configuration of access names. All that goes wrong is a {@link ConfigurationError}, and none quotes
 * what was read.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readApiKeys, type ApiKey } from '../access/api-keys.ts';
import type { AccessConfig, TokenConfig } from '../config-access.ts';
import { ConfigurationError } from '../config.ts';
import { reasonOf } from './reason.ts';

/** All API keys, those of the variable and those of the file. */
export async function apiKeysOf({ apiKeys, apiKeysFile }: AccessConfig): Promise<readonly ApiKey[]> {
  const keys = [...apiKeys, ...(await keysIn(apiKeysFile))];
  if (new Set(keys.map(({ name }) => name)).size < keys.length)
    throw new ConfigurationError(['AUTH_API_KEYS_FILE and AUTH_API_KEYS must not name two keys alike']);
  return keys;
}

async function keysIn(path: string | undefined): Promise<readonly ApiKey[]> {
  if (path === undefined) return [];
  const read = readApiKeys(await textOf('AUTH_API_KEYS_FILE', path));
  if ('problem' in read) throw new ConfigurationError([`AUTH_API_KEYS_FILE ${read.problem}`]);
  if (read.keys.length === 0) throw new ConfigurationError(['AUTH_API_KEYS_FILE has no key']);
  return read.keys;
}

/** How many keys the issuer of tokens has published, in a file or at an address; at least one. */
export async function countPublishedKeys(source: TokenConfig['keySet']): Promise<number> {
  const wrong = (problem: string) => new ConfigurationError([`AUTH_JWKS ${problem}`]);
  const [{ countKeys }, { createKeySetLoader }] = await Promise.all([
    import('../access/key-set.ts'),
    import('../access/load-key-set.ts'),
  ]);
  const published = await createKeySetLoader(source)().catch((error: unknown) => {
    if (typeof source === 'string') throw wrong(`must be the path of a JSON file that can be read${codeOf(error)}`);
    // Without its query, in which there may be a secret.
    const address = source.origin + source.pathname;
    throw wrong(`cannot be read now, and without it no token is accepted: ${address}: ${reasonOf(error)}`);
  });
  let count: number;
  try {
    count = countKeys(published);
  } catch {
    throw wrong('is not a set of public keys: {"keys": […]}');
  }
  if (count === 0) throw wrong('has no key');
  return count;
}

/** The documents that clients may name, by their SHA-256. */
export async function documentsOf({ persistedFile }: AccessConfig): Promise<ReadonlyMap<string, string> | undefined> {
  if (persistedFile === undefined) return undefined;
  const text = await textOf('PERSISTED_DOCUMENTS', persistedFile);
  const wrong = (problem: string) => new ConfigurationError([`PERSISTED_DOCUMENTS ${problem}`]);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw wrong('is not JSON');
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw wrong('must be an object of documents by their SHA-256');
  const documents = new Map<string, string>();
  for (const [key, document] of Object.entries(content)) {
    const hash = key.replace(/^sha256:/, '');
    if (typeof document !== 'string' || createHash('sha256').update(document).digest('hex') !== hash)
      throw wrong(`has a document whose SHA-256 is not ${JSON.stringify(key)}`);
    documents.set(hash, document);
  }
  return documents;
}

function textOf(variable: string, path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new ConfigurationError([`${variable} must be the path of a file that can be read${codeOf(error)}`]);
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
}
