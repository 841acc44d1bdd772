import { context, trace } from '@opentelemetry/api';
import type { EndedAttempt, WatchAttempt } from '../tione/attempt.ts';
import type { ErrorKind, TioneError } from '../tione/errors.ts';
import { cut, escaped } from './escape.ts';
import { createLineLimit } from './line-limit.ts';
import type { Fields, Severity } from './log-event.ts';
import type { Log } from './log.ts';

/** Kinds that are not here are failures that may pass. */
const severities: Readonly<Partial<Record<ErrorKind, Severity>>> = {
  authentication: 'error',
  other: 'error',
  // An answer like any other: there is no such thing.
  'not-found': 'debug',
  // Nobody waits for the answer any more.
  cancelled: 'debug',
};

/** Of what comes from the upstream, or from something in its place. */
const maxCodeCharacters = 128;
/** Longer than all texts of our own. */
const maxReasonCharacters = 500;

const severityOf = (kind: ErrorKind): Severity => severities[kind] ?? 'warn';

export interface AttemptLog {
  readonly watch: WatchAttempt;
  /** Writes what is still to be told. */
  readonly close: () => void;
}

/** One line for each attempt to call TI-ONE that failed, and at `debug` for each other. Of one kind, at most 20 in a second. */
export function logAttempts(log: Log): AttemptLog {
  const limit = createLineLimit({
    onMore: (kind, count) => {
      const severity = severityOf(kind as ErrorKind);
      log.write({ severity, message: 'more upstream attempts failed', fields: { kind, count } });
    },
  });
  const tell = (ended: EndedAttempt, operation: Fields): void => {
    const { error } = ended;
    if (error === undefined) {
      const fields = { ...fieldsOf(ended), ...operation };
      log.write({ severity: 'debug', message: 'upstream attempt', fields });
      return;
    }
    const severity = severityOf(error.kind);
    if (!log.writes(severity) || !limit.admits(error.kind)) return;
    const fields = { ...fieldsOf(ended), kind: error.kind, upstreamCode: code(error.upstreamCode), ...operation };
    log.write({ severity, message: 'upstream attempt failed', fields, ...reasonOf(error) });
  };
  const watch: WatchAttempt = () => {
    const operation = currentOperation();
    return (ended) => {
      if (ended.error !== undefined || log.writes('debug')) tell(ended, operation);
    };
  };
  return { watch, close: limit.close };
}

/** By which the line of the operation is found that has begun the call, where an SDK of OpenTelemetry keeps track of it. */
function currentOperation(): Fields {
  const { traceId, spanId } = trace.getSpanContext(context.active()) ?? {};
  return { traceId, spanId };
}

function fieldsOf({ action, region, attempt, beganAt, sentAt, endedAt, requestId }: EndedAttempt): Fields {
  return {
    action,
    region,
    attempt,
    queuedMs: tenths((sentAt ?? endedAt) - beganAt),
    // Absent where it did not go out.
    upstreamMs: sentAt === undefined ? undefined : tenths(endedAt - sentAt),
    upstreamRequestId: code(requestId),
  };
}

function code(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cut(text, maxCodeCharacters);
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** Without a code of TI-ONE the words are our own; what TI-ONE says may repeat what a caller has sent. */
function reasonOf({ upstreamCode, message }: TioneError): { readonly error?: string } {
  return upstreamCode === undefined ? { error: escaped(cut(message, maxReasonCharacters)) } : {};
}
