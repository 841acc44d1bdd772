/** Takes requests as they come, and sends each on its way. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { HeaderLookup, Connection } from '../incoming.ts';
import type { LongWay } from '../long-way.ts';
import type { Server } from '../server-options.ts';
import type { ServerContext } from '../server-context.ts';
import { plainLength, type PlainOptions } from './plain-request.ts';
import type { ShortWay } from './short-way.ts';

type Handle = (request: IncomingMessage, response: ServerResponse, context: Partial<ServerContext>) => unknown;

export function createFront(
  answer: ShortWay,
  longWay: LongWay,
  options: PlainOptions,
): Pick<Server, 'fetch' | 'listener' | 'ways'> {
  const ways = { kept: 0, short: 0, long: 0 };
  const shortWay: ShortWay = async (request) => {
    const outcome = await answer(request);
    if ('head' in outcome) ways[outcome.isKept ? 'kept' : 'short'] += 1;
    return outcome;
  };
  return {
    ways: () => ({ ...ways }),
    fetch: async (request, connection = {}) => {
      const goLong = (left: Request, rest: Pick<ServerContext, 'begun'>) => {
        ways.long += 1;
        return longWay.fetch(left, { ...connection, ...rest });
      };
      const { pathname, search, host } = new URL(request.url);
      const { method, headers, signal } = request;
      if (plainLength(method, pathname + search, headers, options) === undefined) return goLong(request, {});
      const body = await request.text();
      const whole = () => new Request(request.url, { method, headers, body, signal });
      // Here nobody has held the body to the length that its header tells.
      if (body.length > options.maxBodyBytes) return goLong(whole(), {});
      const plain = {
        headers,
        peer: connection.peer,
        host: connection.host ?? headers.get('host') ?? host,
        body,
        gone: () => signal,
        isGone: () => signal.aborted,
      };
      const outcome = await shortWay(plain);
      if ('head' in outcome)
        return new Response(outcome.body as string | Uint8Array<ArrayBuffer>, { headers: pairs(outcome.head) });
      return goLong(whole(), { begun: outcome });
    },
    listener: listenerOf(
      shortWay,
      (...asked) => {
        ways.long += 1;
        return longWay(...asked);
      },
      options,
    ),
  };
}

function listenerOf(shortWay: ShortWay, longWay: Handle, options: PlainOptions): RequestListener {
  const goLong = async (request: IncomingMessage, response: ServerResponse, rest: Partial<ServerContext>) => {
    const connection: Connection = { peer: request.socket.remoteAddress, host: request.headers.host };
    // The Host header is the peer's free text: in the URL that the adapter makes of it, it would be a 500.
    request.headers.host = 'localhost';
    await longWay(request, response, { ...connection, ...rest });
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = lookUp(request.headers);
    const length = plainLength(request.method, request.url, headers, options);
    if (length === undefined) return goLong(request, response, {});
    const { remoteAddress: peer } = request.socket;
    const body = await textOf(request);
    const isGone = (): boolean => response.destroyed || response.closed;
    const outcome = await shortWay({
      headers,
      peer,
      host: request.headers.host ?? '',
      body,
      gone: () => signalOf(response),
      isGone,
    });
    if ('head' in outcome) {
      response.writeHead(200, outcome.head as string[]).end(outcome.body);
      return undefined;
    }
    // The adapter takes it in place of the stream.
    Object.assign(request, { body });
    return goLong(request, response, { begun: outcome });
  };
  return (request, response) => {
    // Failures of the way itself end the connection; all others are answered on it.
    answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  };
}

/** When all of it is here; never, when the peer goes away before that. */
function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let chunks: Buffer | Buffer[] | undefined;
    request.on('data', (chunk: Buffer) => {
      if (chunks === undefined) chunks = chunk;
      else if (Array.isArray(chunks)) chunks.push(chunk);
      else chunks = [chunks, chunk];
    });
    request.once('end', () => {
      resolve((Array.isArray(chunks) ? Buffer.concat(chunks) : chunks)?.toString() ?? '');
    });
  });
}

function signalOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const leave = (): void => {
    if (!response.writableFinished) controller.abort(response.errored ?? undefined);
  };
  if (response.destroyed || response.closed) leave();
  else response.once('close', leave);
  return controller.signal;
}

/** As `Headers` would show them. */
function lookUp(headers: IncomingMessage['headers']): HeaderLookup {
  const get = (name: string): string | null => {
    const value = headers[name];
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
  };
  return { get, has: (name) => headers[name] !== undefined, keys: () => Object.keys(headers).values() };
}

function pairs(head: readonly string[]): [string, string][] {
  return Array.from({ length: head.length / 2 }, (_, index) => [head[2 * index] ?? '', head[2 * index + 1] ?? '']);
}
