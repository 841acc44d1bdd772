/** Plain requests that come from a socket of Node. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Cancellation, type Ending } from '../../tione/cancellation.ts';
import type { HeaderLookup } from '../incoming.ts';
import type { PlainRequest } from './plain-request.ts';

/** As `Headers` would show them. */
export class NodeHeaders implements HeaderLookup {
  readonly #headers: IncomingMessage['headers'];

  constructor({ headers }: IncomingMessage) {
    this.#headers = headers;
  }

  get(name: string): string | null {
    const value = this.#headers[name];
    return value === undefined ? null : typeof value === 'string' ? value : value.join(', ');
  }

  has(name: string): boolean {
    return this.#headers[name] !== undefined;
  }

  keys(): ReturnType<HeaderLookup['keys']> {
    return Object.keys(this.#headers).values();
  }
}

export class NodeRequest implements PlainRequest {
  readonly headers: HeaderLookup;
  readonly body: string;
  readonly peer: string | undefined;
  readonly host: string;
  readonly #response: ServerResponse;

  constructor(headers: HeaderLookup, peer: string | undefined, body: string, response: ServerResponse) {
    this.headers = headers;
    this.peer = peer;
    this.host = headers.get('host') ?? '';
    this.body = body;
    this.#response = response;
  }

  isGone(): boolean {
    return this.#response.destroyed || this.#response.closed;
  }

  gone(): Ending {
    const response = this.#response;
    const cancellation = new Cancellation();
    const leave = (): void => {
      if (!response.writableFinished) cancellation.abort(response.errored ?? undefined);
    };
    if (this.isGone()) leave();
    else response.once('close', leave);
    return cancellation;
  }
}

/** Reads a body of so many bytes, and tells of it in the moment in which it is whole; never, when the peer goes away before that. */
export function readText(request: IncomingMessage, bytes: number, done: (text: string) => void): void {
  let missing = bytes;
  let chunks: Buffer[] | undefined;
  request.on('data', (chunk: Buffer) => {
    missing -= chunk.length;
    if (missing > 0 || chunks !== undefined) (chunks ??= []).push(chunk);
    if (missing === 0) done((chunks === undefined ? chunk : Buffer.concat(chunks)).toString());
  });
}
