/** What travels through the pipeline of the client. */
import type { Action } from './actions.ts';
import type { EndedAttempt } from './attempt.ts';
import type { Ending } from './cancellation.ts';

/** One logical request to the upstream. */
export interface Call {
  readonly action: Action;
  readonly region: string;
  /** Asked for when the call goes out, at each attempt anew: what waits for its turn may still grow. */
  readonly params: () => object;
  /** Aborts the call wherever it is. A `TimeoutError` as the reason is the caller's deadline; any other is the caller leaving. */
  readonly signal: Ending;
  /** When the answer is of no use any more, in milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** Told of the end of each attempt, by who wants to know of this call. */
  readonly onAttempt?: ((ended: EndedAttempt) => void) | undefined;
}

/** Answers a call with the content of `Response`, or rejects with a `TioneError`. A stage of the pipeline wraps one in another. */
export type Send = (call: Call) => Promise<object>;

/** Sends a call for the first time (1) or, when it has failed before, again. */
export type Attempt = (call: Call, attempt: number) => Promise<object>;
