/** How long a server on a socket waits for its peers, so that slow ones hold neither connections nor memory. */
import type { ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a peer may take; then its connection ends. In milliseconds. */
export interface Patience {
  /** From the connection, or the first byte of a further request, to the end of the headers. @default 10000 */
  readonly headersMs?: number | undefined;
  /** The same, to the end of the body: 256 kB in this time are 9 kB a second. @default 30000 */
  readonly requestMs?: number | undefined;
  /** Without taking a byte of an answer that is ready. @default 30000 */
  readonly answerMs?: number | undefined;
}

/** How much later than it should a connection may end. */
const checkingMs = 1_000;

/** For Node, whose own are one and five minutes. It answers 408 as far as there is no answer yet. */
export function requestTimes({ headersMs = 10_000, requestMs = 30_000 }: Patience): ServerOptions {
  return {
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(checkingMs, headersMs, requestMs),
  };
}

/** Ends the connection of a peer that reads nothing of its answer, for which Node sets no time. */
export function endUnlessTaken(response: ServerResponse, { answerMs = 30_000 }: Patience): void {
  // Who listens decides whether a silent connection ends. While there is nothing to take, the peer may well be the one who waits.
  response.on('timeout', (socket: Socket) => {
    if (socket.writableLength > 0) socket.destroy();
  });
  // Begins anew with each byte that moves, even when it has been over before. Behind the answer Node sets the time for the next request.
  response.req.socket.setTimeout(answerMs);
}
