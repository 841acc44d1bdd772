import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { createEmulator, emulatorCredentials } from '../../src/emulator/emulator.ts';
import { listen, toNodeListener } from '../../src/http.ts';
import { parseMetrics } from '../helpers/metrics-page.ts';
import { runModule, startCli, urlIn } from '../helpers/process.ts';
import { routerSecret } from '../helpers/secrets.ts';

vi.setConfig({ testTimeout: 120_000 });

const listening = /^tione-graphql listening on http:\/\/127\.0\.0\.1:\d+\/graphql/;
const query = '{ trainingModel(id: "m-608587242317024640") { versions { nodes { format } } } }';

async function ask(url: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  expect(await response.json()).not.toHaveProperty('errors');
}

test('`serve` has a page of metrics, and tells its operator once of what TI-ONE sends and nobody knows', async () => {
  const emulator = createEmulator();
  emulator.faults.set({ unknownEnums: true });
  const upstream = await listen(toNodeListener(emulator.fetch, { maxBodyBytes: 1_000_000 }), {
    host: '127.0.0.1',
    port: 0,
  });
  try {
    await using serve = startCli(['serve', '--port', '0'], {
      TIONE_ENDPOINT: upstream.url,
      TIONE_CACHE_TTL_MS: '0',
      TENCENTCLOUD_SECRET_ID: emulatorCredentials.secretId,
      TENCENTCLOUD_SECRET_KEY: emulatorCredentials.secretKey,
    });
    const url = urlIn(await serve.line(listening));
    await ask(url);
    await ask(url);
    const response = await fetch(new URL('/metrics', url));
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const { sum } = parseMetrics(await response.text());
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    const build = { version, mode: 'live', node: process.version };
    expect(sum('tione_graphql_build_info', build)).toBe(1);
    expect(sum('tione_graphql_operations_total', { root_field: 'trainingModel', code: 'OK' })).toBe(2);
    expect(sum('tione_graphql_upstream_attempts_total')).toBe(emulator.calls.snapshot().total);
    expect(sum('tione_graphql_unknown_enum_values_total', { enum: 'TrainingModelFormat' })).toBe(2);
    expect(sum('tione_graphql_cache_max_bytes')).toBe(64 * 1024 * 1024);
    serve.kill('SIGTERM');
    const { code, stderr } = await serve.ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^tione-graphql: WARNING: TI-ONE sends what this version does not know: the value "[^"]+" of TrainingModelFormat, answered as UNRECOGNIZED\n$/,
    );
  } finally {
    await upstream.close();
  }
});

test('with METRICS=false there is none', async () => {
  await using serve = startCli(['serve', '--port', '0'], { TIONE_MODE: 'emulator', METRICS: 'false' });
  const url = urlIn(await serve.line(listening));
  const response = await fetch(new URL('/metrics', url));
  expect(await response.text()).toBe('Nothing is here. GraphQL is at /graphql\n');
  expect(response.status).toBe(404);
});

test('where nobody could read them, nothing of metrics is loaded', async () => {
  const { stdout, stderr } = await runModule(`
    import { createRequire } from 'node:module';
    import './src/cli/serve.ts';
    import './src/index.ts';
    const { createTelemetry } = await import('./src/cli/telemetry.ts');
    const nobody = { warn: () => undefined, watch: () => () => undefined, onOperation: () => undefined };
    const { loadConfig } = await import('./src/config.ts');
    const { cache } = createRequire(import.meta.url);
    const isLoaded = () => Object.keys(cache).some((path) => /prom-client|tdigest/.test(path));
    const load = async (env, canBeAsked) => {
      await createTelemetry(loadConfig(env), canBeAsked, nobody);
      return isLoaded();
    };
    console.log(JSON.stringify([
      await load({ METRICS: 'false' }, true),
      await load({ HOST: '0.0.0.0', AUTH: 'none' }, true),
      await load({ TIONE_ROUTER_SECRET: '${routerSecret}' }, false),
      await load({}, true),
    ]));
  `);
  expect(stderr).toBe('');
  expect(stdout).toBe('[false,false,false,true]\n');
});
