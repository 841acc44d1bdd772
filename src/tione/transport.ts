/** The lowest sender: knows URLs, headers, bodies and sockets, and nothing of what they mean. */
import type { Agent, Dispatcher } from 'undici';
import type { Cancellation, Ending } from './cancellation.ts';
import { onceAborted, reasonOf, untilAborted } from './until-aborted.ts';

export interface TransportRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Aborts the exchange down to the socket. */
  readonly signal: AbortSignal;
  /** In place of the signal, which never aborts then, for transports that take it. @default there is only a signal */
  readonly cancellation?: Cancellation | undefined;
}

export interface TransportResponse {
  readonly status: number;
  readonly text: string;
  /** The `Date` header, where the server sent one: doctor tells the clock skew by it. */
  readonly date?: string | undefined;
}

/** Sends one request. Rejects on network faults and when the signal aborts. */
export interface Transport {
  (request: TransportRequest): Promise<TransportResponse>;
  /** Whether it looks at the cancellation of a request, which costs less than a signal. @default false */
  readonly takesCancellation?: boolean;
}

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
  let agent: Agent | undefined;
  let creating: Promise<Agent> | undefined;
  const create = async (): Promise<Agent> => (agent = await createAgent());
  const targetOf = createTargets();
  const send: Transport = (request) =>
    agent === undefined
      ? (creating ??= create()).then((created) => exchange(created, request, targetOf))
      : exchange(agent, request, targetOf);
  return {
    send: Object.assign(send, { takesCancellation: true }),
    close: async () => {
      await (await creating)?.close();
    },
  };
}

interface Target {
  readonly origin: string;
  readonly path: string;
}

/** A client has one address: what was made of the last one mostly serves the next. */
function createTargets(): (url: string) => Target {
  let lastUrl: string | undefined;
  let target: Target = { origin: '', path: '' };
  return (url) => {
    if (url !== lastUrl) {
      const { origin, pathname, search } = new URL(url);
      target = { origin, path: pathname + search };
      lastUrl = url;
    }
    return target;
  };
}

/** One exchange as undici runs it, without the stream that it else makes of each answer, half of the work. */
function exchange(
  agent: Dispatcher,
  { method, url, headers = {}, body, signal, cancellation }: TransportRequest,
  targetOf: (url: string) => Target,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const ending: Ending = cancellation ?? signal;
    if (ending.aborted) {
      reject(reasonOf(ending));
      return;
    }
    let running: Dispatcher.DispatchController | undefined;
    let status = 0;
    let date: string | string[] | undefined;
    const chunks: Buffer[] = [];
    const end = onceAborted(ending, () => {
      const reason = reasonOf(ending);
      reject(reason);
      running?.abort(reason);
    });
    const { origin, path } = targetOf(url);
    agent.dispatch(
      { origin, path, method, headers, body: body ?? null },
      {
        onRequestStart: (controller) => {
          running = controller;
          // While it waited for a connection.
          if (ending.aborted) controller.abort(reasonOf(ending));
        },
        onResponseStart: (_controller, statusCode, headers) => {
          status = statusCode;
          ({ date } = headers);
        },
        onResponseData: (_controller, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () => {
          end();
          resolve({ status, text: textOf(chunks), date: typeof date === 'string' ? date : undefined });
        },
        onResponseError: (_controller, error) => {
          end();
          reject(error);
        },
      },
    );
  });
}

const byteOrderMark = /^\ufeff/;

function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  const bytes = first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
  return bytes.toString().replace(byteOrderMark, '');
}

/** The library is loaded by the first call: a server that has just started can answer without it. */
async function createAgent(): Promise<Agent> {
  const undici = await import('undici');
  return new undici.Agent({
    keepAliveTimeout: keepAliveMs,
    connectTimeout: connectTimeoutMs,
    connections: maxConnections,
    maxResponseSize: maxResponseBytes,
    headersTimeout: silenceTimeoutMs,
    bodyTimeout: silenceTimeoutMs,
  });
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
