/** What the wire says of a request and a `Request` cannot hold. Nothing of it is known of a call in memory. */
export interface Connection {
  /** Address of the peer. Where there is a connection and no address, the peer counts as another machine. */
  readonly remoteAddress?: string | undefined;
  /** As sent; a `Request` cannot have some methods. */
  readonly method?: string;
  /** Path and query as sent: a URL parser rewrites some characters, and signatures cover what was sent. */
  readonly target?: string;
  /** The body was too large for the listener, and the request comes without it. */
  readonly isBodyTooLarge?: boolean;
  /** Resets the connection once all that was written has gone out. */
  readonly reset?: () => Promise<void>;
}
