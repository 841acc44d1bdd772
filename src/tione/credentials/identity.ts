/** Names whose data is read, without telling anything of the credential. */
import { createHash } from 'node:crypto';
import type { Credential } from './credential.ts';

/** Short, and long enough that two never meet: 128 bits. */
const length = 22;

/** Remembers the last answer: the same credential is asked about at every read. */
export function createIdentity(): (credential: Credential) => string {
  let last: { readonly credential: Credential; readonly identity: string } | undefined;
  return (credential) => {
    if (last?.credential !== credential) {
      const { identity = credential.secretId } = credential;
      last = { credential, identity: createHash('sha256').update(identity).digest('base64url').slice(0, length) };
    }
    return last.identity;
  };
}
