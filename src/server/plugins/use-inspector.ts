import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { inspectionReport } from '../../inspector/inspection.ts';
import type { TioneClient } from '../../tione/client.ts';
import {
  budgetHeaders,
  hasDiagnosticField,
  inspectHeader,
  isDryRun,
  wantedBy,
  withoutRehearsed,
  withReport,
} from '../diagnostics.ts';
import { inspectRefusal, type InspectorOptions } from '../inspector-options.ts';
import { circumstancesOf, mostCalls } from '../most-calls.ts';
import type { RequestContext } from '../request-context.ts';
import type { ServerContext } from '../server-context.ts';

/** Makes of an answer what is answered in its place. */
type Change = (result: ExecutionResult) => ExecutionResult | Promise<ExecutionResult>;

/**
 * Shows the calls of TI-ONE that are made for an operation, in `extensions.tione`, and rehearses an operation instead of running
 * it. What is left of the rate is in headers, for who may see it.
 */
export function useInspector(
  options: InspectorOptions | undefined,
  client: TioneClient,
  scanLimit: number,
): Plugin<ServerContext & RequestContext, ServerContext> {
  const budget = budgetHeaders(() => client.budget());
  return {
    onExecute({ args, extendContext, setResultAndStopExecution }) {
      const asked: ExecutionArgs = args;
      const { request, operation, inspection, regions, rehearse } = args.contextValue;
      const wanted = wantedBy(request, options, inspection.refusal === undefined);
      const isExplained = wanted === 'explain';
      operation.isDiagnostic = wanted !== undefined || hasDiagnosticField(asked);
      if (!operation.isDiagnostic) return undefined;
      const refused =
        wanted === 'unknown' ? `The header ${inspectHeader} must be calls or explain.` : wanted && inspection.refusal;
      const told = (result: ExecutionResult) => (refused === undefined ? result : withReport(result, { refused }));
      // Who asks what it would cost does not want to pay, whether they may be told or not.
      if (isExplained && refused !== undefined) {
        const error = new GraphQLError(refused, { extensions: { code: 'FORBIDDEN' } });
        setResultAndStopExecution(told({ errors: [error] }));
        return undefined;
      }
      if (isExplained || isDryRun(asked)) {
        const rehearsal = rehearse(mostCalls(asked, circumstancesOf(client, regions, scanLimit)));
        extendContext(rehearsal);
        if (!isExplained) return changed((result) => told(withoutRehearsed(result, asked)));
        return changed(async (result) =>
          withReport(withoutRehearsed(result, asked), { explain: await rehearsal.inspection.explanation() }),
        );
      }
      if (refused !== undefined) return changed(told);
      if (wanted === undefined) return undefined;
      return changed(async (result) => withReport(result, await inspectionReport(inspection, operation.recorder)));
    },
    onResponse({ serverContext, response }) {
      // A browser's question whether it may ask is answered before anybody else is asked.
      if (!('operation' in serverContext) || !serverContext.operation.isParsed) return;
      if (serverContext.operation.isDiagnostic) response.headers.set('cache-control', 'no-store');
      if (options === undefined || inspectRefusal(serverContext.caller, options) !== undefined) return;
      const budgets = budget();
      if (budgets === undefined) return;
      // Behind the caller's own limit, where there is one.
      response.headers.append('ratelimit-policy', budgets.policies);
      response.headers.append('ratelimit', budgets.limits);
    },
  };
}

/** Nothing here comes in parts. */
function changed(change: Change) {
  return {
    async onExecuteDone({ result, setResult }: { result: unknown; setResult: (result: ExecutionResult) => void }) {
      setResult(await change(result as ExecutionResult));
    },
  };
}
