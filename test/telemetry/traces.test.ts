/** A span for each operation, and in it one for each attempt to call TI-ONE. */
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAuthentication } from '../../src/access/authentication.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import { traceAttempts } from '../../src/telemetry/trace-attempts.ts';
import { createClockedSystem, pass, stopClock, until, type ClockedSystem } from '../helpers/clocked-system.ts';
import { idOf, keepSpans, parentOf, wasSent } from '../helpers/spans.ts';
import type { SystemOptions } from '../helpers/system.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

const region = 'ap-guangzhou';
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const callerSpan = '00f067aa0ba902b7';
const traceparent = `00-${traceId}-${callerSpan}-01`;

function createTracedSystem(options: SystemOptions = {}): ClockedSystem & { readonly ids: readonly string[] } {
  const system = createClockedSystem({
    ...options,
    emulator: { models: 5, versions: 2, ...options.emulator },
    client: { watch: traceAttempts, ...options.client },
  });
  return { ...system, ids: system.emulator.store.models(region).map((model) => model.TrainingModelId) };
}

const one = (id = '') => `query ModelPage { mine: trainingModel(id: "${id}") { name } }`;

it('a call is inside of its operation, and both say what they are and nothing of what was asked', async () => {
  using spans = keepSpans();
  const { emulator, tell, ids } = createTracedSystem({ emulator: { latencyMs: 30 } });
  const { headers } = await tell(one(ids[0]));
  const [call, operation, ...others] = spans.ended();
  expect(others).toEqual([]);
  expect(operation).toMatchObject({ name: 'query trainingModel', kind: SpanKind.SERVER });
  expect(parentOf(operation)).toBeUndefined();
  expect(operation?.attributes).toEqual({
    'graphql.operation.type': 'query',
    'graphql.operation.name': 'ModelPage',
    'http.response.status_code': 200,
    'tione_graphql.request_id': headers.get('x-request-id'),
    'tione_graphql.upstream_calls': 1,
  });
  expect(call).toMatchObject({ name: 'tione/DescribeTrainingModelVersions', kind: SpanKind.CLIENT });
  expect(parentOf(call)).toBe(idOf(operation));
  expect(call?.attributes).toEqual({
    'rpc.system.name': 'tencentcloud',
    'rpc.method': 'tione/DescribeTrainingModelVersions',
    'tencentcloud.region': region,
    'tencentcloud.request_id': emulator.calls.snapshot().recent[0]?.requestId,
    'tione_graphql.attempt': 1,
    'tione_graphql.queued_ms': 0,
  });
  for (const span of spans.ended()) expect(span.status).toEqual({ code: SpanStatusCode.UNSET });
});

it('goes on with the trace of whoever asks, and tells TI-ONE nothing of it', async () => {
  using spans = keepSpans();
  const sentHeaders: string[] = [];
  const { tell, ids } = createTracedSystem({
    around: (transport) => (request) => {
      sentHeaders.push(...Object.keys(request.headers ?? {}));
      return transport(request);
    },
  });
  await tell(one(ids[0]), { headers: { traceparent, tracestate: 'vendor=1' } });
  const [call, operation] = spans.ended();
  expect(parentOf(operation)).toBe(callerSpan);
  expect(operation?.kind).toBe(SpanKind.SERVER);
  for (const span of [call, operation]) expect(span?.spanContext().traceId).toBe(traceId);
  expect(sentHeaders).toContain('x-tc-action');
  expect(sentHeaders.filter((name) => /trace|baggage/i.test(name))).toEqual([]);
});

it('records nothing where the caller has decided so', async () => {
  using spans = keepSpans();
  const { tell, ids } = createTracedSystem();
  await tell(one(ids[0]), { headers: { traceparent: `00-${traceId}-${callerSpan}-00` } });
  expect(spans.ended()).toEqual([]);
});

it('is inside of the span of an HTTP server, where one is traced', async () => {
  using spans = keepSpans();
  const { ask, ids } = createTracedSystem();
  const tracer = trace.getTracer('http');
  await tracer.startActiveSpan('POST', { kind: SpanKind.SERVER }, async (http) => {
    // It has read the headers, so nobody else follows them.
    await until(ask(one(ids[0]), { headers: { traceparent } }));
    http.end();
  });
  const [, operation, http] = spans.ended();
  expect(operation?.kind).toBe(SpanKind.INTERNAL);
  expect(parentOf(operation)).toBe(idOf(http));
});

