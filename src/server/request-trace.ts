/** The span of a GraphQL request, in the trace of whoever sent it. Costs next to nothing where no SDK of OpenTelemetry is there. */
import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type TextMapGetter,
} from '@opentelemetry/api';
import type { HeaderLookup } from './incoming.ts';
import { faultOf } from './fault-of.ts';
import type { OperationRecord } from './operation-record.ts';
import { traceIdIn } from './trace-parent.ts';

export interface RequestTrace {
  /** What log lines are found by; undefined where there is none. */
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  readonly isRecorded: boolean;
  /** Does work whose spans are children of the request's. */
  readonly run: <T>(work: () => T) => T;
  readonly end: (record: OperationRecord) => void;
}

const getter: TextMapGetter<HeaderLookup> = {
  get: (headers, name) => headers.get(name) ?? undefined,
  keys: (headers) => [...headers.keys()],
};

/** Until it is known what was asked for, and where that never is. */
const unknownName = 'GraphQL Operation';
/** A longer one was not made to be read. */
const maxNameCharacters = 64;

/** `beganAt` is in milliseconds of `performance.now()`. */
export function beginTrace(headers: HeaderLookup, beganAt: number): RequestTrace {
  const around = context.active();
  // Where a span of the HTTP server is there already, it has read the headers, and this one is inside of it.
  const outer = trace.getSpanContext(around);
  const isInside = outer !== undefined && outer.isRemote !== true;
  const parent = isInside ? around : propagation.extract(around, headers, getter);
  const kind = isInside ? SpanKind.INTERNAL : SpanKind.SERVER;
  const span = trace.getTracer('tione-graphql').startSpan(unknownName, { kind, startTime: beganAt }, parent);
  const { traceId, spanId, isRemote } = span.spanContext();
  const isKnown = trace.isSpanContextValid(span.spanContext());
  return {
    traceId: isKnown ? traceId : traceIdIn(headers.get('traceparent')),
    // Without an SDK, the span is that of the sender.
    spanId: isKnown && isRemote !== true ? spanId : undefined,
    isRecorded: span.isRecording(),
    run: isKnown ? (work) => context.with(trace.setSpan(parent, span), work) : (work) => work(),
    end: (record) => {
      if (span.isRecording()) end(span, record);
    },
  };
}

function end(span: Span, record: OperationRecord): void {
  const { type, fields, codes } = record;
  // Names of operations are the caller's; types and fields are of the schema, and few.
  if (type !== undefined) span.updateName([type, fields[0]?.name ?? []].flat().join(' '));
  span.setAttributes(attributesOf(record));
  const fault = faultOf(record);
  if (fault === 'upstream' || fault === 'server') {
    span.setAttribute('error.type', codes[0] ?? String(record.status));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

function attributesOf({ type, name, status, codes, requestId, upstreamCalls }: OperationRecord): Attributes {
  return {
    ...(type === undefined ? {} : { 'graphql.operation.type': type }),
    ...(name === undefined || name.length > maxNameCharacters ? {} : { 'graphql.operation.name': name }),
    'http.response.status_code': status,
    'tione_graphql.request_id': requestId,
    'tione_graphql.upstream_calls': upstreamCalls,
    ...(codes.length === 0 ? {} : { 'tione_graphql.error_codes': [...codes] }),
  };
}
