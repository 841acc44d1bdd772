/** What a credential is, and how getting one can fail. */
import { inspect } from 'node:util';

export interface Credential {
  readonly secretId: string;
  readonly secretKey: string;
  /** Belongs to temporary keys, and is sent with each request. */
  readonly token?: string;
  /** Milliseconds since the epoch; absent when the credential does not expire. */
  readonly expiresAt?: number;
  /**
   * Whom temporary keys belong to, for the whole world and over renewals, such as the ARN of a role; absent where only the keys
   * themselves tell.
   */
  readonly identity?: string;
  /** Where it came from, for people: `environment`, `profile file /etc/tencentcloud/credentials`; never a secret. */
  readonly source: string;
}

/**
 * A source of credentials gave none. The message is made of names of variables, files, hosts and codes. It has no `cause`
 * on purpose: the errors of HTTP clients and JSON parsers quote headers and bodies, and those hold the secrets.
 */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
  /** `true`: this source does not apply here, ask the next one. `false`: it applies and is broken. */
  readonly tryNext: boolean;

  constructor(message: string, { tryNext }: { readonly tryNext: boolean }) {
    super(message);
    this.tryNext = tryNext;
  }
}

/** The parts of a credential as a source finds them: what is absent may be spelled `undefined`. */
export interface CredentialParts {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string | undefined;
  readonly expiresAt?: number | undefined;
  readonly identity?: string | undefined;
  readonly source: string;
}

/** All that ids, keys and tokens consist of; anything else is a slip of copying, and must not get into a header. */
const printable = /^[\x21-\x7e]+$/;

/**
 * A credential that may be logged: `console.log`, `util.inspect` and `JSON.stringify` show `source` and `expiresAt` only.
 * The secrets themselves stay ordinary properties, so `{ ...credential }` is whole, and no longer guarded.
 *
 * @throws CredentialError (`tryNext: false`) when a part is empty or holds a character that no key has.
 */
export function createCredential(parts: CredentialParts): Credential {
  const { secretId, secretKey, token, expiresAt, identity, source } = parts;
  for (const [part, value] of Object.entries({ secretId, secretKey, token })) {
    if (value === undefined || printable.test(value)) continue;
    const why = value === '' ? 'is empty' : 'holds a blank or another character that no key has';
    throw new CredentialError(`${source}: ${part} ${why}: copy it again`, { tryNext: false });
  }
  const shown = { source, ...(expiresAt === undefined ? {} : { expiresAt }) };
  const whose = identity === undefined ? {} : { identity };
  const credential = { secretId, secretKey, ...(token === undefined ? {} : { token }), ...whose, ...shown };
  return Object.freeze(
    Object.defineProperties(credential, { toJSON: { value: () => shown }, [inspect.custom]: { value: () => shown } }),
  );
}
