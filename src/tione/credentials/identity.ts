/** Names for whose data is read and for whose budget is used, which tell nothing of the credential. */
import { createHash } from 'node:crypto';
import type { Credential } from './credential.ts';

/** Short, and long enough that two never meet: 128 bits. */
const length = 22;

/**
 * Whose data is read: the same for two credentials only when they certainly may read the same. Remembers the last answer, as the
 * same credential is asked about at every read.
 */
export function createIdentity(): (credential: Credential) => string {
  let last: { readonly credential: Credential; readonly identity: string } | undefined;
  return (credential) => {
    if (last?.credential !== credential)
      last = { credential, identity: digest(credential.identity ?? credential.secretId) };
    return last.identity;
  };
}

/**
 * Whose budget is used. Keys of a role that several processes took each for itself differ, and use the same budget: there, where
 * they came from must do. Two accounts that are taken for one share a budget, which is slower and no harm.
 */
export function accountOf({ secretId, token, identity, source }: Credential): string {
  return digest(token === undefined ? secretId : (identity ?? source));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length);
}
