/** A token issuer with keys of its own, and a clock that stands still. */
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { createKeySet } from '../../src/access/key-set.ts';
import type { TokenOptions } from '../../src/access/token.ts';

export const nowSeconds = 1_800_000_000;
export const issuer = 'https://issuer.example';
export const audience = 'tione-graphql';

export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

export async function createSigningKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** A token that is right in all, but for what is given. A claim of undefined is left out. */
export function sign(
  key: SigningKey,
  claims: Readonly<Record<string, unknown>> = {},
  header: { kid?: string } = {},
): Promise<string> {
  const all = {
    iss: issuer,
    aud: audience,
    sub: 'somebody',
    exp: nowSeconds + 60,
    scope: 'openid tione:read',
    ...claims,
  };
  // Whatever claims a test makes up; as JSON, in which undefined is nothing.
  return new SignJWT(JSON.parse(JSON.stringify(all)) as JWTPayload)
    .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header })
    .sign(key.privateKey);
}

export function tokensOf(...keys: readonly SigningKey[]): TokenOptions {
  return {
    keys: createKeySet({ load: () => Promise.resolve({ keys: keys.map(({ jwk }) => jwk) }) }),
    issuer,
    audiences: [audience],
    now: () => nowSeconds * 1000,
  };
}
