/** One short HTTP exchange with a server that hands out credentials: bounded in time, its answer read defensively. */
import { faultCode } from './fault-code.ts';
import type { HttpRequest } from './provider.ts';
import { untilAborted } from '../until-aborted.ts';

export interface ExchangeOptions {
  readonly request: HttpRequest;
  /** Milliseconds from the start of the exchange to the end of the answer. */
  readonly timeoutMs: number;
  /** The caller's. When it aborts, its reason is thrown as it is. */
  readonly signal: AbortSignal | undefined;
}

/** An answer of any status, or why there was none, for a message. */
export type Exchanged =
  | { readonly answered: true; readonly status: number; readonly text: string }
  | { readonly answered: false; readonly why: string };

/** Sends one request. Rejects only when the caller's signal aborts; holds even if `request` ignores its signal. */
export async function exchange(
  message: Omit<Parameters<HttpRequest>[0], 'signal'>,
  { request, timeoutMs, signal }: ExchangeOptions,
): Promise<Exchanged> {
  signal?.throwIfAborted();
  // Not AbortSignal.any with AbortSignal.timeout: that timer cannot be cleared, and lives on after the answer.
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort(new DOMException('no answer in time', 'TimeoutError'));
  }, timeoutMs);
  const leave = (): void => {
    limit.abort();
  };
  signal?.addEventListener('abort', leave, { once: true });
  try {
    const answer = request({ ...message, signal: limit.signal });
    const { status, text } = await untilAborted(answer, limit.signal);
    return { answered: true, status, text };
  } catch (error) {
    signal?.throwIfAborted();
    const why = limit.signal.aborted ? `no answer within ${String(timeoutMs)} ms` : faultCode(error);
    return { answered: false, why };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', leave);
  }
}

/** Characters. A token has at most 4096 bytes, id and key 1024 each (data type Credentials of STS), so a real answer is far below. */
const maxAnswerLength = 65_536;

/** The JSON object in a text; `undefined` when the text is too long, is not JSON or is not an object. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.length > maxAnswerLength) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
