/** Takes requests as they come, and sends each on its way. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { andThen } from '../../loaders/now.ts';
import type { Begun } from '../begun.ts';
import type { Connection } from '../incoming.ts';
import type { LongWay } from '../long-way.ts';
import type { Server } from '../server-options.ts';
import type { ServerContext } from '../server-context.ts';
import { NodeHeaders, NodeRequest, readText } from './node-request.ts';
import { createOutbox } from './outbox.ts';
import { plainLength, type PlainOptions } from './plain-request.ts';
import type { ShortAnswer, ShortWay } from './short-way.ts';

type Handle = (request: IncomingMessage, response: ServerResponse, context: Partial<ServerContext>) => unknown;

export function createFront(
  answer: ShortWay,
  longWay: LongWay,
  options: PlainOptions,
): Pick<Server, 'fetch' | 'listener' | 'ways'> {
  const ways = { kept: 0, short: 0, long: 0 };
  const counted = (outcome: ShortAnswer | Begun): ShortAnswer | Begun => {
    if ('head' in outcome) ways[outcome.isKept ? 'kept' : 'short'] += 1;
    return outcome;
  };
  const shortWay: ShortWay = (request) => andThen(answer(request), counted);
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
      if (!('head' in outcome)) return goLong(whole(), { begun: outcome });
      outcome.tell();
      return new Response(outcome.body as string | Uint8Array<ArrayBuffer>, { headers: pairs(outcome.head) });
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
  const post = createOutbox();
  /** Requests that wait for something to be read. */
  let waiting = 0;
  const goLong = async (request: IncomingMessage, response: ServerResponse, rest: Partial<ServerContext>) => {
    const connection: Connection = { peer: request.socket.remoteAddress, host: request.headers.host };
    // The Host header is the peer's free text: in the URL that the adapter makes of it, it would be a 500.
    request.headers.host = 'localhost';
    await longWay(request, response, { ...connection, ...rest });
  };
  return (request, response) => {
    // Failures of the way itself end the connection; all others are answered on it.
    const fail = (error: unknown): void => {
      response.destroy(error instanceof Error ? error : undefined);
    };
    const headers = new NodeHeaders(request);
    const length = plainLength(request.method, request.url, headers, options);
    if (length === undefined) {
      goLong(request, response, {}).catch(fail);
      return;
    }
    // Before the body: a socket forgets its peer when it is reset.
    const { remoteAddress: peer } = request.socket;
    readText(request, length, (body) => {
      const finish = (outcome: ShortAnswer | Begun, isLast: boolean): void => {
        if ('head' in outcome) {
          post(response, outcome, isLast);
          return;
        }
        // The adapter takes it in place of the stream.
        Object.assign(request, { body });
        goLong(request, response, { begun: outcome }).catch(fail);
      };
      try {
        const outcome = shortWay(new NodeRequest(headers, peer, body, response));
        if (outcome instanceof Promise) {
          waiting += 1;
          const ended = (): boolean => (waiting -= 1) === 0;
          outcome
            .then(
              (late) => {
                finish(late, ended());
              },
              (error: unknown) => {
                ended();
                fail(error);
              },
            )
            .catch(fail);
        } else finish(outcome, false);
      } catch (error) {
        fail(error);
      }
    });
  };
}

function pairs(head: readonly string[]): [string, string][] {
  return Array.from({ length: head.length / 2 }, (_, index) => [head[2 * index] ?? '', head[2 * index + 1] ?? '']);
}
