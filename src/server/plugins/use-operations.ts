import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { operationFacts } from '../operation-facts.ts';
import type { OnOperation } from '../operation-record.ts';
import { beginTrace } from '../request-trace.ts';
import { beginOperation, requestIdHeader, tellOperation } from '../running-operation.ts';
import type { ServerContext } from '../server-context.ts';

/** Gives each request an id and a recorder, and tells of each GraphQL request when it is answered, or refused. */
export function useOperations(endpoint: string, onOperation?: OnOperation): Plugin<ServerContext, ServerContext> {
  return {
    onRequest({ request, serverContext }) {
      serverContext.operation = serverContext.begun?.operation ?? beginOperation(request.headers);
    },
    onRequestParse({ request, serverContext: { operation } }) {
      operation.isParsed = true;
      operation.trace ??= beginTrace(request.headers, operation.recorder.beganAt);
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
    onResponse({ request, serverContext, response: { status, headers } }) {
      // A browser's question whether it may ask is answered before anybody else is asked.
      if (!('operation' in serverContext)) return;
      const { operation, begun } = serverContext;
      headers.set(requestIdHeader, operation.id);
      // What is refused at the door is not parsed.
      const isRefused = status >= 400 && new URL(request.url).pathname === endpoint;
      const trace =
        operation.trace ?? (isRefused ? beginTrace(request.headers, operation.recorder.beganAt) : undefined);
      if (trace === undefined) return;
      // Who was refused at the door may not be known.
      const callerId = 'caller' in serverContext ? serverContext.caller.id : undefined;
      const isCancelled = request.signal.aborted || begun?.isGone() === true;
      tellOperation(operation, trace, { status, callerId, isCancelled }, onOperation);
    },
  };
}
