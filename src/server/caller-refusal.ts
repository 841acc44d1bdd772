/** How a request is refused whose sender is not known, or may not do what it asks. */
import { AccessRefusal, type RefusalReason } from '../access/refusal.ts';
import { SignatureRefusal } from './router-request.ts';
import type { RefusedRequest } from './refuse.ts';

const realm = 'Bearer realm="tione-graphql"';
const signatureScheme = 'TIONE-HMAC-SHA256';
/** Seconds, for those whose credential cannot be checked. */
const retryAfter = 5;

/** For somebody who has sent no credential: how to send one, and no error. */
export function unknownCaller(takesSignatures: boolean): RefusedRequest {
  return {
    status: 401,
    code: 'UNAUTHENTICATED',
    message: 'Send a token or an API key, as "Authorization: Bearer …".',
    headers: { 'www-authenticate': takesSignatures ? `${realm}, ${signatureScheme}` : realm },
  };
}

interface Kind {
  readonly status: number;
  readonly code: string;
  /** As RFC 6750 has it. */
  readonly error?: string;
}

const kinds: Readonly<Record<RefusalReason, Kind>> = {
  'invalid-request': { status: 400, code: 'BAD_REQUEST', error: 'invalid_request' },
  'invalid-token': { status: 401, code: 'UNAUTHENTICATED', error: 'invalid_token' },
  'insufficient-scope': { status: 403, code: 'FORBIDDEN', error: 'insufficient_scope' },
  unavailable: { status: 503, code: 'AUTHENTICATION_UNAVAILABLE' },
};

/** Undefined for what is no refusal, but a mistake. `needed` is the scope that opens what was asked for. */
export function explain(error: unknown, needed: string): RefusedRequest | undefined {
  if (error instanceof SignatureRefusal)
    return {
      status: 401,
      code: 'UNAUTHENTICATED',
      message: error.message,
      headers: { 'www-authenticate': signatureScheme },
    };
  if (!(error instanceof AccessRefusal)) return undefined;
  const { status, code, error: name } = kinds[error.reason];
  const scope = error.reason === 'insufficient-scope' ? `, scope="${needed}"` : '';
  const headers =
    name === undefined
      ? { 'retry-after': String(retryAfter) }
      : { 'www-authenticate': `${realm}, error="${name}", error_description="${error.message}"${scope}` };
  return { status, code, message: error.message, headers };
}
