/** Puts a request handler on a socket: listening, the bridge from fetch handlers to Node, and draining on close. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

/** A handler in fetch terms. A network error (`Response.error()`) means: drop the connection without an answer. */
export type FetchHandler = (request: Request, connection: Connection) => Response | Promise<Response>;

export interface Connection {
  /** Address of the peer's socket; undefined when the handler is called in memory. */
  readonly remoteAddress?: string | undefined;
}

export interface ListenOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
}

export interface Listening {
  /** `http://HOST:PORT`, with the port that was really taken. */
  readonly url: string;
  /** Stops accepting, lets running requests finish for `graceMs`, then cuts what is left. Idempotent. */
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

/** Starts a server and resolves once it accepts connections. Rejects with {@link ListenError}. */
export function listen(listener: RequestListener, { host, port }: ListenOptions): Promise<Listening> {
  const server = createServer(listener);
  const running = new Set<ServerResponse>();
  let closed: Promise<void> | undefined;
  // Before the handler, which may answer at once.
  server.prependListener('request', (_, response) => {
    if (closed !== undefined) endConnectionAfter(response);
    running.add(response);
    response.once('close', () => running.delete(response));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = reasons[error.code ?? ''] ?? error.message;
      reject(new ListenError(`cannot listen on ${authority(host, port)}: ${why}`, { cause: error }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      resolve({
        url: `http://${authority(host, taken)}`,
        close: (graceMs = 0) =>
          (closed ??= new Promise((done) => {
            const cut = setTimeout(() => {
              server.closeAllConnections();
            }, graceMs);
            server.close(() => {
              clearTimeout(cut);
              done();
            });
            server.closeIdleConnections();
            running.forEach(endConnectionAfter);
          })),
      });
    });
  });
}

/** A kept-alive connection would bring further requests to a server that is closing, and hold it open. */
function endConnectionAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

function authority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}

export interface NodeListenerOptions {
  /** Bytes of a request body above which the answer is 413 without reading on. */
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

async function serve(handler: FetchHandler, maxBodyBytes: number, incoming: IncomingMessage, outgoing: ServerResponse) {
  const body = await readBody(incoming, maxBodyBytes);
  if (body === undefined) {
    outgoing.writeHead(413, { connection: 'close' }).end('request body too large\n');
    return;
  }
  const { method = 'GET', url = '/', socket } = incoming;
  const gone = new AbortController();
  outgoing.once('close', () => {
    gone.abort();
  });
  const response = await handler(
    // The Host header is the peer's free text (some official SDKs put a whole URL in it): keep it out of the URL.
    new Request(`http://localhost${url.startsWith('/') ? url : '/'}`, {
      method,
      headers: new Headers(Object.entries(incoming.headersDistinct).flatMap(pairs)),
      body: body.length === 0 || method === 'GET' || method === 'HEAD' ? null : body,
      signal: gone.signal,
    }),
    { remoteAddress: socket.remoteAddress },
  );
  if (response.type === 'error') {
    socket.destroy();
    return;
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) outgoing.end();
  // The same class at run time; the types of Node and of the DOM differ in their overloads.
  else await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing);
}

function pairs([name, values]: [string, string[] | undefined]): [string, string][] {
  return (values ?? []).map((value) => [name, value]);
}

async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer<ArrayBuffer> | undefined> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
