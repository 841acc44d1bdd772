/** What is known of a GraphQL request when it is answered: for logs, metrics and traces. */
import type { ReadCounts } from '../inspector/recorder.ts';

export interface OperationRecord extends ReadCounts {
  /** The request's own id: that of its header `X-Request-ID`, or a new one. The answer carries it too. */
  readonly requestId: string;
  /** Of the span of the request, or of the `traceparent` that came with it; undefined where there is neither. */
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
  /** When the request came, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Who sent it, as {@link Caller} names them; undefined where it was refused before that was known. */
  readonly callerId: string | undefined;
  /** Undefined, like the name, where no operation was run. */
  readonly type: 'query' | 'mutation' | 'subscription' | undefined;
  /** As the client calls it: of any length that a document may have. */
  readonly name: string | undefined;
  /** The fields at the top of the operation, each as often as it was asked for; none where no operation was run. */
  readonly fields: readonly FieldOutcome[];
  /** The codes of all errors, each once. */
  readonly codes: readonly string[];
  /** Whether the client went away before the end. */
  readonly isCancelled: boolean;
}

export interface FieldOutcome {
  readonly name: string;
  /** Code of the first error at or below the field; undefined where there is none. */
  readonly code: string | undefined;
}

/** Must not throw. */
export type OnOperation = (record: OperationRecord) => void;
