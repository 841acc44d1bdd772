/** SIGTERM: whoever has a connection gets an answer, whatever the moment. */
import { once } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import {
  createEmulator,
  emulatorCredentials,
  type Emulator,
  type EmulatorOptions,
} from '../../src/emulator/emulator.ts';
import { serve as serveEmulator } from '../emulator/harness.ts';
import { createDice } from '../helpers/dice.ts';
import { startCli, urlIn, type Child } from '../helpers/process.ts';
import { connectPeer } from '../helpers/raw-peer.ts';
import { startLoad, type Question } from '../helpers/steady-load.ts';

// A child process compiles the sources first, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const cleanups: (() => PromiseLike<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const answered = '{"data":{"__typename":"Query"}}';
const simple = `/graphql?query=${encodeURIComponent('{ __typename }')}`;

interface Started {
  readonly child: Child;
  readonly url: string;
  readonly emulator: Emulator;
}

/** `serve`, which reads an emulator over HTTP for every answer. */
async function start(options: EmulatorOptions = {}): Promise<Started> {
  const emulator = createEmulator({ rateLimit: 10_000, ...options });
  const upstream = await serveEmulator(emulator);
  cleanups.push(() => upstream.close());
  const child = startCli(['serve', '--port', '0'], {
    TIONE_ENDPOINT: upstream.url,
    TIONE_TIMEOUT_MS: '600000',
    TIONE_RATE_LIMIT: '10000',
    TIONE_CACHE_TTL_MS: '0',
    TENCENTCLOUD_SECRET_ID: emulatorCredentials.secretId,
    TENCENTCLOUD_SECRET_KEY: emulatorCredentials.secretKey,
  });
  cleanups.push(() => child[Symbol.asyncDispose]());
  return { child, url: urlIn(await child.line(/listening/)), emulator };
}

async function expectGoodEnd({ ended }: Child): Promise<void> {
  const { code, stdout, stderr } = await ended;
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/\ntione-graphql stopping: finishing running requests\n/);
}

/** One for each model of the demo set that has a name, in the default region. */
function questionsOn({ store }: Emulator): readonly Question[] {
  return store
    .models('ap-guangzhou')
    .map(({ TrainingModelId: id, TrainingModelName: name = '' }) => ({ id, name }))
    .filter(({ name }) => name !== '')
    .map((model) => ({
      query: `{ trainingModel(id: "${model.id}") { id name } }`,
      answer: { trainingModel: model },
    }));
}

it.each([1, 2, 3, 4, 5])('answers every request of a steady load that it stops in (seed %i)', async (seed) => {
  const dice = createDice(seed);
  const { child, url, emulator } = await start({ latencyMs: dice.below(30) });
  const load = startLoad(url, questionsOn(emulator), 20);
  await load.answers(20 + dice.below(400));
  child.kill('SIGTERM');
  await load.ended;
  await expectGoodEnd(child);
});

it('answers what came while the process could do nothing, on connections old and new', async () => {
  const { child, url } = await start();
  const kept = [connectPeer(url), connectPeer(url)];
  for (const peer of kept) {
    peer.get('/health/live');
    await peer.has('HTTP/1.1 200 ');
  }
  child.kill('SIGSTOP');
  // The system connects these by itself.
  const fresh = Array.from({ length: 50 }, () => connectPeer(url));
  await Promise.all(fresh.map(({ socket }) => once(socket, 'connect')));
  for (const peer of [...kept, ...fresh]) peer.get(simple);
  child.kill('SIGTERM');
  child.kill('SIGCONT');
  for (const { has } of [...kept, ...fresh]) await has(answered);
  for (const { ended } of [...kept, ...fresh]) await ended;
  await expectGoodEnd(child);
});

it('is live and not ready while it stops, and a second signal ends it at once', async () => {
  const arrived = gate();
  const { child, url } = await start({
    latencyMs: 1,
    sleep: () => {
      arrived.open();
      return new Promise(() => undefined);
    },
  });
  const [running, live, ready] = [connectPeer(url), connectPeer(url), connectPeer(url)];
  running.get(`/graphql?query=${encodeURIComponent('{ trainingModels { nodes { id } } }')}`);
  await arrived.promise;
  child.kill('SIGTERM');
  await child.line(/stopping/);
  live.get('/health/live');
  ready.get('/health/ready');
  expect(await live.ended).toMatch(/^HTTP\/1\.1 200 /);
  expect(await ready.ended).toMatch(/^HTTP\/1\.1 503 /);
  child.kill('SIGTERM');
  expect(await running.ended).toBe('');
  expect((await child.ended).code).toBe(1);
});

it('ends `emulate` in the same way', async () => {
  const child = startCli(['emulate', '--port', '0']);
  cleanups.push(() => child[Symbol.asyncDispose]());
  const url = urlIn(await child.line(/listening/));
  const kept = connectPeer(url);
  kept.get('/_emulator/calls');
  await kept.has('"total":0');
  child.kill('SIGTERM');
  await child.line(/stopping/);
  await kept.ended;
  await expectGoodEnd(child);
});

function gate(): { readonly promise: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    promise,
    open: () => {
      open();
    },
  };
}
