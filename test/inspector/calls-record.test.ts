/** The calls that are shown are those that TI-ONE has seen: all of them, each once, as they were. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { stopClock, type ClockedSystem, type SentCall } from '../helpers/clocked-system.ts';
import { countsOf, showCalls, type InspectedAnswer, type ShownCall } from '../helpers/inspected.ts';
import { createMixedSystem, mixedLoad } from '../helpers/mixed-load.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

type Seen = Pick<SentCall, 'action' | 'region' | 'params'>;
const asText = ({ action, region, params }: Seen): string => JSON.stringify([action, region, params]);
/** Calls of its own that went out. */
const isSent = ({ servedFrom, upstreamMs }: ShownCall): boolean => servedFrom === 'UPSTREAM' && upstreamMs !== null;

/** What was shown, against what went out and what came. Answers how many there were of each kind. */
function compare(operations: readonly (readonly ShownCall[])[], { sent, emulator }: ClockedSystem) {
  const { recent } = emulator.calls.snapshot();
  expect(recent).toHaveLength(sent.length);
  const shown = operations.flat();
  const own = shown.filter(isSent);
  expect(countsOf(own.map(asText))).toEqual(countsOf(sent.map(asText)));
  const byId = new Map(recent.map((call) => [call.requestId, call]));
  for (const { requestId, action, region, upstreamCode } of own) {
    if (requestId === null) continue;
    expect(byId.get(requestId)).toMatchObject({ action, region, code: upstreamCode });
    byId.delete(requestId);
  }
  // Those without an id are the ones whose answers were lost.
  const lost = own.filter(({ requestId }) => requestId === null);
  expect(lost).toHaveLength(byId.size);
  for (const { code } of lost) expect(code).toBe('UPSTREAM_UNAVAILABLE');

  for (const [index, calls] of operations.entries()) {
    const made = calls.filter(({ servedFrom }) => servedFrom === 'UPSTREAM');
    for (const attempt of [2, 3, 4])
      expect(countOf(made, attempt), `attempt ${String(attempt)}`).toBeLessThanOrEqual(countOf(made, attempt - 1));
    const others = new Set(operations.flatMap((each, other) => (other === index ? [] : each.filter(isSent).map(idOf))));
    for (const { servedFrom, requestId } of calls)
      if (servedFrom === 'IN_FLIGHT' && requestId !== null) expect(others).toContain(requestId);
  }
  for (const call of shown) {
    const isKept = ['CACHE', 'STALE', 'SHARED_CACHE'].includes(call.servedFrom);
    expect(call.attempt === null).toBe(isKept);
    if (isKept) expect(call).toMatchObject({ requestId: null, code: null, queuedMs: null, upstreamMs: null });
  }
  return {
    kinds: countsOf(shown.map(({ servedFrom }) => servedFrom)),
    lost: lost.length,
    retries: countOver(own, 1),
  };
}

const idOf = ({ requestId }: ShownCall) => requestId;
const countOf = (calls: readonly ShownCall[], attempt: number) =>
  calls.filter((call) => call.attempt === attempt).length;
const countOver = (calls: readonly ShownCall[], attempt: number) =>
  calls.filter((call) => (call.attempt ?? 0) > attempt).length;

const shownIn = (answers: readonly InspectedAnswer[]) =>
  answers.map(({ tione, text }) => {
    expect(tione.calls, text).toBeDefined();
    return tione.calls ?? [];
  });

it.each([1, 2])('shows every call of a mixed load once, as it was sent and answered (seed %d)', async (seed) => {
  const system = createMixedSystem(seed);
  const answers = await mixedLoad(system, seed, 300, (query, dice) => ({
    query,
    headers: { ...showCalls, ...(dice.chance(0.1) ? { 'cache-control': 'no-cache' } : {}) },
  }));
  const seen = compare(shownIn(answers), system);
  // All that was meant to happen did.
  for (const kind of ['UPSTREAM', 'IN_FLIGHT', 'CACHE'] as const) expect(seen.kinds[kind]).toBeGreaterThan(100);
  expect(Math.min(seen.lost, seen.retries)).toBeGreaterThan(5);
});

const asked =
  'trainingModelUpstream { omittedCalls calls { action requestId servedFrom attempt code startMs params } }';
const places: readonly [(fields: string) => string, ...((fields: string) => string)[]] = [
  (fields) => `{ u: ${asked} ${fields} }`,
  (fields) => `{ ${fields} u: ${asked} }`,
  (fields) => `{ ${fields} u: trainingModelUpstream { omittedCalls } ...F } fragment F on Query { u: ${asked} }`,
  (fields) => `{ other: ${asked} ${fields} ... on Query { u: ${asked} } }`,
];

it('shows the same in a field, wherever it stands, and nothing is missing there either', async () => {
  const system = createMixedSystem(3);
  const answers = await mixedLoad(system, 3, 200, (query, dice) => ({
    query: dice.pick(places)(query.slice(1, -1)),
    headers: showCalls,
  }));
  const operations = shownIn(answers);
  compare(operations, system);
  for (const [index, { data }] of answers.entries()) {
    const calls = operations[index]?.map(({ action, requestId, servedFrom, attempt, code, startMs, params }) => {
      return { action, requestId, servedFrom, attempt, code, startMs, params: JSON.stringify(params) };
    });
    expect(data?.['u']).toEqual({ omittedCalls: 0, calls });
    if (data !== null && data !== undefined && 'other' in data) expect(data['other']).toEqual(data['u']);
  }
});

it('shows no call twice, and none that there was not, when askers leave and stale answers are read anew', async () => {
  const system = createMixedSystem(4, { server: { cacheTtlMs: 500, cacheStaleMs: 60_000, timeoutMs: 400 } });
  const answers = await mixedLoad(system, 4, 200, (query) => ({ query, headers: showCalls }));
  const shown = shownIn(answers).flat();
  const own = shown.filter(isSent);
  const all = countsOf(system.sent.map(asText));
  for (const [call, count] of Object.entries(countsOf(own.map(asText))))
    expect(count).toBeLessThanOrEqual(all[call] ?? 0);
  const ids = own.flatMap(({ requestId }) => requestId ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  const recorded = system.emulator.calls.snapshot().recent.map(({ requestId }) => requestId);
  expect(recorded).toEqual(expect.arrayContaining(ids));
  expect(shown.some(({ servedFrom }) => servedFrom === 'STALE')).toBe(true);
  expect(own.length).toBeLessThan(system.sent.length);
});
