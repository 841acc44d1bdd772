/** Tokens: signed JWTs of one issuer, for this audience, with an end. */
import { createHash } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Caller } from './caller.ts';
import { AccessRefusal } from './refusal.ts';
import { rightsOfClaims, scopesOfClaims } from './rights.ts';
import { maxTokenLength } from './token-length.ts';

/** Those with a public key. With a shared secret, whoever can check a token could make one. */
export const tokenAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;
export type TokenAlgorithm = (typeof tokenAlgorithms)[number];

export interface TokenOptions {
  /** Finds the key that a token was signed with; see `createKeySet`. */
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  /** A token must be for one of them. */
  readonly audiences: readonly string[];
  /** @default all that have a public key */
  readonly algorithms?: readonly TokenAlgorithm[] | undefined;
  /** By which the clocks of issuer and server may differ. @default 5 */
  readonly clockToleranceSeconds?: number | undefined;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** The caller whose token it is. Throws {@link AccessRefusal}. */
export async function callerOfToken(token: string, options: TokenOptions): Promise<Caller> {
  const { keys, issuer, audiences, algorithms = tokenAlgorithms, clockToleranceSeconds = 5, now = Date.now } = options;
  if (token.length > maxTokenLength) throw new AccessRefusal('invalid-token', 'The token is too long.');
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience: [...audiences],
    // Callers without types may name others.
    algorithms: algorithms.filter((name) => tokenAlgorithms.includes(name)),
    clockTolerance: clockToleranceSeconds,
    currentDate: new Date(now()),
    requiredClaims: ['exp', 'sub'],
  }).catch((error: unknown) => {
    throw error instanceof AccessRefusal ? error : new AccessRefusal('invalid-token', explain(error), { cause: error });
  });
  return { kind: 'token', id: idOf(payload), scopes: scopesOfClaims(payload), rights: rightsOfClaims(payload) };
}

/** Subjects are unique for an issuer, of which there is one. Those that would spoil a line of a log are hashed. */
function idOf({ sub }: JWTPayload): string {
  if (typeof sub !== 'string' || sub === '') throw new AccessRefusal('invalid-token', 'The token has no subject.');
  const isPlain = /^[\w.@:|/+-]{1,128}$/.test(sub);
  return `token:${isPlain ? sub : `#${createHash('sha256').update(sub).digest('hex').slice(0, 32)}`}`;
}

const byClaim: Readonly<Record<string, string>> = {
  aud: 'The token is not for this audience.',
  iss: 'The token is of another issuer.',
  nbf: 'The token is not valid yet.',
  exp: 'The token has no proper end of validity.',
  sub: 'The token has no subject.',
};

const byCode: Readonly<Record<string, string>> = {
  [errors.JWTExpired.code]: 'The token has expired.',
  [errors.JWSSignatureVerificationFailed.code]: 'The signature of the token is wrong.',
  [errors.JWKSNoMatchingKey.code]: 'The token is signed with a key that its issuer does not publish.',
  [errors.JWKSMultipleMatchingKeys.code]: 'The token must name its key (kid).',
  [errors.JOSEAlgNotAllowed.code]: 'The token is signed with an algorithm that is not allowed.',
};

function explain(error: unknown): string {
  const claim = error instanceof errors.JWTClaimValidationFailed ? byClaim[error.claim] : undefined;
  const known = error instanceof errors.JOSEError ? byCode[error.code] : undefined;
  return claim ?? known ?? 'The token is malformed.';
}
