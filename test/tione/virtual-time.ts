/** A client under a clock that only the test moves, its upstream, and what both have seen. */
import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { Action } from '../../src/tione/actions.ts';
import { createTioneClient, type TioneClient } from '../../src/tione/client.ts';
import { fromStatic } from '../../src/tione/credentials/provider.ts';
import { TioneError } from '../../src/tione/errors.ts';
import type { TransportResponse } from '../../src/tione/transport.ts';
import { envelope, region, temporary, versionsOf, type Options } from './client-fakes.ts';

/** One request as it reached the upstream; times are in milliseconds since the stage was set. */
export interface Arrival {
  readonly id: number;
  readonly action: string;
  readonly at: number;
  readonly signal: AbortSignal;
}

export interface Asking {
  readonly action?: Action;
  /** Milliseconds until the deadline. */
  readonly patienceMs?: number;
  /** Whether the signal aborts at the deadline, as those of requests do. */
  readonly isSignalled?: boolean;
}

export interface Asked {
  readonly ended: Promise<Ended>;
  readonly cancel: () => void;
}

export interface Ended {
  readonly id: number;
  readonly at: number;
  /** Absent when it was answered. */
  readonly error?: TioneError;
}

export type Answer = (arrival: Arrival) => TransportResponse | Promise<TransportResponse>;

export interface Stage {
  readonly client: TioneClient;
  readonly arrivals: readonly Arrival[];
  /** Whatever was answered or failed, in order. */
  readonly ends: readonly Ended[];
  readonly ask: (id: number, asking?: Asking) => Asked;
  /** What happened to a call that is over by now. */
  readonly endOf: (id: number) => Ended;
  readonly now: () => number;
  readonly expectNothingLeft: () => void;
}

export const ok: Answer = () => ({ status: 200, text: envelope({}) });
export const refusing = (Code: string): Answer => {
  const text = envelope({ Error: { Code, Message: 'no' } });
  return () => ({ status: 200, text });
};
/** Whatever a host on the way may say. */
export const text =
  (text: string, status = 200): Answer =>
  () => ({ status, text });
export const broken: Answer = () => Promise.reject(new Error('connect ECONNREFUSED'));
export const hanging: Answer = ({ signal }) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('the socket was closed'));
    });
  });

export const advance = async (ms: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(ms);
};

/** For all tests of a file. */
export function useVirtualTime(): void {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** One attempt unless said otherwise: most tests look at single calls. */
export function setStage(answer: Answer = ok, options: Options = {}): Stage {
  const start = performance.now();
  const now = (): number => performance.now() - start;
  const arrivals: Arrival[] = [];
  const ends: Ended[] = [];
  const signals: AbortSignal[] = [];
  const client = createTioneClient({
    credentials: fromStatic(temporary),
    transport: ({ body = '', headers, signal }) => {
      const { Limit: id } = JSON.parse(body) as { Limit: number };
      const arrival = { id, action: headers?.['x-tc-action'] ?? '', at: now(), signal };
      arrivals.push(arrival);
      return Promise.resolve(arrival).then(answer);
    },
    attempts: 1,
    random: () => 0.5,
    ...options,
  });
  return {
    client,
    arrivals,
    ends,
    now,
    ask: (id, { action = versionsOf, patienceMs = Infinity, isSignalled = true } = {}) => {
      const controller = new AbortController();
      const { signal } = controller;
      signals.push(signal);
      const expire = (): void => {
        controller.abort(new DOMException('too late', 'TimeoutError'));
      };
      const timer = patienceMs < Infinity && isSignalled ? setTimeout(expire, patienceMs) : undefined;
      const over = (error?: unknown): Ended => {
        clearTimeout(timer);
        if (error !== undefined && !(error instanceof TioneError))
          throw new Error('not a TioneError', { cause: error });
        const ended = { id, at: now(), ...(error === undefined ? {} : { error }) };
        ends.push(ended);
        return ended;
      };
      // What is asked for does not matter here, so it carries the number of the call.
      const call = client.call(action, { Limit: id } as never, {
        region,
        signal,
        deadline: performance.now() + patienceMs,
      });
      return {
        ended: call.then(() => over(), over),
        cancel: () => {
          controller.abort();
        },
      };
    },
    endOf: (id) => {
      const ended = ends.find((end) => end.id === id);
      if (ended === undefined) throw new Error(`call ${String(id)} is not over`);
      return ended;
    },
    expectNothingLeft: () => {
      expect(vi.getTimerCount()).toBe(0);
      for (const signal of signals) expect(getEventListeners(signal, 'abort')).toEqual([]);
      // A slot may still be ahead, but nobody who waits.
      expect(client.waitMs(versionsOf)).toBeLessThanOrEqual(1_100);
    },
  };
}

/** An upstream that can be made to break and to recover. */
export function setHost(options: Options, first: Answer = ok): Stage & { readonly become: (next: Answer) => void } {
  let answer = first;
  const stage = setStage((arrival) => answer(arrival), options);
  return {
    ...stage,
    become: (next) => {
      answer = next;
    },
  };
}

/** The most that ever lay within one window. */
export function mostWithin(windowMs: number, times: readonly number[]): number {
  const inWindow = times.map((from) => times.filter((time) => time >= from && time < from + windowMs).length);
  return Math.max(0, ...inWindow);
}

export const idsOf = (list: readonly { readonly id: number }[]): readonly number[] => list.map(({ id }) => id);
export const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
