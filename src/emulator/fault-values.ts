/** What the value of each fault must be, in words for the person who wrote another one. */
import { resetMoments, timeFormats, type FaultName } from './faults.ts';
import { isDuration, isLatency, latencyMembers } from './latency.ts';

export interface FaultValue {
  readonly isValid: (value: unknown) => boolean;
  readonly expected: string;
  /** Members of a value that is an object: this is what tells it from a scope. */
  readonly members?: readonly string[];
}

const duration = 'whole milliseconds from 0 to 600000';
const on: FaultValue = { isValid: (value) => value === true, expected: 'true' };

/** `true` is taken for a scope without a value. */
export const faultValues: Readonly<Record<FaultName, FaultValue>> = {
  latencyMs: {
    isValid: isLatency,
    expected: `${duration}, or such as {"from":10,"to":50} or {"median":30,"p99":400}, the smaller first and a median from 1`,
    members: latencyMembers,
  },
  slowBodyMs: { isValid: (value) => isDuration(value), expected: duration },
  throttle: on,
  otherRequestsPerSecond: whole(0, 1000),
  clockSkewSeconds: whole(-86_400, 86_400),
  stall: on,
  dropConnection: on,
  resetConnection: oneOf(resetMoments),
  truncate: on,
  unknownEnums: on,
  errorCode: {
    isValid: (value) => typeof value === 'string' && /^[A-Z][A-Za-z]+(?:\.[A-Z][A-Za-z]+)?$/.test(value),
    expected: 'an error code such as "InternalError" or "FailedOperation.QueryDatabaseFail"',
  },
  notJson: {
    isValid: (value) => value === true || isWhole(value, 200, 599),
    expected: 'true or an HTTP status from 200 to 599',
  },
  timeFormat: oneOf(timeFormats),
};

export function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function whole(least: number, most: number): FaultValue {
  return {
    isValid: (value) => isWhole(value, least, most),
    expected: `a whole number from ${String(least)} to ${String(most)}`,
  };
}

function oneOf(texts: readonly string[]): FaultValue {
  return {
    isValid: (value) => texts.some((text) => text === value),
    expected: texts.map((text) => `"${text}"`).join(', '),
  };
}
