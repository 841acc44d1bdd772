/** What a start takes: how many files are read until the first answer, which is what its time is made of. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import { emulatorCredentials } from '../../src/emulator/credentials.ts';
import { buildCli } from '../helpers/built.ts';
import { startProgram, urlIn, type Child } from '../helpers/process.ts';

// The bundle is made first, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const built = await buildCli();
afterAll(() => built[Symbol.asyncDispose]());

const listening = /^tione-graphql listening on /;
const { secretId, secretKey } = emulatorCredentials;
/** Nobody is asked there. */
const upstream = {
  TIONE_ENDPOINT: 'http://127.0.0.1:9',
  TENCENTCLOUD_SECRET_ID: secretId,
  TENCENTCLOUD_SECRET_KEY: secretKey,
};

async function ask(serve: Child, query: string): Promise<unknown> {
  const response = await fetch(urlIn(await serve.line(listening)), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return await response.json();
}

/** Everything that the process has loaded, as V8 tells at its end. */
async function loadedUntilAnswered(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const told = join(built.folder, `loaded-${String(performance.now())}`);
  await using serve = startProgram([built.cli, 'serve', '--port', '0'], { ...env, NODE_V8_COVERAGE: told });
  expect(await ask(serve, '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
  serve.kill('SIGTERM');
  expect((await serve.ended).code).toBe(0);
  const [report = ''] = await readdir(told);
  const { result } = JSON.parse(await readFile(join(told, report), 'utf8')) as { result: { url: string }[] };
  return result.flatMap(({ url }) => (url.startsWith('file:') ? [fileURLToPath(url)] : []));
}

/** Of our own sources, and of packages: bundled ones and others. */
function partsOf(files: readonly string[]): ReadonlySet<string> {
  const sources = files.flatMap((file) => built.sourcesIn(file) ?? [file]);
  return new Set(
    sources.map(
      (path) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? /^src\/[^/]+/.exec(path)?.[0] ?? path,
    ),
  );
}

test('the first answer takes few files, and nothing that it does not need', async () => {
  const files = await loadedUntilAnswered(upstream);
  // 129 of graphql, 44 of the API of OpenTelemetry, and 15 of ours, in which everything else is.
  expect(files.length).toBeLessThan(200);
  const parts = partsOf(files);
  for (const needed of ['src/server', 'src/schema', 'graphql-yoga', '@pothos/core', 'zod', 'graphql'])
    expect(parts).toContain(needed);
  for (const other of [
    'src/emulator',
    'src/redis',
    '@apollo/subgraph',
    '@apollo/federation-internals',
    '@graphql-yoga/render-graphiql',
    '@redis/client',
    'jose',
    'rate-limiter-flexible',
    'undici',
  ])
    expect(parts).not.toContain(other);
});

test('without metrics their library is not loaded either', async () => {
  const parts = partsOf(await loadedUntilAnswered({ ...upstream, METRICS: 'false' }));
  expect(parts).not.toContain('prom-client');
});

test('there is one graphql, so that what prints the SDL knows the schema', async () => {
  await using serve = startProgram([built.cli, 'serve', '--port', '0'], upstream);
  expect(await ask(serve, '{ _service { sdl } }')).toEqual({
    data: { _service: { sdl: expect.stringContaining('type TrainingModel\n  @key(fields: "id")') as string } },
  });
});

test('an SDK that is started along is told of operations', async () => {
  const sdk = join(built.folder, 'sdk.mjs');
  await writeFile(
    sdk,
    `import { INVALID_SPAN_CONTEXT, trace } from '@opentelemetry/api';
     const startSpan = (name) => {
       console.log('begun: ' + name);
       return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
     };
     trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) });`,
  );
  await using serve = startProgram(['--import', sdk, built.cli, 'serve', '--port', '0'], upstream);
  await ask(serve, '{ __typename }');
  expect(await serve.line(/^begun: /)).toBe('begun: GraphQL Operation');
});

test('what is bundled comes with its licence, which lets it be passed on', async () => {
  const notices = await readFile(join(built.folder, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  const titles = [...notices.matchAll(/^(\S+) \d\S* \((.+)\)$/gm)];
  expect(titles.map(([, name]) => name)).toEqual(expect.arrayContaining(['graphql-yoga', 'zod', '@pothos/core']));
  expect(new Set(titles.map(([, , license]) => license))).toEqual(
    new Set(['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'ISC', 'MIT']),
  );
});
