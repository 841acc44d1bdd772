/** What the page of metrics says is what has happened, to the last call. */
import { afterEach, expect, test, vi } from 'vitest';
import { createLoadedSystem, load } from '../helpers/fault-load.ts';
import { measured } from '../helpers/measured.ts';
import { readMetrics } from '../helpers/metrics-page.ts';
import { createSystem } from '../helpers/system.ts';

afterEach(() => {
  vi.useRealTimers();
});

const isAny = (code: string): boolean => code !== '';

test('under faults, calls, refusals and answers are counted exactly', async () => {
  const system = await measured(createLoadedSystem);
  const rounds = [
    await load(system, { throttle: { value: true, percent: 25 }, latencyMs: 40 }, 250),
    await load(
      system,
      {
        errorCode: [
          { value: 'InternalError', percent: 20 },
          { value: 'AuthFailure.UnauthorizedOperation', percent: 10 },
        ],
        otherRequestsPerSecond: 8,
      },
      250,
    ),
    await load(system, { offlineActions: ['DescribeTrainingModels'], latencyMs: 40 }, 150),
    await load(system, {}, 100),
  ];
  const { byAction, refused, total } = system.emulator.calls.snapshot();
  const { sum } = await readMetrics(system.server);

  // All of it has happened, or this would show nothing.
  expect(total).toBeGreaterThan(200);
  expect(refused).toBeGreaterThan(50);
  for (const [action, counted] of Object.entries(byAction)) {
    expect([action, sum('tione_graphql_upstream_attempts_total', { action })]).toEqual([action, counted.calls]);
    expect(sum('tione_graphql_upstream_attempt_duration_seconds_count', { action })).toBe(counted.calls);
    expect([action, sum('tione_graphql_upstream_attempts_total', { action, code: isAny })]).toEqual([
      action,
      counted.refused,
    ]);
    expect(sum('tione_graphql_upstream_attempts_in_flight', { action })).toBe(0);
  }
  expect(Object.keys(byAction)).toHaveLength(3);
  expect(sum('tione_graphql_upstream_attempts_total')).toBe(total);
  expect(
    sum('tione_graphql_upstream_attempts_total', { code: 'ActionOffline', outcome: 'CAPABILITY' }),
  ).toBeGreaterThan(0);
  const waited = sum('tione_graphql_upstream_attempts_total') + sum('tione_graphql_upstream_unsent_total');
  expect(sum('tione_graphql_upstream_queue_duration_seconds_count')).toBe(waited);

  const codes = new Set(rounds.flatMap((outcomes) => Object.keys(outcomes)));
  for (const code of codes) {
    const asked = rounds.reduce((count, outcomes) => count + (outcomes[code] ?? 0), 0);
    const label = code === 'answered' ? 'OK' : code;
    expect([code, sum('tione_graphql_operations_total', { code: label })]).toEqual([code, asked]);
  }
  expect(codes.size).toBeGreaterThan(2);
  expect(sum('tione_graphql_operations_total')).toBe(750);
  expect(sum('tione_graphql_operation_duration_seconds_count')).toBe(750);
  for (const field of ['trainingModel', 'trainingModels', 'trainingModelsByIds', 'trainingModelVersion'])
    expect(sum('tione_graphql_operations_total', { root_field: field })).toBeGreaterThan(50);
  // The list of models is asked for with one model alone, and by whoever was told more of it.
  for (const served of ['upstream', 'in-flight', 'cache', 'stale'])
    expect([served, sum('tione_graphql_reads_total', { served }) > 0]).toEqual([served, true]);
});

test('every way to ask is counted once: by its field, by its code, or by its status where it was refused at the door', async () => {
  const system = await measured(createSystem, { server: { requestsPerCaller: 8 } });
  const { server } = system;
  const id = 'm-608587242317024640';
  await system.query(`{ trainingModel(id: "${id}") { id } }`);
  await system.query(`{ a: trainingModel(id: "${id}") { id } b: trainingModel(id: "${id}") { name } }`);
  await system.query(`{ trainingModel(id: "${id}") { id } __typename }`);
  await system.query('{ __schema { queryType { name } } }');
  await system.query('{ trainingModels(first: 0) { totalCount } }');
  await system.query('{ noSuchField }');
  await system.query('{');
  await server.fetch(new Request('http://127.0.0.1/graphql', { method: 'PUT' }));
  await server.fetch(new Request('http://127.0.0.1/graphql?query={__typename}', { method: 'POST' }));

  // A further request of this caller would be refused too.
  const { samples } = await readMetrics({ fetch: (request) => server.fetch(request, { peer: '192.0.2.1' }) });
  const counted = samples
    .filter(({ name }) => name === 'tione_graphql_operations_total')
    .map(({ labels, value }) => [labels['root_field'], labels['code'], value]);
  expect(counted).toEqual([
    ['trainingModel', 'OK', 2],
    ['(several)', 'OK', 1],
    ['__schema', 'OK', 1],
    ['trainingModels', 'BAD_USER_INPUT', 1],
    ['', 'GRAPHQL_VALIDATION_FAILED', 1],
    ['', 'GRAPHQL_PARSE_FAILED', 1],
    ['', 'BAD_REQUEST', 1],
    ['', 'HTTP_429', 1],
  ]);
});

test('a client that leaves is no failure', async () => {
  const system = await measured(createSystem, {
    emulator: { latencyMs: 1, sleep: () => new Promise(() => undefined) },
  });
  const controller = new AbortController();
  const request = new Request('http://127.0.0.1/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ trainingModelVersion(id: "mv-v1-1") { id } }' }),
    signal: controller.signal,
  });
  const answer = system.server.fetch(request).catch(() => undefined);
  await vi.waitUntil(() => system.emulator.calls.snapshot().total === 1);
  const before = await readMetrics(system.server);
  expect(before.sum('tione_graphql_upstream_attempts_in_flight')).toBe(1);
  expect(before.sum('tione_graphql_reads_in_flight')).toBe(1);
  controller.abort();
  await answer;
  await vi.waitFor(async () => {
    const { samples, sum } = await readMetrics(system.server);
    expect(sum('tione_graphql_upstream_attempts_total', { outcome: 'CANCELLED', code: '' })).toBe(1);
    expect(sum('tione_graphql_upstream_attempts_in_flight')).toBe(0);
    const operations = samples.filter(({ name }) => name === 'tione_graphql_operations_total');
    expect(operations.map(({ labels }) => labels['code'])).toEqual(['CANCELLED']);
  });
});
