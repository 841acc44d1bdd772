/** Puts a request handler on a socket: listening, the bridge from fetch handlers to Node, and draining on close. */
import { createServer, ServerResponse, type IncomingMessage, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { createDrain, endConnectionAfter, queueLength } from './drain.ts';
import { endUnlessTaken, requestTimes, type Patience } from './patience.ts';
import { readBody } from './read-body.ts';

/** A handler in fetch terms. A network error (`Response.error()`) means: drop the connection without an answer. */
export type FetchHandler = (request: Request, connection: Connection) => Response | Promise<Response>;

/** What the wire says of a request and a `Request` cannot hold. */
export interface Connection {
  /** Address of the peer's socket; empty when it was gone before anybody could ask. */
  readonly remoteAddress: string;
  /** As sent. A `Request` cannot have some methods, and stands for such a one with {@link unspeakable}. */
  readonly method: string;
  /** Path and query as sent: a URL parser rewrites some characters, and signatures cover what was sent. */
  readonly target: string;
  /** The body was over the limit: the request comes without it, and the connection ends with the answer. */
  readonly isBodyTooLarge: boolean;
  /** Resets the connection (TCP RST) once the system has all that was written so far, the headers at least. */
  readonly reset: () => Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly patience?: Patience | undefined;
}

export interface Listening {
  /** `http://HOST:PORT`, with the port that was really taken. */
  readonly url: string;
  /** Takes no new connection, and ends each of the others with its next answer. Resolves once connections are refused. */
  stop(): Promise<void>;
  /**
   * Stops, answers what running requests ask and what peers were sending at that moment, for `graceMs` at most, then cuts what is
   * left. An idle connection holds it for a second, none at all not a moment. Idempotent.
   * @default 0
   */
  close(graceMs?: number): Promise<void>;
}

/** Why a server could not start, in one line for the person who started it. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is already in use; stop the other server or choose another with --port (0 takes a free one)',
  EACCES: 'no permission for this port; choose one above 1023 with --port',
  EADDRNOTAVAIL: 'this machine has no such address; check --host',
  ENOTFOUND: 'the host name is unknown; check --host',
};

/** Room for the longest GET that Tencent Cloud documents, 32 KB, and for its headers. */
const maxHeaderBytes = 64 * 1024;

/** Starts a server and resolves once it accepts connections. Rejects with {@link ListenError}. */
export function listen(listener: RequestListener, { host, port, patience = {} }: ListenOptions): Promise<Listening> {
  const server = createServer({ maxHeaderSize: maxHeaderBytes, ...requestTimes(patience) });
  server.on('request', (_, response) => {
    endUnlessTaken(response, patience);
  });
  const drain = createDrain(server, listener);
  // Node hands CONNECT to nobody and drops it: here it is a request like any other.
  server.on('connect', (incoming: IncomingMessage) => {
    const response = new ServerResponse(incoming);
    response.shouldKeepAlive = false;
    response.assignSocket(incoming.socket);
    response.once('finish', () => {
      incoming.socket.destroySoon();
    });
    incoming.socket.once('error', (error) => response.destroy(error));
    server.emit('request', incoming, response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = reasons[error.code ?? ''] ?? error.message;
      reject(new ListenError(`cannot listen on ${authority(host, port)}: ${why}`, { cause: error }));
    });
    server.listen(port, host, queueLength, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      resolve({
        url: `http://${authority(host, taken)}`,
        stop: drain.stop,
        close: (graceMs = 0) => drain.close(graceMs),
      });
    });
  });
}

function authority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}

export interface NodeListenerOptions {
  /** Bytes above which a request comes to its handler without its body. */
  readonly maxBodyBytes: number;
}

/** Serves a fetch handler from a Node server. Bodies are read whole, so a signature can be checked on exact bytes. */
export function toNodeListener(handler: FetchHandler, { maxBodyBytes }: NodeListenerOptions): RequestListener {
  return (incoming, outgoing) => {
    serve(handler, maxBodyBytes, incoming, outgoing).catch((error: unknown) => {
      outgoing.destroy(error instanceof Error ? error : undefined);
    });
  };
}

/** The method of a `Request` for one that fetch forbids: no handler does anything for it. */
const unspeakable = 'FORBIDDEN';
const forbiddenMethods: readonly string[] = ['CONNECT', 'TRACE', 'TRACK'];

async function serve(handler: FetchHandler, maxBodyBytes: number, incoming: IncomingMessage, outgoing: ServerResponse) {
  const { method = 'GET', url: target = '/', socket } = incoming;
  // Before the body: a socket forgets its peer when it is reset, and nobody must be taken for somebody nearer then.
  const remoteAddress = socket.remoteAddress ?? '';
  const body = await readBody(incoming, maxBodyBytes);
  const isBodyTooLarge = body === undefined;
  const gone = new AbortController();
  outgoing.once('close', () => {
    gone.abort();
  });
  const response = await handler(
    // The Host header is the peer's free text (some official SDKs put a whole URL in it): keep it out of the URL.
    new Request(`http://localhost${target.startsWith('/') ? target : '/'}`, {
      method: forbiddenMethods.includes(method) ? unspeakable : method,
      headers: new Headers(Object.entries(incoming.headersDistinct).flatMap(pairs)),
      body: isBodyTooLarge || body.length === 0 || method === 'GET' || method === 'HEAD' ? null : body,
      signal: gone.signal,
    }),
    { remoteAddress, method, target, isBodyTooLarge, reset: () => reset(outgoing, socket) },
  );
  if (response.type === 'error') {
    socket.destroy();
    return;
  }
  if (isBodyTooLarge) endConnectionAfter(outgoing);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) outgoing.end();
  // The same class at run time; the types of Node and of the DOM differ in their overloads.
  else await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing);
}

/** Time to read what came before: a peer that finds the reset along with bytes may see a good end, as Node's own do. */
const beforeResetMs = 20;

async function reset(outgoing: ServerResponse, socket: Socket): Promise<void> {
  if (outgoing.destroyed) return;
  // Even a write of nothing takes the headers with it.
  await new Promise<void>((resolve) =>
    outgoing.write('', () => {
      resolve();
    }),
  );
  await delay(beforeResetMs);
  // A peer in this very process reads in between, however late the timer is.
  await turn();
  socket.resetAndDestroy();
}

function pairs([name, values]: [string, string[] | undefined]): [string, string][] {
  return (values ?? []).map((value) => [name, value]);
}