it.each<[string, Faults, string, string | undefined]>([
  ['nothing fails', {}, '{ trainingModels(first: 1) { totalCount } }', undefined],
  ['the caller errs', {}, '{ trainingModel(id: "x") { name } }', undefined],
  [
    'TI-ONE fails',
    { errorCode: 'InternalError' },
    '{ trainingModels(first: 1) { totalCount } }',
    'UPSTREAM_UNAVAILABLE',
  ],
  [
    'the server fails',
    { errorCode: 'LimitExceeded' },
    '{ trainingModels(first: 1) { totalCount } }',
    'INTERNAL_SERVER_ERROR',
  ],
])('when %s, the span of the operation says so', async (_title, faults, query, type) => {
  using spans = keepSpans();
  const { emulator, tell } = createTracedSystem();
  emulator.faults.set(faults);
  await tell(query);
  const [operation] = spans.operations();
  expect(operation?.status.code).toBe(type === undefined ? SpanStatusCode.UNSET : SpanStatusCode.ERROR);
  expect(operation?.attributes['error.type']).toBe(type);
});

it('has a span without a name of its own for what was never run, and for what is refused at the door', async () => {
  using spans = keepSpans();
  const { tell, server } = createTracedSystem({ server: { authenticate: createAuthentication({ keys: [] }) } });
  await tell('{ nope', { headers: { traceparent } });
  await server.fetch(new Request('http://127.0.0.1/health/live'));
  expect(spans.ended()).toMatchObject([
    {
      name: 'GraphQL Operation',
      attributes: { 'http.response.status_code': 401 },
      status: { code: SpanStatusCode.UNSET },
    },
  ]);
  expect(parentOf(spans.ended()[0])).toBe(callerSpan);
});

it('leaves out names that are too long to be read', async () => {
  using spans = keepSpans();
  const { tell } = createTracedSystem();
  await tell(`query ${'N'.repeat(65)} { __typename }`);
  expect(spans.ended()).toMatchObject([{ name: 'query __typename' }]);
  expect(spans.ended()[0]?.attributes).not.toHaveProperty('graphql.operation.name');
});

it('a call that several operations wait for belongs to the one that began it', async () => {
  using spans = keepSpans();
  const { ask, ids } = createTracedSystem({ emulator: { latencyMs: 50 } });
  const first = ask(one(ids[0]), { headers: { 'x-request-id': 'first' } });
  await pass(10);
  const second = ask(one(ids[0]), { headers: { 'x-request-id': 'second' } });
  await until(Promise.all([first, second]));
  const [call, ...others] = spans.calls();
  expect(others).toEqual([]);
  const owner = spans.operations().find((span) => idOf(span) === parentOf(call));
  expect(owner?.attributes).toMatchObject({ 'tione_graphql.request_id': 'first' });
});

it('what is read anew in the background belongs to the operation that has it read', async () => {
  using spans = keepSpans();
  const { tell, ids, sent } = createTracedSystem();
  await tell(one(ids[0]), { headers: { 'x-request-id': 'first' } });
  await pass(6_000);
  await tell(one(ids[0]), { headers: { 'x-request-id': 'later' } });
  await pass(1_000);
  expect(sent).toHaveLength(2);
  const later = spans.operations().find(({ attributes }) => attributes['tione_graphql.request_id'] === 'later');
  // The answer did not wait for it.
  expect(later?.attributes).toMatchObject({ 'tione_graphql.upstream_calls': 0 });
  expect(parentOf(spans.calls().at(-1))).toBe(idOf(later));
});

it('further attempts are spans of their own, and those that never went out were not sent', async () => {
  using spans = keepSpans();
  const { emulator, ask, tell, ids } = createTracedSystem({
    client: { requestsPerSecond: 1, attempts: 2 },
    server: { timeoutMs: 3_000 },
  });
  emulator.faults.set({ errorCode: { value: 'InternalError', times: 1 } });
  await tell(one(ids[0]));
  expect(spans.calls().map(({ attributes }) => attributes['tione_graphql.attempt'])).toEqual([1, 2]);
  expect(spans.calls()[0]?.attributes).toMatchObject({
    'error.type': 'unavailable',
    'rpc.response.status_code': 'InternalError',
  });
  expect(Number(spans.calls()[1]?.attributes['tione_graphql.queued_ms'])).toBeGreaterThan(0);
  await until(
    Promise.all(
      ['mv-v1-1', 'mv-v1-2', 'mv-v1-3', 'mv-v1-4'].map((id) => ask(`{ trainingModelVersion(id: "${id}") { id } }`)),
    ),
  );
  const unsent = spans.calls().filter((span) => !wasSent(span));
  expect(unsent.length).toBeGreaterThan(0);
  for (const { attributes } of unsent) {
    expect(attributes).toMatchObject({ 'error.type': 'throttled' });
    expect(attributes).not.toHaveProperty('tencentcloud.request_id');
  }
});
