/** `trainingModelUpstream { calls }` waits for all that its operation asks, and for nothing else. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Faults } from '../../src/emulator/faults.ts';
import { versionsOf } from '../helpers/call-table.ts';
import { createClockedSystem, pass, settle, stopClock, until } from '../helpers/clocked-system.ts';
import { askWith, showCalls } from '../helpers/inspected.ts';
import { modelId, putModel } from '../helpers/small-system.ts';

beforeEach(stopClock);
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const timeoutMs = 3_000;
const field = 'trainingModelUpstream { calls { action servedFrom attempt code } }';
const read = `trainingModel(id: "${modelId}") { name }`;

function create() {
  const inspector = { mode: 'on-request' } as const;
  const system = createClockedSystem({ server: { timeoutMs, inspector, cacheStaleMs: 0 }, client: { attempts: 2 } });
  putModel(system, [{}]);
  return system;
}

it('tells at once that there are none, when it stands alone', async () => {
  const system = create();
  expect(await system.ask(`{ ${field} }`)).toMatchObject({ data: { trainingModelUpstream: { calls: [] } } });
});

const failures: readonly {
  readonly what: string;
  readonly faults: Faults;
  readonly codes: readonly (string | null)[];
}[] = [
  { what: 'go well', faults: { latencyMs: 500 }, codes: [null] },
  { what: 'are refused', faults: { errorCode: 'InvalidParameterValue' }, codes: ['BAD_USER_INPUT'] },
  {
    what: 'fail twice',
    faults: { errorCode: 'InternalError' },
    codes: ['UPSTREAM_UNAVAILABLE', 'UPSTREAM_UNAVAILABLE'],
  },
  { what: 'find nothing', faults: { errorCode: 'ResourceNotFound' }, codes: ['NOT_FOUND'] },
  { what: 'are never answered', faults: { stall: true }, codes: ['DEADLINE_EXCEEDED'] },
];

it.each(failures)('tells all of the calls when they $what', async ({ faults, codes }) => {
  const system = create();
  system.emulator.faults.set(faults);
  const { data, tookMs } = await system.tell(`{ ${field} ${read} }`);
  const calls = codes.map((code, index) => ({ action: versionsOf, servedFrom: 'UPSTREAM', attempt: index + 1, code }));
  expect(data?.['trainingModelUpstream']).toEqual({ calls });
  expect(tookMs).toBeLessThanOrEqual(timeoutMs + 10);
});

it('tells of a call that waited for its turn until there was no time left', async () => {
  const system = create();
  const ids = Array.from({ length: 30 }, (_, index) => `"m-${String(index + 1)}"`);
  const many = Array.from(
    { length: 90 },
    (_, index) => `v${String(index)}: trainingModelVersion(id: "mv-v1-${String(index + 1)}") { id }`,
  );
  const { tione } = await until(
    askWith(system, `{ ${many.join(' ')} ${field} trainingModelsByIds(ids: [${ids.join()}]) { name } }`, {
      headers: showCalls,
    }),
  );
  const calls = tione.calls ?? [];
  expect(calls.filter(({ upstreamMs }) => upstreamMs !== null)).toHaveLength(system.sent.length);
  const unsent = calls.filter(({ upstreamMs }) => upstreamMs === null);
  expect(unsent.length).toBeGreaterThan(0);
  for (const call of unsent) expect(call).toMatchObject({ code: 'THROTTLED', requestId: null });
  expect(calls).toHaveLength(91);
});

it('ends when the client leaves, and with it all that was under way', async () => {
  const system = create();
  system.emulator.faults.set({ stall: true });
  const client = new AbortController();
  const answer = system.ask(`{ ${field} ${read} }`, { signal: client.signal, headers: showCalls }).catch(() => 'gone');
  await pass(100);
  expect(system.sent).toHaveLength(1);
  client.abort(new Error('gone'));
  await settle();
  expect(system.sent[0]?.signal.aborted).toBe(true);
  await until(answer);
});
