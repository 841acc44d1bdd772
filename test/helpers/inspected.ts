/** Answers that show the calls behind them, and explanations of what calls there would be. */
import type { GraphQLAnswer, System } from './system.ts';

export interface ShownCall {
  readonly action: string;
  readonly region: string;
  readonly params: unknown;
  readonly servedFrom: 'UPSTREAM' | 'IN_FLIGHT' | 'CACHE' | 'STALE' | 'SHARED_CACHE';
  readonly attempt: number | null;
  readonly requestId: string | null;
  readonly code: string | null;
  readonly upstreamCode: string | null;
  readonly startMs: number;
  readonly queuedMs: number | null;
  readonly upstreamMs: number | null;
  readonly tccli: string;
  readonly sdk: string;
}

export interface ShownBudget {
  readonly action: string;
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly queued: number;
  readonly waitMs: number;
}

export interface ShownCapability {
  readonly action: string;
  readonly region: string;
  readonly published: boolean;
  readonly state: 'ANSWERS' | 'NOT_OFFERED' | 'UNKNOWN';
  readonly since: string | null;
}

export interface ShownExplanation {
  readonly calls: readonly {
    readonly action: string;
    readonly region: string;
    readonly calls: number;
    readonly reads: number;
  }[];
  readonly totalCalls: number;
  readonly atMostCalls: number;
  readonly cacheHits: number;
  readonly expectedWaitMs: number;
}

export interface Shown {
  readonly durationMs: number;
  readonly calls: readonly ShownCall[];
  readonly omitted: number;
  readonly budget: readonly ShownBudget[];
  readonly capabilities: readonly ShownCapability[];
  readonly explain: ShownExplanation;
  readonly refused: string;
}

export interface InspectedAnswer extends GraphQLAnswer<Record<string, unknown>> {
  /** What of `extensions.tione` there is. */
  readonly tione: Partial<Shown>;
  readonly headers: Headers;
  readonly status: number;
  /** The whole body, as it came. */
  readonly text: string;
}

export interface Asked {
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Asks with these headers, and reads the whole answer. */
export async function askWith(
  { server }: Pick<System, 'server'>,
  query: string,
  { variables, headers, signal }: Asked = {},
): Promise<InspectedAnswer> {
  const response = await server.fetch(
    new Request('http://127.0.0.1/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
      signal: signal ?? null,
    }),
  );
  const text = await response.text();
  const answer = JSON.parse(text) as GraphQLAnswer<Record<string, unknown>> & {
    readonly extensions?: { readonly tione?: Partial<Shown> };
  };
  const { status, headers: answered } = response;
  return { ...answer, tione: answer.extensions?.tione ?? {}, headers: answered, status, text };
}

export const showCalls = { 'x-tione-inspect': 'calls' } as const;
export const explainOnly = { 'x-tione-inspect': 'explain' } as const;

/** What an operation would cost. */
export async function explain(
  system: System,
  query: string,
  variables?: Asked['variables'],
): Promise<ShownExplanation> {
  const { tione, text } = await askWith(system, query, { variables, headers: explainOnly });
  if (tione.explain === undefined) throw new Error(`nothing is explained: ${text}`);
  return tione.explain;
}

/** How many calls of which action, by its name. */
export function countsOf(actions: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const action of actions) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

/** The same of an explanation, over all regions. */
export function explainedCounts({ calls }: ShownExplanation): Readonly<Record<string, number>> {
  return countsOf(calls.flatMap(({ action, calls: count }) => Array.from({ length: count }, () => action)));
}
