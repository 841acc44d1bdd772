import type { Admission } from './admission.ts';
import type { Freshness } from './freshness.ts';
import type { RequestContext } from './request-context.ts';
import type { RunningOperation } from './running-operation.ts';

/** A request that the short way has begun with, and leaves to the long one. */
export interface Begun {
  readonly admission: Admission;
  readonly operation: RunningOperation;
  /** With what was read for it: nothing is asked a second time. Undefined where nothing was run. */
  readonly context: RequestContext | undefined;
  readonly freshness: Freshness;
  /** Whether the client has gone away. */
  readonly isGone: () => boolean;
}
