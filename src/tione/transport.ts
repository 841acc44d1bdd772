/** The lowest sender: knows URLs, headers, bodies and sockets, and nothing of what they mean. */
import { Agent } from 'undici';
import { untilAborted } from './until-aborted.ts';

export interface TransportRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Aborts the exchange down to the socket. */
  readonly signal: AbortSignal;
}

export interface TransportResponse {
  readonly status: number;
  readonly text: string;
  /** The `Date` header, where the server sent one: doctor tells the clock skew by it. */
  readonly date?: string | undefined;
}

/** Sends one request. Rejects on network faults and when the signal aborts. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

export interface HttpTransport {
  readonly send: Transport;
  /** Ends the idle connections and waits for the running requests. */
  readonly close: () => Promise<void>;
}

/** Documented maximum of an answer (cloud.tencent.com/document/product/1278/46696). */
const maxResponseBytes = 50 * 1024 * 1024;
/** Milliseconds. A new TLS connection costs about three times a call on an open one, and calls come in bursts. */
const keepAliveMs = 60_000;
/** Milliseconds until a connection attempt counts as failed. */
const connectTimeoutMs = 5_000;
/** Milliseconds of silence after which an exchange fails even when its caller set no time limit. */
const silenceTimeoutMs = 60_000;
/** Calls under way at the most: 20 in a second, of three actions, with a few seconds for each. Who waits here has had its turn. */
const maxConnections = 512;

/** A transport over HTTP/1.1 with kept-alive connections. Time limits are the caller's, through the signal. */
export function createHttpTransport(): HttpTransport {
  const agent = new Agent({
    keepAliveTimeout: keepAliveMs,
    connectTimeout: connectTimeoutMs,
    connections: maxConnections,
    maxResponseSize: maxResponseBytes,
    headersTimeout: silenceTimeoutMs,
    bodyTimeout: silenceTimeoutMs,
  });
  return {
    send: async ({ method, url, headers = {}, body = null, signal }) => {
      const { origin, pathname, search } = new URL(url);
      const response = await agent.request({ origin, path: pathname + search, method, headers, body, signal });
      const { date } = response.headers;
      return {
        status: response.statusCode,
        text: await response.body.text(),
        date: typeof date === 'string' ? date : undefined,
      };
    },
    close: () => agent.close(),
  };
}

/** A transport into a fetch handler of the same process: the whole system in memory, without a port. */
export function createMemoryTransport(handler: (request: Request) => Response | Promise<Response>): Transport {
  const exchange: Transport = async ({ method, url, headers = {}, body = null, signal }) => {
    const response = await handler(new Request(url, { method, headers, body, signal }));
    if (response.type === 'error') throw new TypeError('the connection was dropped');
    const text = await response.text();
    return { status: response.status, text, date: response.headers.get('date') ?? undefined };
  };
  return async (request) => {
    request.signal.throwIfAborted();
    // The handler need not listen to the signal; on a socket, the caller would not wait for it either.
    return untilAborted(exchange(request), request.signal);
  };
}
