/** Which trace a request belongs to, with no SDK at all, and with the one of the example, over HTTP. */
import { readFile } from 'node:fs/promises';
import { json } from 'node:stream/consumers';
import { afterEach, expect, it, vi } from 'vitest';
import { listen } from '../../src/http.ts';
import { logOperations } from '../../src/telemetry/log-operations.ts';
import { traceAttempts } from '../../src/telemetry/trace-attempts.ts';
import { keepLog } from '../helpers/log-lines.ts';
import { startCli } from '../helpers/process.ts';
import { idOf, keepSpans, parentOf } from '../helpers/spans.ts';
import { createSystem } from '../helpers/system.ts';

// A child process compiles the sources first, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const callerSpan = '00f067aa0ba902b7';
const traceparent = `00-${traceId}-${callerSpan}-01`;
const published = '{ trainingModel(id: "m-608587242317024640") { name } }';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

function ask(url: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
  return fetch(url, { ...init, body: JSON.stringify({ query: published }) });
}

it.each([
  ['as of today', traceparent, traceId],
  ['not sampled', traceparent.replace(/01$/, '00'), traceId],
  ['of a later version', `cc-${traceId}-${callerSpan}-01-what-it-brings`, traceId],
  ['none', undefined, undefined],
  ['of the version that is none', traceparent.replace('00', 'ff'), undefined],
  ['with more than this version has', `${traceparent}-more`, undefined],
  ['in capitals', traceparent.toUpperCase(), undefined],
  ['with a trace of zeros', traceparent.replace(traceId, '0'.repeat(32)), undefined],
  ['with a span of zeros', traceparent.replace(callerSpan, '0'.repeat(16)), undefined],
  ['too short', traceparent.slice(0, -1), undefined],
  ['something else', '\u001b[2J all is lost', undefined],
])(
  'without an SDK a traceparent (%s) is in the line of the operation, if it is one',
  async (_title, header, expected) => {
    const kept = keepLog();
    const system = createSystem({
      server: { onOperation: logOperations(kept.log) },
      client: { watch: traceAttempts },
    });
    const headers = header === undefined ? undefined : { traceparent: header };
    await system.server.fetch(
      new Request(`http://127.0.0.1/graphql?query=${encodeURIComponent(published)}`, {
        headers: { 'x-graphql-yoga-csrf': '1', ...headers },
      }),
    );
    expect(system.calls()).toHaveLength(1);
    const [line] = kept.records();
    expect(line?.['traceId']).toBe(expected);
    expect(line).not.toHaveProperty('spanId');
  },
);

it('the trace of a request over HTTP goes on', async () => {
  using spans = keepSpans();
  const kept = keepLog();
  const { server } = createSystem({
    server: { onOperation: logOperations(kept.log) },
    client: { watch: traceAttempts },
  });
  const listening = await listen(server.listener, { host: '127.0.0.1', port: 0 });
  cleanups.push(() => listening.close());
  const answer = await ask(`${listening.url}/graphql`, { traceparent });
  await answer.text();
  const [call, operation] = spans.ended();
  expect(parentOf(operation)).toBe(callerSpan);
  expect(parentOf(call)).toBe(idOf(operation));
  expect(kept.records()).toMatchObject([{ traceId, spanId: idOf(operation) }]);
});

interface ExportedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: {
      readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue: string } }[];
    };
    readonly scopeSpans: readonly { readonly spans: readonly ExportedSpan[] }[];
  }[];
}

it('examples/telemetry.mjs sends spans to a collector, to the last when the server stops', async () => {
  const received: Export[] = [];
  const collector = await listen(
    (request, response) => {
      void json(request).then((body) => {
        if (request.url === '/v1/traces') received.push(body as Export);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    },
    { host: '127.0.0.1', port: 0 },
  );
  cleanups.push(() => collector.close());
  await using serve = startCli(['serve', '--port', '0'], {
    TIONE_MODE: 'emulator',
    LOG_FORMAT: 'json',
    NODE_OPTIONS: '--import ./examples/telemetry.mjs',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  });
  const listening = JSON.parse(await serve.line(/listening on http/)) as { readonly url: string };
  await (await ask(listening.url, { traceparent })).text();
  serve.kill('SIGTERM');
  const { code, stderr } = await serve.ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const spans = received.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  );
  const [call, operation] = spans;
  expect(spans).toMatchObject([
    { name: 'tione/DescribeTrainingModelVersions', traceId },
    { name: 'query trainingModel', traceId, parentSpanId: callerSpan },
  ]);
  expect(call?.parentSpanId).toBe(operation?.spanId);
  expect(received[0]?.resourceSpans[0]?.resource.attributes).toContainEqual({
    key: 'service.name',
    value: { stringValue: 'tione-graphql' },
  });
});

it('names the versions of its packages with which it is tested', async () => {
  const textOf = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
  const { devDependencies } = JSON.parse(await textOf('package.json')) as { devDependencies: Record<string, string> };
  const example = await textOf('examples/telemetry.mjs');
  const imported = Array.from(example.matchAll(/from '(.+)'/g), ([, name = '']) => name);
  expect(imported).toHaveLength(3);
  for (const name of imported) expect(example).toContain(`${name}@${devDependencies[name] ?? 'that is not installed'}`);
});
