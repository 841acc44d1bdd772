/** Faults on demand: the JSON of `PUT /_emulator/faults`, and the check that tells people what is wrong with it. */

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
  /** How many calls it hits; all of them unless given. Counted down; at 0 the fault is gone. */
  readonly times?: number;
}

export interface ErrorFault extends ScopedFault<string> {
  /** Text of the error; a plain one unless given. */
  readonly message?: string;
}

/** One fault or several, of which the first that fits a call hits it. */
export type Some<F> = F | readonly F[];

export const timeFormats = ['utc', 'china', 'mixed'] as const;
export type TimeFormat = (typeof timeFormats)[number];

/** All of them off unless given. Faults of refusal hit only calls that pass signature, action and region. */
export interface Faults {
  /** Names of actions that answer `ActionOffline`. */
  readonly offlineActions?: readonly string[];
  /** Milliseconds that an answer is held back, besides the option `latencyMs`. */
  readonly latencyMs?: Some<Fault<number>>;
  /** Answers `RequestLimitExceeded`. */
  readonly throttle?: Some<Fault<true>>;
  /** Answers this error code. */
  readonly errorCode?: Some<string | ErrorFault>;
  /** Closes the connection without an answer. */
  readonly dropConnection?: Some<Fault<true>>;
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
  readonly value: string | number | true;
  readonly message?: string;
  readonly actions?: readonly string[];
  readonly regions?: readonly string[];
  readonly after?: number;
  readonly times?: number;
}

/** What is wrong with faults, all of it, in sentences for the person who wrote them. */
export class FaultsError extends Error {
  override readonly name = 'FaultsError';
}

const isDuration = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 600_000;
const duration = { isValid: isDuration, expected: 'whole milliseconds from 0 to 600000' };
const on = { isValid: (value: unknown): boolean => value === true, expected: 'true' };

/** Per fault: what its value must be; `true` is taken for a scope without one. */
export const faultValues: Readonly<
  Record<FaultName, { readonly isValid: (value: unknown) => boolean; readonly expected: string }>
> = {
  latencyMs: duration,
  slowBodyMs: duration,
  throttle: on,
  dropConnection: on,
  truncate: on,
  unknownEnums: on,
  errorCode: {
    isValid: (value) => typeof value === 'string' && /^[A-Z][A-Za-z]+(?:\.[A-Z][A-Za-z]+)?$/.test(value),
    expected: 'an error code such as "InternalError" or "FailedOperation.QueryDatabaseFail"',
  },
  notJson: {
    isValid: (value) =>
      value === true || (typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599),
    expected: 'true or an HTTP status from 200 to 599',
  },
  timeFormat: {
    isValid: (value) => timeFormats.some((format) => format === value),
    expected: timeFormats.map((format) => `"${format}"`).join(', '),
  },
};
