/** The part of `doctor` that reads the configuration, and the files that it names. */
import { ConfigurationError, loadConfig, type Config, type Environment } from '../../config.ts';
import { apiKeysOf, countPublishedKeys, documentsOf } from '../access-files.ts';
import type { Tell } from './report.ts';
import { plural } from './text.ts';

/** Undefined when there are problems. */
export function readConfiguration(env: Environment, tell: Tell): Config | undefined {
  try {
    const config = loadConfig(env);
    const { endpoint, regions, access, host, port } = config;
    const places = `region${regions.length === 1 ? '' : 's'} ${regions.join(', ')}`;
    tell({ verdict: 'ok', subject: 'configuration', finding: `${endpoint.origin}, ${places}` });
    if (access.isOpenToAll) {
      const finding = `AUTH=none: ANYBODY who reaches ${host}:${String(port)} reads what the credential may read`;
      tell({ verdict: 'note', subject: 'configuration', variable: 'AUTH', finding });
    }
    return config;
  } catch (error) {
    tellProblems(error, tell);
    return undefined;
  }
}

/** As `serve` reads them when it starts; beyond that, whether an issuer can be reached that may be away for now. */
export async function checkFiles({ access }: Config, tell: Tell): Promise<void> {
  const check = async (variable: string, read: () => Promise<string>): Promise<void> => {
    try {
      tell({ verdict: 'ok', subject: 'configuration', variable, finding: `${variable} has ${await read()}` });
    } catch (error) {
      tellProblems(error, tell);
    }
  };
  const { token, apiKeys, apiKeysFile, persistedFile } = access;
  if (token !== undefined)
    await check('AUTH_JWKS', async () => plural(await countPublishedKeys(token.keySet), 'public key'));
  if (apiKeysFile !== undefined)
    await check('AUTH_API_KEYS_FILE', async () => plural((await apiKeysOf(access)).length - apiKeys.length, 'key'));
  if (persistedFile !== undefined)
    await check('PERSISTED_DOCUMENTS', async () => plural((await documentsOf(access))?.size ?? 0, 'document'));
}

/** Each problem begins with the variable that it is about. */
function tellProblems(error: unknown, tell: Tell): void {
  if (!(error instanceof ConfigurationError)) throw error;
  for (const finding of error.problems)
    tell({ verdict: 'FAIL', subject: 'configuration', variable: /^[A-Z_]+/.exec(finding)?.[0], finding });
}
