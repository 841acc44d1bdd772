/** The temporary keys as the metadata server and STS both spell them. */
import { createCredential, CredentialError, type Credential } from './credential.ts';

/** Seconds since the epoch, about the year 5138: more is a time in milliseconds, and would never be refreshed. */
const latestPlausibleTime = 1e11;

/**
 * Checks every field of an answer.
 *
 * @param keys holds `TmpSecretId`, `TmpSecretKey` and `Token`.
 * @param expiredTime seconds since the epoch.
 * @param identity see {@link Credential}.
 * @throws CredentialError (`tryNext: false`) naming the field that is missing or malformed.
 */
export function temporaryCredential(
  keys: Readonly<Record<string, unknown>>,
  expiredTime: unknown,
  source: string,
  identity?: string,
): Credential {
  const text = (field: string): string => {
    const value = keys[field];
    if (typeof value !== 'string' || value === '') throw malformed(source, field);
    return value;
  };
  if (typeof expiredTime !== 'number' || !(expiredTime > 0 && expiredTime < latestPlausibleTime))
    throw malformed(source, 'ExpiredTime');
  return createCredential({
    secretId: text('TmpSecretId'),
    secretKey: text('TmpSecretKey'),
    token: text('Token'),
    expiresAt: expiredTime * 1000,
    identity,
    source,
  });
}

/** An answer that is not what is documented. `field` says where; without one, the whole answer. The answer is never quoted. */
export function malformed(source: string, field?: string): CredentialError {
  const what = field === undefined ? 'the answer is not the documented JSON' : `the answer has no valid ${field}`;
  return new CredentialError(`${source}: ${what}: check for a proxy between this machine and the server`, {
    tryNext: false,
  });
}
