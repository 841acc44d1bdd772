/** What can go wrong with a call, classified by table: full code first, then the part after the dot, then the part before it. */
import type { Ending } from './cancellation.ts';

/**
 * - `throttled`: the upstream's request rate is used up.
 * - `authentication`: key, token, signature or clock are wrong.
 * - `forbidden`: the key is known but may not do this.
 * - `invalid-request`: the upstream refuses a parameter.
 * - `not-found`: no such model or version.
 * - `capability`: the upstream does not offer this action, version or region.
 * - `unavailable`: the upstream or the way to it is broken for now.
 * - `deadline`: our own time limit.
 * - `cancelled`: the caller went away.
 * - `other`: anything else; of no use to the caller, so it is masked.
 */
export type ErrorKind =
  | 'throttled'
  | 'authentication'
  | 'forbidden'
  | 'invalid-request'
  | 'not-found'
  | 'capability'
  | 'unavailable'
  | 'deadline'
  | 'cancelled'
  | 'other';

/** Codes whose class says something else than the code means. */
const byCode: Readonly<Record<string, ErrorKind>> = {
  // The CAM *system* failed; nothing is known about the key.
  'AuthFailure.CamException': 'unavailable',
  ActionOffline: 'capability',
  InvalidAction: 'capability',
  NoSuchVersion: 'capability',
  UnsupportedOperation: 'capability',
  UnsupportedRegion: 'capability',
};

/** TI-ONE puts permission and not-found under several classes, such as `InternalError.NoPermission`. */
const bySuffix: Readonly<Record<string, ErrorKind>> = {
  NoPermission: 'forbidden',
  UnauthorizedOperation: 'forbidden',
  RecordNotFound: 'not-found',
};

const byPrefix: Readonly<Record<string, ErrorKind>> = {
  AuthFailure: 'authentication',
  FailedOperation: 'unavailable',
  InternalError: 'unavailable',
  InvalidParameter: 'invalid-request',
  InvalidParameterValue: 'invalid-request',
  MissingParameter: 'invalid-request',
  OperationDenied: 'forbidden',
  RequestLimitExceeded: 'throttled',
  ResourceNotFound: 'not-found',
  ResourceUnavailable: 'unavailable',
  ServiceUnavailable: 'unavailable',
  UnauthorizedOperation: 'forbidden',
  UnknownParameter: 'invalid-request',
};

/** Classifies a `Class[.Detail]` code of the upstream. */
export function classify(code: string): ErrorKind {
  const dot = code.indexOf('.');
  const prefix = dot === -1 ? code : code.slice(0, dot);
  return lookUp(byCode, code) ?? lookUp(bySuffix, code.slice(dot + 1)) ?? lookUp(byPrefix, prefix) ?? 'other';
}

function lookUp(table: Readonly<Record<string, ErrorKind>>, key: string): ErrorKind | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

const retryableKinds: ReadonlySet<ErrorKind> = new Set(['throttled', 'unavailable', 'deadline']);

/** The upstream counts requests in windows of one second (cloud.tencent.com/document/product/1278/109059). */
const throttleWindowMs = 1000;

export interface TioneErrorDetails {
  readonly kind: ErrorKind;
  readonly action: string;
  readonly region: string;
  /** The upstream's code, such as `ResourceNotFound.NoModel`; absent when no answer of the upstream was understood. */
  readonly upstreamCode?: string | undefined;
  /** The upstream's text, with the caller's credential blanked out; not stable, for people only. */
  readonly upstreamMessage?: string | undefined;
  /** Made by the upstream for each call; Tencent's support asks for it. */
  readonly requestId?: string | undefined;
  /** Milliseconds after which a retry makes sense; by default that of the kind, if it has one. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/**
 * A call that gave no result. The message (for operators: logs and `doctor`) holds the action, the region, what
 * happened and the upstream's code and text; what a GraphQL client gets to read is decided by the server.
 */
export class TioneError extends Error {
  override readonly name = 'TioneError';
  readonly kind: ErrorKind;
  readonly action: string;
  readonly region: string;
  readonly upstreamCode: string | undefined;
  readonly upstreamMessage: string | undefined;
  readonly requestId: string | undefined;
  /** Whether the same call may succeed later without any change. */
  readonly retryable: boolean;
  /** Milliseconds after which a retry makes sense, where that is known. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, details: TioneErrorDetails) {
    const { kind, action, region, upstreamCode, upstreamMessage, requestId, cause } = details;
    const { retryAfterMs = kind === 'throttled' ? throttleWindowMs : undefined } = details;
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.action = action;
    this.region = region;
    this.upstreamCode = upstreamCode;
    this.upstreamMessage = upstreamMessage;
    this.requestId = requestId;
    this.retryable = retryableKinds.has(kind);
    this.retryAfterMs = retryAfterMs;
  }
}

interface Place {
  readonly action: string;
  readonly region: string;
}

/** What a call rejects with when its answer would be of no use any more. */
export function late({ action, region }: Place, cause?: unknown): TioneError {
  const message = `${action} (${region}): no answer within the time limit`;
  return new TioneError(message, { kind: 'deadline', action, region, cause });
}

/**
 * What a call rejects with whose signal has aborted: a `TimeoutError` as the reason is the caller's deadline, any other is the
 * caller leaving.
 */
export function aborted(call: Place & { readonly signal: Ending }, cause: unknown = call.signal.reason): TioneError {
  const { action, region, signal } = call;
  if (signal.reason instanceof Error && signal.reason.name === 'TimeoutError') return late(call, cause);
  const message = `${action} (${region}): the request was cancelled`;
  return new TioneError(message, { kind: 'cancelled', action, region, cause });
}
