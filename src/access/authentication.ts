/** Tells by its headers who sent a request. */
import { callerOfKey, type ApiKey } from './api-keys.ts';
import type { Caller } from './caller.ts';
import { AccessRefusal } from './refusal.ts';
import { maxTokenLength } from './token-length.ts';
import type { TokenOptions } from './token.ts';

export interface AuthenticationOptions {
  /** @default no token is accepted */
  readonly token?: TokenOptions | undefined;
  /** @default none */
  readonly keys?: readonly ApiKey[] | undefined;
}

/**
 * The caller, whose scopes say what they may do; undefined where no credential was sent. Rejects with {@link AccessRefusal}.
 */
export type Authenticate = (headers: Pick<Headers, 'get'>) => Promise<Caller | undefined>;

/** Takes tokens and API keys as `Authorization: Bearer …`, and API keys as `X-API-Key` too. */
export function createAuthentication({ token, keys = [] }: AuthenticationOptions): Authenticate {
  return async (headers) => {
    const bearer = bearerOf(headers.get('authorization'));
    const apiKey = headers.get('x-api-key');
    if (bearer !== undefined && apiKey !== null)
      throw new AccessRefusal('invalid-request', 'Send one credential: either a Bearer token or X-API-Key.');
    const credential = bearer ?? apiKey;
    if (credential === null) return undefined;
    if (credential.length > maxTokenLength) throw new AccessRefusal('invalid-token', 'The credential is too long.');
    // A key may look like a token, but no token is one of the keys.
    const holder = callerOfKey(keys, credential);
    if (holder !== undefined) return holder;
    if (bearer === undefined || token === undefined)
      throw new AccessRefusal('invalid-token', 'The API key is not known.');
    // Where no tokens are accepted, the library for them is not loaded. Its keys have loaded it where they are.
    const { callerOfToken } = await import('./token.ts');
    return callerOfToken(bearer, token);
  };
}

/** Undefined where there is none: other schemes are for others on the way. */
function bearerOf(header: string | null): string | undefined {
  const [scheme = '', ...rest] = (header ?? '').split(' ');
  if (scheme.toLowerCase() !== 'bearer') return undefined;
  const token = rest.join(' ').trim();
  if (!/^[\w.~+/-]+=*$/.test(token)) throw new AccessRefusal('invalid-token', 'The Bearer credential is malformed.');
  return token;
}
