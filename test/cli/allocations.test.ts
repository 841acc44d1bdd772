/** How much memory an answer takes while it is made: what is made anew for each request is collected again, and costs that. */
import { afterAll, expect, test, vi } from 'vitest';
import { Pool } from 'undici';
import { createEmulator, emulatorCredentials } from '../../src/emulator/emulator.ts';
import { listen, toNodeListener } from '../../src/http.ts';
import { buildCli } from '../helpers/built.ts';
import { parseMetrics } from '../helpers/metrics-page.ts';
import { startProgram, urlIn } from '../helpers/process.ts';

// The bundle is made first, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const built = await buildCli();
afterAll(() => built[Symbol.asyncDispose]());

/** Megabytes: nothing is collected while it is measured, so that all that was taken is still there. */
const room = '1024';
const few = 200;
const many = 5_300;
const requestsOfWindow = 400;
const pooled = 10;

const row = 'id version status type format createdAt metrics { name value } artifact { bucket uris }';
const query = `query ($first: Int, $id: ID!) { trainingModel(id: $id) { id name versions(first: $first) { nodes { ${row} } } } }`;

async function setUp(models: number) {
  const emulator = createEmulator({ models, versions: 3, rateLimit: 100_000 });
  const upstream = await listen(toNodeListener(emulator.fetch, { maxBodyBytes: 1_000_000 }), {
    host: '127.0.0.1',
    port: 0,
  });
  const flags = [`--max-semi-space-size=${room}`, `--min-semi-space-size=${room}`];
  const serve = startProgram([...flags, built.cli, 'serve', '--port', '0'], {
    TIONE_ENDPOINT: upstream.url,
    TIONE_RATE_LIMIT: '10000',
    TIONE_CACHE_TTL_MS: '3600000',
    TENCENTCLOUD_SECRET_ID: emulatorCredentials.secretId,
    TENCENTCLOUD_SECRET_KEY: emulatorCredentials.secretKey,
  });
  const { origin } = new URL(urlIn(await serve.line(/listening on/)));
  const pool = new Pool(origin, { connections: pooled });
  const read = async (path: string, body?: string): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await pool.request({
      path,
      method: body === undefined ? 'GET' : 'POST',
      headers,
      body: body ?? null,
    });
    return answer.body.text();
  };
  const ask = async (variables: object): Promise<void> => {
    const text = await read('/graphql', JSON.stringify({ query, variables }));
    if (!text.startsWith('{"data":{"trainingModel":{"id"')) throw new Error(text.slice(0, 500));
  };
  const bytesIn = async (...spaces: readonly string[]): Promise<number> => {
    const page = parseMetrics(await read('/metrics'));
    return spaces.reduce((sum, space) => sum + page.sum('nodejs_heap_space_size_used_bytes', { space }), 0);
  };
  return {
    ids: emulator.store.models('ap-guangzhou').map(({ TrainingModelId: id }) => id),
    ask,
    bytes: () => bytesIn('new'),
    /** Of what stays for long, hidden classes among it. */
    oldBytes: () => bytesIn('old', 'map'),
    [Symbol.asyncDispose]: async () => {
      await pool.destroy();
      await serve[Symbol.asyncDispose]();
      await upstream.close();
    },
  };
}

/** Other versions of Node, and of its compilers, take more or less. */
function most(bytes: number): number {
  return process.versions.node.startsWith('20.') ? bytes : bytes * 1.5;
}

type System = Awaited<ReturnType<typeof setUp>>;

/** Bytes that a request takes, as the median of some windows tells. */
async function bytesOf(
  { ask, bytes }: System,
  windows: number,
  variablesOf: (turn: number) => object,
  clients = pooled,
): Promise<number> {
  let turn = 0;
  const each: number[] = [];
  for (let left = windows; left > 0; left -= 1) {
    // What asking for it takes.
    const own = -(await bytes()) + (await bytes());
    const before = await bytes();
    const askOn = async (until: number): Promise<void> => {
      while (turn < until) {
        turn += 1;
        await ask(variablesOf(turn));
      }
    };
    const until = turn + requestsOfWindow;
    await Promise.all(Array.from({ length: clients }, () => askOn(until)));
    each.push(((await bytes()) - before - own) / requestsOfWindow);
  }
  return each.sort((left, right) => left - right)[Math.floor(windows / 2)] ?? NaN;
}

test('an answer takes little more than its text', async () => {
  await using system = await setUp(few);
  const { ids } = system;
  const another = (turn: number) => ({ id: ids[turn % ids.length], first: 3 + (Math.floor(turn / ids.length) % 98) });
  const same = () => ({ id: ids[0], first: 3 });
  // Compilers get warm: what they have compiled takes less.
  await bytesOf(system, 15, another);
  const made = await bytesOf(system, 7, another);
  await bytesOf(system, 5, same);
  const kept = await bytesOf(system, 7, same);
  // Of which 10 kB are those of Node for any request.
  expect(kept).toBeGreaterThan(5_000);
  expect(kept).toBeLessThan(most(18_000));
  expect(made).toBeLessThan(most(33_000));
});

test('a model that is read leaves nothing behind but what is remembered of it', async () => {
  await using system = await setUp(many);
  const { ids, oldBytes } = system;
  let place = 0;
  const anew = () => ({ id: ids[(place += 1)], first: 3 });
  await bytesOf(system, 8, anew, 1);
  const before = await oldBytes();
  const windows = 5;
  const read = await bytesOf(system, windows, anew, 1);
  expect(read).toBeGreaterThan(30_000);
  expect(read).toBeLessThan(most(105_000));
  // A hidden class that is made anew for each request is not collected with the request: ten of them are 14 kB.
  expect(((await oldBytes()) - before) / (windows * requestsOfWindow)).toBeLessThan(1_000);
});
