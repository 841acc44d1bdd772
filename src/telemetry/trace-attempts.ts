import { context, SpanKind, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';
import type { BegunAttempt, EndedAttempt, WatchAttempt } from '../tione/attempt.ts';
import type { ErrorKind } from '../tione/errors.ts';

/** An answer like any other, and nobody who waits for one. */
const noErrors: ReadonlySet<ErrorKind> = new Set(['not-found', 'cancelled']);

/**
 * A span for each attempt to call TI-ONE, inside of the operation that has begun it. It says which action was called where and what
 * came of it, and nothing of what was asked. Costs next to nothing where no SDK of OpenTelemetry is there.
 */
export const traceAttempts: WatchAttempt = (begun) => {
  const method = `tione/${begun.action}`;
  const options = { kind: SpanKind.CLIENT, attributes: attributesOf(method, begun) };
  const span = trace.getTracer('tione-graphql').startSpan(method, options, context.active());
  return (ended) => {
    if (span.isRecording()) end(span, ended);
  };
};

/** By OpenTelemetry's conventions for remote calls, those apart that there are none for. */
function attributesOf(method: string, { region, attempt }: BegunAttempt): Attributes {
  return {
    'rpc.system.name': 'tencentcloud',
    'rpc.method': method,
    'tencentcloud.region': region,
    'tione_graphql.attempt': attempt,
  };
}

function end(span: Span, { beganAt, sentAt, endedAt, requestId, error }: EndedAttempt): void {
  span.setAttribute('tione_graphql.queued_ms', (sentAt ?? endedAt) - beganAt);
  if (sentAt !== undefined) span.addEvent('sent', sentAt);
  if (requestId !== undefined) span.setAttribute('tencentcloud.request_id', requestId);
  if (error?.upstreamCode !== undefined) span.setAttribute('rpc.response.status_code', error.upstreamCode);
  if (error !== undefined && !noErrors.has(error.kind)) {
    span.setAttribute('error.type', error.kind);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}
