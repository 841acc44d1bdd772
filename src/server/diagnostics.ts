/** How diagnostics are asked for, and how they come into an answer. */
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { ActionBudget } from '../tione/client.ts';
import type { Incoming } from './incoming.ts';
import type { InspectorOptions } from './inspector-options.ts';
import { operationFacts } from './operation-facts.ts';
import { rootFields } from './root-fields.ts';

/** Asks for the calls of an operation (`calls`), or for what they would be without making them (`explain`). */
export const inspectHeader = 'x-tione-inspect';
const diagnosticField = 'trainingModelUpstream';

export type Wanted = 'calls' | 'explain' | 'unknown' | undefined;

export function wantedBy(
  { headers }: Pick<Incoming, 'headers'>,
  options: InspectorOptions | undefined,
  isAllowed: boolean,
): Wanted {
  const asked = headers.get(inspectHeader)?.trim().toLowerCase();
  // Who may not see it, and has not asked, need not be told so.
  if (asked === undefined) return options?.mode === 'always' && isAllowed ? 'calls' : undefined;
  return asked === 'calls' || asked === 'explain' ? asked : 'unknown';
}

/** Whether an operation asks for diagnostics in a field. */
export function hasDiagnosticField({ document, operationName }: ExecutionArgs): boolean {
  for (const name of operationFacts(document, operationName)?.fields.values() ?? [])
    if (name === diagnosticField) return true;
  return false;
}

/** Whether an operation asks in a field that it be rehearsed. */
export function isDryRun(args: ExecutionArgs): boolean {
  return (
    hasDiagnosticField(args) &&
    rootFields(args).some(({ name, args: { dryRun } }) => name === diagnosticField && !!dryRun)
  );
}

/** An answer with more in `extensions.tione`. */
export function withReport(result: ExecutionResult, report: object): ExecutionResult {
  const known: unknown = result.extensions?.['tione'];
  return { ...result, extensions: { ...result.extensions, tione: { ...Object(known), ...report } as object } };
}

/** Fields that say nothing of the models of TI-ONE. */
const trueOfRehearsals: ReadonlySet<string> = new Set([
  diagnosticField,
  '__typename',
  '__schema',
  '__type',
  '_service',
]);

/** The answer of a rehearsal, without what was made up for it. */
export function withoutRehearsed(result: ExecutionResult, { document, operationName }: ExecutionArgs): ExecutionResult {
  const names = operationFacts(document, operationName)?.fields;
  if (result.data == null || names === undefined) return result;
  const data = Object.entries(result.data).map(([key, value]: [string, unknown]) => {
    const name = names.get(key) ?? '';
    // The only one of them that is never null.
    const empty = name === '_entities' ? [] : null;
    return [key, trueOfRehearsals.has(name) ? value : empty] as const;
  });
  return { ...result, data: Object.fromEntries(data) };
}

/** What is left of the rate of actions, as headers tell limits: see draft-ietf-httpapi-ratelimit-headers. */
export interface BudgetHeaders {
  readonly policies: string;
  readonly limits: string;
}

/**
 * Tells what is left in each moment; undefined where nothing is limited. Made for each answer, and the same for nearly all of them:
 * texts are kept for as long as they are true.
 */
export function budgetHeaders(budget: () => readonly ActionBudget[]): () => BudgetHeaders | undefined {
  let told: readonly ActionBudget[] | undefined;
  let headers: BudgetHeaders | undefined;
  return () => {
    const budgets = budget();
    if (budgets !== told) headers = headersOf(budgets);
    told = budgets;
    return headers;
  };
}

function headersOf(budgets: readonly ActionBudget[]): BudgetHeaders | undefined {
  let policies = '';
  let limits = '';
  for (const { action, limit, remaining, waitMs } of budgets) {
    if (limit === null || remaining === null) continue;
    const separator = policies === '' ? '' : ', ';
    const resetSeconds = Math.max(1, Math.ceil(waitMs / 1_000));
    policies += `${separator}"${action}";q=${String(limit)};w=1`;
    limits += `${separator}"${action}";r=${String(remaining)};t=${String(resetSeconds)}`;
  }
  return policies === '' ? undefined : { policies, limits };
}
