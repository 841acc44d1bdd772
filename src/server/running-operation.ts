import type { GraphQLError } from 'graphql';
import type { Recorder } from '../inspector/recorder.ts';
import type { OperationFacts } from './operation-facts.ts';
import type { RequestTrace } from './request-trace.ts';

/** What is known of a request while it runs. */
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
