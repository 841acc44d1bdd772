/** Makes what the server needs to know who calls, from the configuration and the files that it names. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readApiKeys, type ApiKey } from '../access/api-keys.ts';
import { createAuthentication } from '../access/authentication.ts';
import { createKeySet } from '../access/key-set.ts';
import { createKeySetLoader } from '../access/load-key-set.ts';
import type { TokenOptions } from '../access/token.ts';
import type { TokenConfig } from '../config-access.ts';
import { ConfigurationError, type Config } from '../config.ts';
import { isLoopbackHost } from '../endpoint.ts';
import type { AccessOptions } from '../server/access-options.ts';

/** Rejects with {@link ConfigurationError} when a file cannot be used. `onTrouble` is told when keys of tokens cannot be read. */
export async function connectAccess(
  { access, routerSecrets }: Config,
  onTrouble: (error: unknown) => void,
): Promise<AccessOptions> {
  const keys = [...access.apiKeys, ...(await keysIn(access.apiKeysFile))];
  if (new Set(keys.map(({ name }) => name)).size < keys.length)
    throw new ConfigurationError(['AUTH_API_KEYS_FILE and AUTH_API_KEYS must not name two keys alike']);
  const token = access.token === undefined ? undefined : await tokenOptions(access.token, onTrouble);
  const documents = await documentsIn(access.persistedFile);
  return {
    routerSecrets: routerSecrets.map(({ reveal }) => reveal()),
    authenticate: token === undefined && keys.length === 0 ? undefined : createAuthentication({ token, keys }),
    isOwnName: access.isLocalOnly ? isLoopbackHost : undefined,
    requestsPerCaller: access.requestsPerCaller,
    introspection: access.introspection,
    corsOrigins: access.corsOrigins,
    csrfAllowGet: access.csrfAllowGet,
    persisted: documents && { documents, only: access.persistedOnly },
  };
}

async function tokenOptions(config: TokenConfig, onTrouble: (error: unknown) => void): Promise<TokenOptions> {
  const load = createKeySetLoader(config.keySet);
  // A server may be away and come back. A file is there, or its path is wrong.
  if (typeof config.keySet === 'string')
    await load().catch(() => {
      throw new ConfigurationError(['AUTH_JWKS must be the path of a JSON file that can be read']);
    });
  return { ...config, keys: createKeySet({ load, onTrouble }) };
}

async function keysIn(path: string | undefined): Promise<readonly ApiKey[]> {
  if (path === undefined) return [];
  const read = readApiKeys(await textOf('AUTH_API_KEYS_FILE', path));
  if ('problem' in read) throw new ConfigurationError([`AUTH_API_KEYS_FILE ${read.problem}`]);
  if (read.keys.length === 0) throw new ConfigurationError(['AUTH_API_KEYS_FILE has no key']);
  return read.keys;
}

async function documentsIn(path: string | undefined): Promise<ReadonlyMap<string, string> | undefined> {
  if (path === undefined) return undefined;
  const text = await textOf('PERSISTED_DOCUMENTS', path);
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
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new ConfigurationError([`${variable} must be the path of a file that can be read${why}`]);
  });
}
