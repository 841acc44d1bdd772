/**
 * TC3-HMAC-SHA256, the signature of Tencent Cloud API 3.0, as pure functions of request, key and time.
 * Every step is exported, so that a refused signature can be compared line by line with what API Explorer shows.
 * Source: cloud.tencent.com/document/product/1278/46696 (signature v3).
 */
import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { createHmac256, type Hmac } from './hmac.ts';

export const algorithm = 'TC3-HMAC-SHA256';

/** What the signature covers. Header names are lower case; all headers given here are signed. */
export interface SignableRequest {
  readonly method: 'GET' | 'POST';
  /** The query string exactly as sent, without `?`; empty for POST. */
  readonly query: string;
  /** Must hold `content-type` and `host` with the values that are sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lower-case hex SHA-256 of the exact bytes of the body: see {@link payloadHash}. */
  readonly payloadHash: string;
}

/** Lower-case hex SHA-256 of the exact bytes that are sent. */
export function payloadHash(payload: string | Uint8Array): string {
  return hash('sha256', payload, 'hex');
}

/** What the headers add to a canonical request. */
interface CanonicalHeaders {
  /** A line for each, with its name and value. */
  readonly lines: string;
  /** `content-type;host;…`: their names in the order in which they are signed. */
  readonly names: string;
}

/** In the order of their names; values are trimmed and lower-cased, as in the current documentation. */
function canonicalHeaders(headers: SignableRequest['headers']): CanonicalHeaders {
  const names = Object.keys(headers).sort();
  let lines = '';
  for (const name of names) lines += `${name}:${(headers[name] ?? '').trim().toLowerCase()}\n`;
  return { lines, names: names.join(';') };
}

function requestText({ method, query, payloadHash }: SignableRequest, { lines, names }: CanonicalHeaders): string {
  return `${method}\n/\n${query}\n${lines}\n${names}\n${payloadHash}`;
}

/** `content-type;host;…`: the names of the signed headers in the order in which they are signed. */
export function signedHeaders(headers: SignableRequest['headers']): string {
  return canonicalHeaders(headers).names;
}

/** Step 1. */
export function canonicalRequest(request: SignableRequest): string {
  return requestText(request, canonicalHeaders(request.headers));
}

/** UTC date of the timestamp, `YYYY-MM-DD`: the local date would be refused for hours each day outside UTC. */
export function signingDate(timestampSeconds: number): string {
  return new Date(timestampSeconds * 1000).toISOString().slice(0, 10);
}

/** `YYYY-MM-DD/service/tc3_request`: what the derived key is good for. */
export function credentialScope(date: string, service: string): string {
  return `${date}/${service}/tc3_request`;
}

/** Step 2. */
export function stringToSign(timestampSeconds: number, scope: string, canonical: string): string {
  return `${algorithm}\n${String(timestampSeconds)}\n${scope}\n${hash('sha256', canonical, 'hex')}`;
}

/** Step 3. The derived key: good for one secret, one UTC date and one service. */
export function signingKey(secretKey: string, date: string, service: string): KeyObject {
  const kDate = createHmac('sha256', `TC3${secretKey}`).update(date).digest();
  const kService = createHmac('sha256', kDate).update(service).digest();
  return createSecretKey(createHmac('sha256', kService).update('tc3_request').digest());
}

/** Step 4. Lower-case hex. */
export function signature(key: KeyObject, toSign: string): string {
  return createHmac('sha256', key).update(toSign).digest('hex');
}

/** Step 5. The value of the `Authorization` header. */
export function authorization(secretId: string, scope: string, headerNames: string, signatureHex: string): string {
  return `${algorithm} Credential=${secretId}/${scope}, SignedHeaders=${headerNames}, Signature=${signatureHex}`;
}

export interface SigningKeyPair {
  readonly secretId: string;
  readonly secretKey: string;
}

/** Signs one request at one time; returns the `Authorization` header. */
export type Signer = (request: SignableRequest, pair: SigningKeyPair, timestampSeconds: number) => string;

/**
 * A signer for one service that keeps what most requests share: the derived key, so that only the first one of a day, or after a
 * rotation of the secret, pays for the three steps of its derivation, and what was made of the last headers.
 */
export function createSigner(service: string): Signer {
  let derived: { day: number; secretKey: string; scope: string; hmac: Hmac } | undefined;
  let last: { headers: SignableRequest['headers']; canonical: CanonicalHeaders } | undefined;
  return (request, { secretId, secretKey }, timestampSeconds) => {
    const day = Math.floor(timestampSeconds / 86_400);
    if (derived?.day !== day || derived.secretKey !== secretKey) {
      const date = signingDate(timestampSeconds);
      const hmac = createHmac256(signingKey(secretKey, date, service).export());
      derived = { day, secretKey, scope: credentialScope(date, service), hmac };
    }
    const { headers } = request;
    if (last === undefined || !isSame(headers, last.headers))
      last = { headers: { ...headers }, canonical: canonicalHeaders(headers) };
    const { scope, hmac } = derived;
    const toSign = stringToSign(timestampSeconds, scope, requestText(request, last.canonical));
    return authorization(secretId, scope, last.canonical.names, hmac(toSign));
  };
}

function isSame(one: SignableRequest['headers'], other: SignableRequest['headers']): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
