/** Ends a server so that nothing is lost of what peers have sent it. */
import type { RequestListener, Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

export interface Drain {
  /**
   * Takes those who wait in the system's queue, and no further connection; requests that come meanwhile are answered
   * thereafter, and each connection ends with its next answer. Resolves once connections are refused. Idempotent.
   */
  readonly stop: () => Promise<void>;
  /**
   * Stops, and resolves when the last connection has ended. Idle ones stay readable until there has been nothing to answer for
   * a second: what their peers send at the moment of the stop is answered. After `graceMs` all are cut.
   */
  readonly close: (graceMs: number) => Promise<void>;
}

/** How many peers wait in the system's queue at most: what Node asks for by default. */
export const queueLength = 511;

/** Milliseconds. A request that was under way at the stop is here by then, from any place of the world. */
const lingerMs = 1_000;

/** Milliseconds. Hardly anybody who has just got an answer is back sooner with the next request. */
const shortMs = 0.5;

/** For a server that has no connection yet. All its requests come to the listener. */
export function createDrain(server: Server, listener: RequestListener): Drain {
  /** With the answers that each connection is yet to get, in their order. */
  const connections = new Map<Socket, Set<ServerResponse>>();
  let accepted = 0;
  let isDeaf = false;
  let stopped: Promise<void> | undefined;
  let closed: Promise<void> | undefined;
  let linger: NodeJS.Timeout | undefined;
  const gone = new Promise<void>((resolve) => server.once('close', resolve));

  server.on('connection', (socket: Socket) => {
    accepted += 1;
    connections.set(socket, new Set());
    socket.once('close', () => connections.delete(socket));
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    const running = connections.get(socket);
    if (isDeaf) {
      // Sent without waiting for the answers before it, which must leave it the connection.
      running?.forEach(keepConnectionAfter);
      endConnectionAfter(response);
    }
    running?.add(response);
    response.on('close', () => {
      running?.delete(response);
      // Peers who were not told that this answer is the last may be sending already.
      linger?.refresh();
    });
    if (stopped === undefined || isDeaf) listener(request, response);
    // An answer would bring its peer back into the queue, and the work for it would leave time for others to come.
    else
      void stopped.then(() => {
        if (!socket.destroyed) listener(request, response);
      });
  });

  const stop = async (): Promise<void> => {
    // Node takes one connection a turn, and the system resets those that are left. This turn may have taken its one already.
    await turn();
    for (let turns = 0; turns < queueLength; turns += 1) {
      const [before, beganAt] = [accepted, performance.now()];
      await turn();
      // A long turn leaves time for others to come after it has looked for them.
      if (accepted === before && performance.now() - beganAt < shortMs) break;
    }
    // That of HTTP would cut idle connections at once, and look no longer for peers that are too slow.
    NetServer.prototype.close.call(server);
    // Not before: whoever loses a connection opens another.
    isDeaf = true;
    for (const running of connections.values()) [...running].slice(-1).forEach(endConnectionAfter);
  };

  const closeIdle = async (): Promise<void> => {
    // However late the timer is: what came meanwhile is read first.
    await turn();
    // Nothing is won while others run. Node calls a connection idle that has not sent all of its answer.
    if ([...connections.values()].some(({ size }) => size > 0)) return;
    server.closeIdleConnections();
    // Node waits for the first request of these.
    for (const socket of connections.keys()) if (socket.bytesRead === 0) socket.destroy();
  };

  const close = async (graceMs: number): Promise<void> => {
    await (stopped ??= stop());
    linger = setInterval(() => void closeIdle(), lingerMs);
    const cut = setTimeout(() => {
      for (const socket of connections.keys()) socket.destroy();
    }, graceMs);
    await gone;
    clearTimeout(cut);
    clearInterval(linger);
    linger = undefined;
    // Only ends the timer by which Node looks for peers that are too slow.
    server.close();
  };

  return { stop: () => (stopped ??= stop()), close: (graceMs) => (closed ??= close(graceMs)) };
}

/** A kept-alive connection would bring further requests. */
export function endConnectionAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

function keepConnectionAfter(response: ServerResponse): void {
  if (!response.headersSent) response.removeHeader('connection');
}
