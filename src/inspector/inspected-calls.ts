/** What one operation has asked of the upstream, call by call, for whoever wants to see it. */
import type { Served, ServedFrom } from '../reads/index.ts';
import type { EndedAttempt } from '../tione/attempt.ts';
import { errorCodes } from './error-codes.ts';
import type { RepeatableCall } from './repeatable-call.ts';

/** Names of `ServedFrom` in GraphQL. */
const sources = {
  upstream: 'UPSTREAM',
  'in-flight': 'IN_FLIGHT',
  cache: 'CACHE',
  stale: 'STALE',
  'shared-cache': 'SHARED_CACHE',
} as const satisfies Record<ServedFrom, string>;

export type CallSource = (typeof sources)[ServedFrom];

/** An attempt to call the upstream, or a read that was served without one. Times are in milliseconds. */
export interface InspectedCall extends RepeatableCall {
  readonly servedFrom: CallSource;
  /** 1 for the first attempt of a call. Null, like all that an attempt alone has, where none was made. */
  readonly attempt: number | null;
  /** Made by the upstream; null where no answer told one. */
  readonly requestId: string | null;
  /** Null when it went well. */
  readonly code: string | null;
  /** The upstream's own code. */
  readonly upstreamCode: string | null;
  /** Since the operation began: below 0 for a call that another one had begun before. */
  readonly startMs: number;
  /** Until it went out, or was given up. */
  readonly queuedMs: number | null;
  /** From then to the answer; null when it did not go out. */
  readonly upstreamMs: number | null;
}

export interface InspectedCalls {
  /** By when they began. */
  readonly calls: readonly InspectedCall[];
  /** How many more there were. */
  readonly omitted: number;
}

/** Calls that are listed at the most: more than an operation may take of the upstream, and no answer of megabytes. */
const maxListed = 500;

/** `since`: when the operation began, in milliseconds of `performance.now()`. */
export function inspectCalls(served: readonly Served[], since: number): InspectedCalls {
  const attempts = new Map<EndedAttempt, { readonly read: Served; isOwn: boolean }>();
  const kept: InspectedCall[] = [];
  for (const read of served) {
    for (const { attempt, isOwn } of read.attempts) {
      const known = attempts.get(attempt);
      // Of several reads that were merged, one has begun the call.
      if (known === undefined) attempts.set(attempt, { read, isOwn });
      else known.isOwn ||= isOwn;
    }
    if (read.from !== 'upstream' && read.from !== 'in-flight') kept.push(keptCall(read, since));
  }
  const made = Array.from(attempts, ([attempt, { read, isOwn }]) => madeCall(attempt, read, isOwn, since));
  const calls = [...made, ...kept].sort((left, right) => left.startMs - right.startMs);
  return { calls: calls.slice(0, maxListed), omitted: Math.max(0, calls.length - maxListed) };
}

function keptCall({ subject, from, beganAt }: Served, since: number): InspectedCall {
  const { action, region, params } = subject();
  return {
    action,
    region,
    params: params(),
    servedFrom: sources[from],
    attempt: null,
    requestId: null,
    code: null,
    upstreamCode: null,
    startMs: rounded(beganAt - since),
    queuedMs: null,
    upstreamMs: null,
  };
}

function madeCall(ended: EndedAttempt, { subject }: Served, isOwn: boolean, since: number): InspectedCall {
  const { action, region, attempt, beganAt, sentAt, endedAt, params, requestId, error } = ended;
  return {
    action,
    region,
    params: params ?? subject().params(),
    servedFrom: isOwn ? 'UPSTREAM' : 'IN_FLIGHT',
    attempt,
    requestId: requestId ?? null,
    code: error === undefined ? null : errorCodes[error.kind],
    upstreamCode: error?.upstreamCode ?? null,
    startMs: rounded(beganAt - since),
    queuedMs: rounded((sentAt ?? endedAt) - beganAt),
    upstreamMs: sentAt === undefined ? null : rounded(endedAt - sentAt),
  };
}

/** To microseconds: more would be noise. */
export function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}
