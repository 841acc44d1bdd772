/** What becomes of calls that get no answer, or one that is none: network faults, time limits, clients that go away. */
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { breakages, breakWith } from './helpers/breakages.ts';
import { createFailingSystem, places, region, type FailingSystem } from './helpers/failing-places.ts';

it.each(breakages.flatMap((breakage) => places.map((place) => ({ breakage, what: breakage.what, ...place }))))(
  '$what to $action is UPSTREAM_UNAVAILABLE at the field that needs it',
  async ({ breakage, action, query, path, data, beside }) => {
    const system = breakWith(breakage, action);
    expect(await system.query(query)).toEqual({
      data,
      errors: [
        {
          message: `TI-ONE did not answer ${action} properly. Try again later.`,
          path,
          locations: [expect.anything()],
          extensions: { code: 'UPSTREAM_UNAVAILABLE', action, region, retryable: true },
        },
      ],
    });
    expect(system.told).toEqual([]);
    expect(system.calls().toSorted()).toEqual([action, beside].toSorted());
  },
);

/** A system in which one action never ends; `onStall` is called when it is on its way and all else has been answered. */
function stallWith(
  fault: 'latencyMs' | 'slowBodyMs',
  action: string,
  onStall: (signal?: AbortSignal) => void,
): FailingSystem {
  let answered = (): void => undefined;
  const others = new Promise<void>((resolve) => {
    answered = resolve;
  });
  const system = createFailingSystem({
    emulator: {
      sleep: (_, signal) => {
        onStall(signal);
        return new Promise(() => undefined);
      },
    },
    server: { timeoutMs: 250 },
    around: (transport) => async (request) => {
      const isStalled = request.headers?.['x-tc-action'] === action;
      if (isStalled) await others;
      const answer = await transport(request);
      answered();
      return answer;
    },
  });
  system.emulator.faults.set({ [fault]: { value: 1, actions: [action] } });
  return system;
}

const stalls = (['latencyMs', 'slowBodyMs'] as const).flatMap((fault) => places.map((place) => ({ fault, ...place })));

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it.each(stalls)(
  '$action is DEADLINE_EXCEEDED at the field that needs it when its $fault outlasts the time limit',
  async ({ fault, action, query, path, data, beside }) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const system = stallWith(fault, action, () => vi.advanceTimersByTime(250));
    expect(await system.query(query)).toEqual({
      data,
      errors: [
        {
          message: `TI-ONE did not answer ${action} within the time limit of this request.`,
          path,
          locations: [expect.anything()],
          extensions: { code: 'DEADLINE_EXCEEDED', action, region, retryable: true },
        },
      ],
    });
    expect(system.told).toEqual([]);
    expect(system.calls().toSorted()).toEqual([action, beside].toSorted());
  },
);

const post = (query: string, signal: AbortSignal | null = null): Request =>
  new Request('http://127.0.0.1/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    signal,
  });

it.each(places)(
  'a client that goes away during $action ends it down to the socket, and nobody is told',
  async ({ action, query, beside }) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const client = new AbortController();
    const reason = new Error('gone');
    let upstream: AbortSignal | undefined;
    const system = stallWith('latencyMs', action, (signal) => {
      upstream = signal;
      client.abort(reason);
    });
    await expect(system.server.fetch(post(query, client.signal))).rejects.toBe(reason);
    expect(upstream?.aborted).toBe(true);
    expect(system.calls().toSorted()).toEqual([action, beside].toSorted());
    // Execution ends a little later than the exchange.
    await turn();
    expect(system.told).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  },
);
