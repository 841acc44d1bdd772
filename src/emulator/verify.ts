/** Verification of TC3 signatures, as tolerant as the official SDKs need it and no more. */
import { timingSafeEqual, type KeyObject } from 'node:crypto';
import {
  canonicalRequest,
  credentialScope,
  payloadHash,
  signature,
  signingDate,
  signingKey,
  stringToSign,
} from '../tione/signer.ts';
import { parseAuthorization, type Authorization } from './authorization.ts';
import type { Choices } from './choices.ts';
import type { EmulatorCredentials } from './credentials.ts';
import { secretIdNotFound, signatureExpire, signatureFailure, tokenFailure } from './refusal.ts';

/** Documented: "more than five minutes". */
const maxSkewSeconds = 300;

/** Own product, or what the Node and Java SDKs make of the first label of a loopback endpoint. */
const acceptedService = /^(?:tione|127|127\.0\.0\.1|(?:localhost|\[::1\])(?::\d{1,5})?)$/;

/** Opt-in of some SDKs: the body is left out of the signature. */
const unsignedPayload = 'UNSIGNED-PAYLOAD';
const unsignedPayloadHash = payloadHash(unsignedPayload);

/** One day of the few accepted services; more than that is somebody trying ports. */
const maxKeptKeys = 16;

export interface SignedRequest {
  readonly method: 'GET' | 'POST';
  /** Exactly as sent, without `?`. */
  readonly query: string;
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
  readonly authorization: string;
  readonly timestampSeconds: number;
  /** The time by the emulator's clock, in UNIX milliseconds. */
  readonly clockMs: number;
}

/** Returns the secret id that signed the request, or throws the `AuthFailure.*` that it deserves. */
export type Verify = (request: SignedRequest) => string;

export function createVerify(credentials: EmulatorCredentials, choices: Choices): Verify {
  const keys = new Map<string, KeyObject>();
  const keyFor = (date: string, service: string): KeyObject => {
    const name = `${date}/${service}`;
    const kept = keys.get(name);
    if (kept !== undefined) return kept;
    if (keys.size >= maxKeptKeys) keys.clear();
    const derived = signingKey(credentials.secretKey, date, service);
    keys.set(name, derived);
    return derived;
  };

  return (request) => {
    const claim = parseAuthorization(request.authorization);
    if (claim.secretId !== credentials.secretId) throw secretIdNotFound();
    const skewSeconds = Math.floor(request.clockMs / 1000) - request.timestampSeconds;
    if (Math.abs(skewSeconds) > maxSkewSeconds) throw signatureExpire();
    if (claim.date !== signingDate(request.timestampSeconds) || !isAccepted(claim.service, request))
      throw signatureFailure(choices.foreignScope);
    const key = keyFor(claim.date, claim.service);
    const hash = hashOf(request);
    const isSigned = hostsOf(request).some((host) => isSignedWith(key, claim, request, host, hash));
    if (!isSigned) throw signatureFailure();
    if (credentials.token !== undefined && request.header('x-tc-token') !== credentials.token) throw tokenFailure();
    return claim.secretId;
  };
}

/** Those SDKs make a service of the first label of any endpoint, such as the name of a container with its port. */
function isAccepted(service: string, { header }: SignedRequest): boolean {
  const label = (header('host') ?? '').split('.', 1)[0] ?? '';
  return acceptedService.test(service) || service === label || service === label.replace(/:\d+$/, '');
}

function hashOf({ method, header, body }: SignedRequest): string {
  if (header('x-tc-content-sha256') === unsignedPayload) return unsignedPayloadHash;
  return payloadHash(method === 'GET' ? '' : body);
}

/** The Node SDK signs the host without the port that it sends; the others sign what they send, even a whole URL. */
function hostsOf({ header }: SignedRequest): readonly string[] {
  const host = header('host') ?? '';
  const bare = host.replace(/:\d+$/, '');
  return bare === host ? [host] : [host, bare];
}

function isSignedWith(
  key: KeyObject,
  claim: Authorization,
  request: SignedRequest,
  host: string,
  hash: string,
): boolean {
  const headers: Record<string, string> = {};
  for (const name of claim.signedHeaders) headers[name] = name === 'host' ? host : (request.header(name) ?? '');
  const canonical = canonicalRequest({ method: request.method, query: request.query, headers, payloadHash: hash });
  const scope = credentialScope(claim.date, claim.service);
  const expected = signature(key, stringToSign(request.timestampSeconds, scope, canonical));
  return timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(claim.signature, 'hex'));
}
