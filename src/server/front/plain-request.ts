/** Requests as nearly all of them are: a POST of JSON, of known length, that asks for nothing out of the ordinary. */
import type { Ending } from '../../tione/cancellation.ts';
import type { HeaderLookup } from '../incoming.ts';
import { inspectHeader } from '../diagnostics.ts';
import { wantsNoCache } from '../request-context.ts';

/** One of them, whole. */
export interface PlainRequest {
  readonly headers: HeaderLookup;
  /** Address of whoever is at the other end; undefined where that is not known. */
  readonly peer: string | undefined;
  /** The Host header, as it was sent. */
  readonly host: string;
  readonly body: string;
  /** Aborts when the client goes away. Made when it is asked for. */
  readonly gone: () => Ending;
  /** Whether it has gone away. */
  readonly isGone: () => boolean;
}

export interface PlainOptions {
  readonly endpoint: string;
  /** Longer bodies are refused, elsewhere. */
  readonly maxBodyBytes: number;
  /** Whether pages of other origins may read answers: then a request of a page gets headers of its own. */
  readonly hasCors: boolean;
}

const jsonTypes: ReadonlySet<string | null> = new Set([
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=utf-8',
]);

/** Length of the body in bytes; undefined where the request is not a plain one. `path` is what stands in the request line. */
export function plainLength(
  method: string | undefined,
  path: string | undefined,
  headers: HeaderLookup,
  { endpoint, maxBodyBytes, hasCors }: PlainOptions,
): number | undefined {
  if (method !== 'POST' || path !== endpoint || !jsonTypes.has(headers.get('content-type'))) return undefined;
  const given = headers.get('content-length');
  const length = given !== null && /^[1-9]\d{0,8}$/.test(given) ? Number(given) : undefined;
  if (length === undefined || length > maxBodyBytes) return undefined;
  const isOdd =
    headers.has('transfer-encoding') ||
    headers.has('content-encoding') ||
    headers.has(inspectHeader) ||
    (hasCors && headers.has('origin')) ||
    (headers.has('cache-control') && wantsNoCache(headers));
  return isOdd ? undefined : length;
}
