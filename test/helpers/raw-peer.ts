/** A peer that sends bytes as it likes, and keeps its connection for as long as it is let. */
import { connect, type Socket } from 'node:net';

export interface RawPeer {
  readonly socket: Socket;
  /** Sends a GET. */
  readonly get: (path: string) => void;
  /** Resolves once this text has come; rejects when the connection ends without it. */
  readonly has: (text: string) => Promise<void>;
  /** All that came, once the connection has ended. */
  readonly ended: Promise<string>;
}

/** Of a request without a body: all of it. With what a server on this machine asks of a GET. */
export const head = (path: string, method = 'GET'): string =>
  `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nX-GraphQL-Yoga-CSRF: 1\r\n\r\n`;

export function connectPeer(url: string): RawPeer {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const waiting = new Set<() => void>();
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
    for (const look of waiting) look();
  });
  // What was lost is told by what came.
  socket.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    socket.once('close', () => {
      for (const look of waiting) look();
      resolve(received);
    });
  });
  return {
    socket,
    ended,
    get: (path) => void socket.write(head(path)),
    has: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (received.includes(text)) resolve();
          else if (socket.closed) reject(new Error(`the connection ended without ${text}:\n${received}`));
          else return;
          waiting.delete(look);
        };
        waiting.add(look);
        look();
      }),
  };
}
