/** What is asked of an HTTP request, whatever has brought it: a `Request` is one, and so is what a socket of Node tells. */

/** By names in lower case. */
export type HeaderLookup = Pick<Headers, 'get' | 'has' | 'keys'>;

export interface Incoming {
  readonly method: string;
  readonly headers: HeaderLookup;
  /** Its body; to be asked for once. */
  readonly text: () => Promise<string>;
}

/** What the socket tells of a request, and its headers may not. */
export interface Connection {
  /** Address of whoever is at the other end. @default unknown */
  readonly peer?: string | undefined;
  /** The Host header as it was sent. @default that of the request */
  readonly host?: string | undefined;
}
