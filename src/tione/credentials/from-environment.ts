/** The key pair in environment variables, as all Tencent Cloud tools read it. */
import { createCredential, CredentialError } from './credential.ts';
import { variable, type Environment } from './environment.ts';
import type { CredentialProvider } from './provider.ts';

const idName = 'TENCENTCLOUD_SECRET_ID';
const keyName = 'TENCENTCLOUD_SECRET_KEY';
/** The SDK for Node.js reads the first, tccli the second. */
const tokenNames = ['TENCENTCLOUD_SESSION_TOKEN', 'TENCENTCLOUD_TOKEN'] as const;

/**
 * Reads `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY` and, for temporary keys, `TENCENTCLOUD_SESSION_TOKEN` or else
 * `TENCENTCLOUD_TOKEN`. Neither id nor key: does not apply. One without the other: broken.
 */
export function fromEnvironment(env: Environment): CredentialProvider {
  // eslint-disable-next-line @typescript-eslint/require-await -- so that half a pair rejects instead of throwing
  return async () => {
    const secretId = variable(env, idName);
    const secretKey = variable(env, keyName);
    if (secretId === undefined && secretKey === undefined)
      throw new CredentialError(`environment: ${idName} and ${keyName} are not set`, { tryNext: true });
    if (secretId === undefined) throw halfPair(idName, keyName);
    if (secretKey === undefined) throw halfPair(keyName, idName);
    const token = tokenNames.map((name) => variable(env, name)).find((value) => value !== undefined);
    return createCredential({ secretId, secretKey, token, source: 'environment' });
  };
}

function halfPair(absent: string, present: string): CredentialError {
  return new CredentialError(`environment: ${absent} is missing: set it, or unset ${present}`, { tryNext: false });
}
