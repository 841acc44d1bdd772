import { randomUUID } from 'node:crypto';
import type { ExecutionArgs, ExecutionResult, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createRecorder } from '../../inspector/recorder.ts';
import { operationFacts, type OperationFacts } from '../operation-facts.ts';
import type { FieldOutcome, OnOperation, OperationRecord } from '../operation-record.ts';
import { beginTrace } from '../request-trace.ts';
import type { ServerContext } from '../server-context.ts';

/** What comes from elsewhere is taken over where it can be nothing but an id. */
const requestIdPattern = /^[\w.:/+=-]{1,128}$/;
const requestIdHeader = 'x-request-id';

/** Gives each request an id and a recorder, and tells of each GraphQL request when it is answered, or refused. */
export function useOperations(endpoint: string, onOperation?: OnOperation): Plugin<ServerContext, ServerContext> {
  return {
    onRequest({ request, serverContext }) {
      const given = request.headers.get(requestIdHeader) ?? '';
      const id = requestIdPattern.test(given) ? given : randomUUID();
      serverContext.operation = {
        id,
        recorder: createRecorder(),
        trace: undefined,
        facts: undefined,
        errors: [],
        isParsed: false,
        isDiagnostic: false,
      };
    },
    onRequestParse({ request, serverContext: { operation } }) {
      operation.isParsed = true;
      operation.trace = beginTrace(request, operation.recorder.beganAt);
    },
    onExecute({ args, executeFn, setExecuteFn }) {
      const asked: ExecutionArgs = args;
      const { operation } = args.contextValue;
      operation.facts = operationFacts(asked.document, asked.operationName);
      const { trace } = operation;
      if (trace !== undefined) setExecuteFn((execution) => trace.run(() => executeFn(execution) as unknown));
    },
    onResultProcess({ serverContext, result }) {
      // Nothing here comes in parts.
      if (!Array.isArray(result)) serverContext.operation.errors = (result as ExecutionResult).errors ?? [];
    },
    onResponse({ request, serverContext, response }) {
      // A browser's question whether it may ask is answered before anybody else is asked.
      if (!('operation' in serverContext)) return;
      const { id, recorder, facts, errors } = serverContext.operation;
      response.headers.set(requestIdHeader, id);
      // What is refused at the door is not parsed.
      const isRefused = response.status >= 400 && new URL(request.url).pathname === endpoint;
      const trace = serverContext.operation.trace ?? (isRefused ? beginTrace(request, recorder.beganAt) : undefined);
      if (trace === undefined || (onOperation === undefined && !trace.isRecorded)) return;
      const durationMs = performance.now() - recorder.beganAt;
      const record: OperationRecord = {
        requestId: id,
        traceId: trace.traceId,
        spanId: trace.spanId,
        startedAt: Date.now() - durationMs,
        durationMs,
        status: response.status,
        // Who was refused at the door may not be known.
        callerId: 'caller' in serverContext ? serverContext.caller.id : undefined,
        type: facts?.type,
        name: facts?.name,
        fields: outcomes(facts, errors),
        codes: [...new Set(errors.map(codeOf))],
        isCancelled: request.signal.aborted,
        ...recorder.counts(),
      };
      trace.end(record);
      onOperation?.(record);
    },
  };
}

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
