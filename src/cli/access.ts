/** Makes what the server needs to know who calls, from the configuration and the files that it names. */
import { createAuthentication } from '../access/authentication.ts';
import type { TokenOptions } from '../access/token.ts';
import type { TokenConfig } from '../config-access.ts';
import { ConfigurationError, type Config } from '../config.ts';
import { isLoopbackHost } from '../endpoint.ts';
import type { AccessOptions } from '../server/access-options.ts';
import { apiKeysOf, countPublishedKeys, documentsOf } from './access-files.ts';

/**
 * Rejects with {@link ConfigurationError} when files cannot be used, and names all of them. `onTrouble` is told when keys of tokens
 * cannot be read.
 */
export async function connectAccess(
  { access, routerSecrets }: Config,
  onTrouble: (error: unknown) => void,
): Promise<AccessOptions> {
  const [token, keys, documents] = await allOf(
    access.token === undefined ? undefined : tokenOptions(access.token, onTrouble),
    apiKeysOf(access),
    documentsOf(access),
  );
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
  // A server may be away and come back. A file is there, or its path is wrong.
  if (typeof config.keySet === 'string') await countPublishedKeys(config.keySet);
  const [{ createKeySet }, { createKeySetLoader }] = await Promise.all([
    import('../access/key-set.ts'),
    import('../access/load-key-set.ts'),
  ]);
  return { ...config, keys: createKeySet({ load: createKeySetLoader(config.keySet), onTrouble }) };
}

/** As `Promise.all`, but with the problems of all. */
async function allOf<T extends readonly unknown[]>(...parts: T): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const ended = await Promise.allSettled(parts);
  const problems = ended.flatMap((end) => (end.status === 'rejected' ? problemsOf(end.reason) : []));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Promise.all(parts);
}

function problemsOf(error: unknown): readonly string[] {
  if (error instanceof ConfigurationError) return error.problems;
  throw error;
}
