import type { Caller } from '../access/caller.ts';
import type { Admission } from './admission.ts';
import type { Begun } from './begun.ts';
import type { Freshness } from './freshness.ts';
import type { Connection } from './incoming.ts';
import type { RunningOperation } from './running-operation.ts';

/** What plugins know of a request, from its beginning on. */
export interface ServerContext extends Connection {
  /** What was begun for it on the short way, and is to be gone on with. */
  readonly begun?: Begun | undefined;
  operation: RunningOperation;
  freshness: Freshness;
  admission: Admission;
  caller: Caller;
}
