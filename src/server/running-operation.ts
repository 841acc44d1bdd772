/** What is known of a request while it runs, and what is told of it at the end. */
import { randomUUID } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { Recorder, type ReadCounts } from '../inspector/recorder.ts';
import type { HeaderLookup } from './incoming.ts';
import type { OperationFacts } from './operation-facts.ts';
import type { FieldOutcome, OnOperation } from './operation-record.ts';
import type { RequestTrace } from './request-trace.ts';

export interface RunningOperation {
  /** The request's own id. */
  readonly id: string;
  readonly recorder: Recorder;
  /** Begins when it is known to be a GraphQL request. */
  trace: RequestTrace | undefined;
  facts: OperationFacts | undefined;
  errors: readonly GraphQLError[];
  /** Whether it is a GraphQL request, as far as is known: a visit to a page is none. */
  isParsed: boolean;
  /** Whether its answer tells of calls, and not of models alone. */
  isDiagnostic: boolean;
}

/** What comes from elsewhere is taken over where it can be nothing but an id. */
const requestIdPattern = /^[\w.:/+=-]{1,128}$/;
export const requestIdHeader = 'x-request-id';

export function beginOperation(headers: HeaderLookup): RunningOperation {
  const given = headers.get(requestIdHeader);
  return {
    id: given !== null && requestIdPattern.test(given) ? given : randomUUID(),
    recorder: new Recorder(),
    trace: undefined,
    facts: undefined,
    errors: [],
    isParsed: false,
    isDiagnostic: false,
  };
}

/** How a request was answered. */
export interface Outcome {
  readonly status: number;
  /** Undefined where it was refused before that was known. */
  readonly callerId: string | undefined;
  readonly isCancelled: boolean;
}

/** Tells of a GraphQL request that is answered. */
export function tellOperation(
  { id, recorder, facts, errors }: RunningOperation,
  trace: RequestTrace,
  outcome: Outcome,
  onOperation: OnOperation | undefined,
  counts: ReadCounts = recorder.counts(),
): void {
  if (onOperation === undefined && !trace.isRecorded) return;
  const durationMs = performance.now() - recorder.beganAt;
  const record = {
    requestId: id,
    traceId: trace.traceId,
    spanId: trace.spanId,
    startedAt: Date.now() - durationMs,
    durationMs,
    ...outcome,
    type: facts?.type,
    name: facts?.name,
    fields: errors.length === 0 ? (facts?.outcomes ?? none) : outcomes(facts, errors),
    codes: errors.length === 0 ? none : [...new Set(errors.map(codeOf))],
    reads: counts.reads,
    upstreamCalls: counts.upstreamCalls,
  };
  trace.end(record);
  onOperation?.(record);
}

const none: readonly never[] = [];

function outcomes(facts: OperationFacts | undefined, errors: readonly GraphQLError[]): readonly FieldOutcome[] {
  if (facts === undefined) return [];
  const failed = new Map<string, string>();
  for (const error of errors) {
    // Without a path, nothing was run.
    const names = error.path === undefined ? facts.fields.keys() : [String(error.path[0])];
    for (const name of names) if (!failed.has(name)) failed.set(name, codeOf(error));
  }
  return Array.from(facts.fields, ([key, name]) => ({ name, code: failed.get(key) }));
}

function codeOf({ extensions }: GraphQLError): string {
  const code: unknown = extensions['code'];
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
}
