/** A client that asks a server, and takes note of how it was answered. */
import { Pool } from 'undici';
import { wrongPlace, type Result } from './judge.ts';
import type { Operation } from './operations.ts';

export interface Answer {
  /** When it was asked, and how long that took, in milliseconds. */
  readonly askedAt: number;
  readonly ms: number;
  /** Codes of its errors, each once; what went wrong with the exchange, if that did. */
  readonly codes: readonly string[];
  /** The longest time after which a client is told to come back. */
  readonly retryAfterMs: number | undefined;
  readonly isStale: boolean;
  /** The first place where it is not what it must be. */
  readonly wrong: string | undefined;
}

export interface Client extends AsyncDisposable {
  readonly ask: (operation: Operation) => Promise<Answer>;
}

/** Milliseconds after which an answer counts as lost. No server has a deadline near that. */
const lostMs = 60_000;

/** Requests wait for a free connection beyond so many, as they do behind a gateway. */
export function clientOf(url: URL, connections = 1_000): Client {
  const pool = new Pool(url.origin, { connections, headersTimeout: lostMs, bodyTimeout: lostMs });
  const headers = { 'content-type': 'application/json' };
  const exchange = async ({ query, variables, expected }: Operation) => {
    const body = JSON.stringify({ query, variables });
    const response = await pool.request({ method: 'POST', path: url.pathname, headers, body });
    // Checked below, part by part.
    const result = (await response.body.json()) as Result;
    const { errors = [], extensions = {} } = result;
    const details = errors.map((error) => error.extensions ?? {});
    return {
      codes: [...new Set(details.map(({ code }) => String(code)))],
      retryAfterMs: longest(details.map(({ retryAfterMs }) => retryAfterMs)),
      isStale: extensions['tione'] !== undefined,
      wrong: wrongPlace(result, expected),
    };
  };
  return {
    ask: async (operation) => {
      const askedAt = performance.now();
      const outcome = await exchange(operation).catch((error: unknown) => ({
        codes: [nameOf(error)],
        retryAfterMs: undefined,
        isStale: false,
        wrong: undefined,
      }));
      return { askedAt, ms: performance.now() - askedAt, ...outcome };
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}

function longest(values: readonly unknown[]): number | undefined {
  const known = values.filter((value) => typeof value === 'number');
  return known.length === 0 ? undefined : Math.max(...known);
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** Asks for each of the operations at its time: `perSecond` of them in a second, whatever becomes of those before. */
export async function askPaced(
  operations: readonly Operation[],
  perSecond: number,
  ask: (operation: Operation, index: number) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const startedAt = performance.now();
  const answers: Promise<Answer>[] = [];
  for (const [index, operation] of operations.entries()) {
    const waitMs = startedAt + (index / perSecond) * 1_000 - performance.now();
    if (waitMs > 0) await pause(waitMs);
    answers.push(ask(operation, index));
  }
  return Promise.all(answers);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
