/** What is seen of each attempt to call the upstream, for those who watch: inspector, metrics, logs and traces. */
import type { Action } from './actions.ts';
import type { TioneError } from './errors.ts';

/** An attempt that begins to wait for its turn. */
export interface BegunAttempt {
  readonly action: Action;
  readonly region: string;
  /** 1 for the first one of a call. */
  readonly attempt: number;
}

/** An attempt that has ended. Times are in milliseconds of `performance.now()`. */
export interface EndedAttempt extends BegunAttempt {
  readonly beganAt: number;
  /** When it went out; undefined when it did not. */
  readonly sentAt: number | undefined;
  readonly endedAt: number;
  /** As sent; undefined when it did not go out. */
  readonly params: object | undefined;
  /** Made by the upstream; undefined where no answer told one. */
  readonly requestId: string | undefined;
  /** Undefined when it went well. */
  readonly error: TioneError | undefined;
}

/** Told of an attempt when it begins; what it returns is told of the end. Must not throw. */
export type WatchAttempt = (begun: BegunAttempt) => (ended: EndedAttempt) => void;
