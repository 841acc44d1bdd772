/** Faults on demand: the JSON of `PUT /_emulator/faults`. */
import type { Latency } from './latency.ts';

/** A fault, bare or with its scope: for some actions or regions only, for some of the next calls only. */
export type Fault<T> = T | ScopedFault<T>;

export interface ScopedFault<T> {
  /** May be left out where the only value is `true`. */
  readonly value?: T;
  /** Names of actions; all of them unless given. */
  readonly actions?: readonly string[];
  /** Regions as calls name them; all of them unless given. */
  readonly regions?: readonly string[];
  /** How many calls that fit it spares first; none unless given. Counted down. */
  readonly after?: number;
  /**
   * Share of the calls that fit it, are not spared and were hit by no fault before it in its list, drawn call by call;
   * all of them unless given. Over 0, up to 100.
   */
  readonly percent?: number;
  /** How many calls it hits; all of them unless given. Counted down, by hits only; at 0 the fault is gone. */
  readonly times?: number;
}

export interface ErrorFault extends ScopedFault<string> {
  /** Text of the error; a plain one unless given. */
  readonly message?: string;
}

/** One fault or several, of which the first that fits a call, and is drawn where it has a `percent`, hits it. */
export type Some<F> = F | readonly F[];

export const timeFormats = ['utc', 'china', 'mixed'] as const;
export type TimeFormat = (typeof timeFormats)[number];

export const resetMoments = ['before-body', 'after-body'] as const;
export type ResetMoment = (typeof resetMoments)[number];

/**
 * All of them off unless given. Faults of refusal hit only calls that pass signature, action and region. Of those that
 * break the answer a call meets one: `stall`, `dropConnection`, `notJson`, `truncate`, `resetConnection` and `slowBodyMs`
 * come in this order, and those behind the one that hits do not count the call.
 */
export interface Faults {
  /** Names of actions that answer `ActionOffline`. */
  readonly offlineActions?: readonly string[];
  /** Milliseconds that an answer is held back, besides the option `latencyMs`. */
  readonly latencyMs?: Some<Fault<Latency>>;
  /** Answers `RequestLimitExceeded`. */
  readonly throttle?: Some<Fault<true>>;
  /** Answers this error code. */
  readonly errorCode?: Some<string | ErrorFault>;
  /**
   * Requests that others of the account make in each calendar second, for each action. They count against the limit, as
   * if all of them came at the start of the second.
   */
  readonly otherRequestsPerSecond?: Some<Fault<number>>;
  /**
   * Seconds that the emulator's clock is ahead, or behind where negative: it checks signatures by that clock, and tells
   * it in `Date`. Seconds of the rate limit stay as they are.
   */
  readonly clockSkewSeconds?: Some<Fault<number>>;
  /** Takes the call and never answers. It ends when the client goes away or the emulator is closed. */
  readonly stall?: Some<Fault<true>>;
  /** Closes the connection without an answer. */
  readonly dropConnection?: Some<Fault<true>>;
  /**
   * Resets the connection (TCP RST): after the headers and before the body, or after all of the body and before its
   * end. That body comes in chunks without the last, empty one, so that no client can take it for whole. A client that
   * reads slowly may lose the end of a body that is larger than the buffers of the system.
   */
  readonly resetConnection?: Some<Fault<ResetMoment>>;
  /** Announces the whole length, sends half of the answer and breaks off. */
  readonly truncate?: Some<Fault<true>>;
  /** An HTML page in place of the answer: with HTTP status 200, or with the given one. */
  readonly notJson?: Some<Fault<true | number>>;
  /** Milliseconds between the first and the second half of the body. */
  readonly slowBodyMs?: Some<Fault<number>>;
  /** Every enum of the answer has a value that nobody knows. */
  readonly unknownEnums?: Some<Fault<true>>;
  /** All times of the answer in UTC with `Z`, in China time without an offset, or by turns. */
  readonly timeFormat?: Some<Fault<TimeFormat>>;
}

export type FaultName = Exclude<keyof Faults, 'offlineActions'>;

/** A fault as it is kept: always with its value. */
export interface FaultRule {
  readonly value: string | true | Latency;
  readonly message?: string;
  readonly actions?: readonly string[];
  readonly regions?: readonly string[];
  readonly after?: number;
  readonly percent?: number;
  readonly times?: number;
}

/** What is wrong with faults, all of it, in sentences for the person who wrote them. */
export class FaultsError extends Error {
  override readonly name = 'FaultsError';
}
