/** A system whose time stands still unless a test moves it, and what its clients see and cost. */
import { setImmediate as turn } from 'node:timers/promises';
import { vi } from 'vitest';
import type { Emulator } from '../../src/emulator/emulator.ts';
import type { Transport } from '../../src/tione/transport.ts';
import { createSystem, type GraphQLAnswer, type System, type SystemOptions } from './system.ts';

/** An upstream call, and when it was sent, in milliseconds since the system was made. */
export interface SentCall {
  readonly action: string;
  readonly region: string;
  readonly atMs: number;
  readonly params: unknown;
  readonly signal: AbortSignal;
}

export interface Told extends GraphQLAnswer<Record<string, unknown>> {
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
  /** Milliseconds from question to answer. */
  readonly tookMs: number;
}

export interface Asked {
  readonly variables?: Record<string, unknown>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface ClockedSystem extends System {
  /** Asks, and reads the whole answer; time must pass elsewhere. */
  readonly ask: (query: string, asked?: Asked) => Promise<Told>;
  /** Asks, and lets time pass until the answer is there. */
  readonly tell: (query: string, asked?: Asked) => Promise<Told>;
  /** All upstream calls so far. */
  readonly sent: readonly SentCall[];
}

/** To be undone by `vi.useRealTimers()`. */
export function stopClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'], now: Date.parse('2024-06-01') });
  // The clock of a process that has just begun, but not at this very moment.
  vi.advanceTimersByTime(60_123);
}

/** Lets everything happen that needs no time. */
export async function settle(): Promise<void> {
  for (let count = 0; count < 5; count += 1) await turn();
}

/** Lets milliseconds pass, and everything happen that they bring. */
export async function pass(ms: number): Promise<void> {
  const end = performance.now() + ms;
  await settle();
  while (performance.now() < end) {
    const before = performance.now();
    // By small steps: what begins on the way has timers of its own.
    await vi.advanceTimersByTimeAsync(Math.min(stepMs, end - before));
    await settle();
  }
}

/** Lets time pass until a promise has settled. */
export async function until<T>(promise: Promise<T>): Promise<T> {
  const settled = promise.then(
    () => true,
    () => true,
  );
  for (let steps = 0; steps < maxSteps; steps += 1) {
    if (await Promise.race([settled, settle().then(() => false)])) return promise;
    await vi.advanceTimersByTimeAsync(stepMs);
  }
  throw new Error('no answer within a minute');
}

const stepMs = 5;
const maxSteps = 60_000 / stepMs;

/** The clock must stand still already. Fresh for 5 s and at most 20 calls a second unless told otherwise. */
export function createClockedSystem({ emulator, server, client, around }: SystemOptions = {}): ClockedSystem {
  const sent: SentCall[] = [];
  const start = performance.now();
  const system = createSystem({
    emulator: { models: 0, rateLimit: 20, recentCalls: 1_000, sleep, ...emulator },
    server: { regions: ['ap-guangzhou'], cacheTtlMs: 5_000, ...server },
    client: { requestsPerSecond: 20, random: () => 0.5, ...client },
    around: (transport) => {
      const inner = around?.(transport) ?? transport;
      return (request) => {
        sent.push(sentCall(request, performance.now() - start));
        return inner(request);
      };
    },
  });
  const ask = async (query: string, { variables, headers, signal }: Asked = {}): Promise<Told> => {
    const askedAt = performance.now();
    const response = await system.server.fetch(
      new Request('http://127.0.0.1/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
        signal: signal ?? null,
      }),
    );
    const answer = (await response.json()) as Told;
    return { ...answer, headers: response.headers, tookMs: performance.now() - askedAt };
  };
  return { ...system, sent, ask, tell: (query, asked) => until(ask(query, asked)) };
}

function sentCall({ headers = {}, body = '', signal }: Parameters<Transport>[0], atMs: number): SentCall {
  const params: unknown = JSON.parse(body);
  return { action: headers['x-tc-action'] ?? '', region: headers['x-tc-region'] ?? '', atMs, params, signal };
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer);
      reject(new Error('the client has left'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', leave);
      resolve();
    }, ms);
    signal?.addEventListener('abort', leave, { once: true });
  });
}

/** How many calls the emulator has refused. */
export function refusedBy({ calls }: Emulator): number {
  return calls.snapshot().refused;
}

/** The most calls of one action in any window of one second. */
export function mostInASecond(sent: readonly SentCall[], action: string): number {
  const times = sent.filter((call) => call.action === action).map(({ atMs }) => atMs);
  return Math.max(0, ...times.map((end) => times.filter((time) => time > end - 1_000 && time <= end).length));
}
