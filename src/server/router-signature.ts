/**
 * Trust between a router and this subgraph: the router signs each request with a secret that both know. The signature covers
 * the body and the time, so that one that is overheard is of no use for another request, nor for this one later.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** `TIMESTAMP:SIGNATURE`, the time in UNIX seconds and the HMAC in lower-case hex. */
export const signatureHeader = 'x-tione-router-signature';

/** Seconds that the clocks of router and subgraph may differ, and for which an overheard request could be sent again. */
export const maxSkewSeconds = 60;

/** The value of the header for a body, exactly as it is sent. For routers and gateways that run JavaScript. */
export function signRouterRequest(secret: string, body: string, timestampSeconds: number): string {
  return `${String(timestampSeconds)}:${hmac(secret, String(timestampSeconds), body).toString('hex')}`;
}

export type SignatureProblem = 'missing' | 'malformed' | 'expired' | 'wrong';

/** What is wrong with a header; undefined when one of the secrets made it, not long ago. */
export function signatureProblem(
  header: string | null,
  body: string,
  secrets: readonly string[],
  nowSeconds: number,
): SignatureProblem | undefined {
  if (header === null) return 'missing';
  const [, timestamp = '', signature = ''] = /^(\d{1,11}):([\da-f]{64})$/.exec(header) ?? [];
  if (signature === '') return 'malformed';
  if (Math.abs(nowSeconds - Number(timestamp)) > maxSkewSeconds) return 'expired';
  const given = Buffer.from(signature, 'hex');
  // All of them, so that the time taken does not tell which one it was.
  const matches = secrets.filter((secret) => timingSafeEqual(hmac(secret, timestamp, body), given));
  return matches.length > 0 ? undefined : 'wrong';
}

function hmac(secret: string, timestamp: string, body: string): Buffer {
  return createHmac('sha256', secret).update(`${timestamp}\n${body}`).digest();
}
