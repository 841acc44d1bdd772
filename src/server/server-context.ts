import type { Caller } from '../access/caller.ts';
import type { Freshness } from './freshness.ts';
import type { RunningOperation } from './running-operation.ts';

/** What the socket tells of a request, and its headers may not. */
export interface Connection {
  /** Address of whoever is at the other end. @default unknown */
  readonly peer?: string | undefined;
  /** The Host header as it was sent. @default that of the request */
  readonly host?: string | undefined;
}

/** What plugins know of a request, from its beginning on. */
export interface ServerContext extends Connection {
  operation: RunningOperation;
  freshness: Freshness;
  caller: Caller;
}
