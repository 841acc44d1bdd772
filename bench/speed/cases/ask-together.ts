/** One question of many clients at once, to a server that has read nothing before, and what the upstream saw of it. */
import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'undici';
import { upstreamAt, type FaultsJson } from '../../protection/upstream.ts';
import { originOf, startEmulator, type Running } from '../processes.ts';
import { createTogether } from '../together.ts';

export const models = 100;
export const versions = 3;
/** That the upstream answers, for each action. */
export const callsPerSecond = 20;
/** Milliseconds that each answer of it takes. */
const latencyMs = 30;

export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The value of its only field. */
  readonly expected: unknown;
}

export interface Outcome {
  /** Answers that are all that was expected. */
  readonly complete: number;
  readonly calls: number;
  /** Calls refused because of the rate; not those of an action that is off. */
  readonly refused: number;
  /** Until the last client had its answer. */
  readonly seconds: number;
}

export async function askTogether(
  clients: number,
  { query, variables, expected }: Question,
  faults: FaultsJson,
  start: (emulator: Running) => Promise<Running>,
): Promise<Outcome> {
  await using processes = createTogether();
  const size = ['--models', models, '--versions', versions, '--rate-limit', callsPerSecond, '--latency-ms', latencyMs];
  const emulator = await processes.use(startEmulator(...size));
  const upstream = upstreamAt(new URL(originOf(emulator)));
  await upstream.faults(faults);
  const server = await processes.use(start(emulator));
  const pool = new Pool(originOf(server), { connections: clients });
  const ask = async (text: string, values: unknown): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: text, variables: values });
    const response = await pool.request({ method: 'POST', path: '/graphql', headers, body });
    // Compared below as a whole.
    const { data } = (await response.body.json()) as { readonly data?: Readonly<Record<string, unknown>> | null };
    return Object.values(data ?? {})[0];
  };
  // Opens the connections, and reads nothing of the upstream.
  await Promise.all(Array.from({ length: clients }, () => ask('{ __typename }', {})));
  const startedAt = performance.now();
  const answers = await Promise.all(Array.from({ length: clients }, () => ask(query, variables)));
  const seconds = (performance.now() - startedAt) / 1_000;
  await pool.close();
  const { total: calls, byAction } = await upstream.calls();
  const offered = Object.entries(byAction).filter(([action]) => !isOffline(faults, action));
  return {
    complete: answers.filter((answer) => isDeepStrictEqual(answer, expected)).length,
    calls,
    refused: offered.reduce((sum, [, { refused }]) => sum + refused, 0),
    seconds,
  };
}

function isOffline({ offlineActions }: FaultsJson, action: string): boolean {
  return Array.isArray(offlineActions) && offlineActions.includes(action);
}
