/** Two processes, one account, one real Redis. */
import { expect, test, vi } from 'vitest';
import { createEmulator, emulatorCredentials } from '../../src/emulator/emulator.ts';
import { listen, toNodeListener } from '../../src/http.ts';
import { readMetrics } from '../helpers/metrics-page.ts';
import { startCli, urlIn } from '../helpers/process.ts';
import { redisMissing, startRedis } from '../helpers/redis-server.ts';

vi.setConfig({ testTimeout: 180_000 });

const listening = /^tione-graphql listening on http:\/\/127\.0\.0\.1:\d+\/graphql/;
const region = 'ap-guangzhou';

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

test.skipIf(redisMissing)(
  'replicas share rate and cache, and Redis may come and go (skipped where redis-server is not installed)',
  async () => {
    const emulator = createEmulator({ models: 300, versions: 1 });
    const upstream = await listen(toNodeListener(emulator.fetch, { maxBodyBytes: 1_000_000 }), {
      host: '127.0.0.1',
      port: 0,
    });
    await using redis = await startRedis();
    const env = {
      TIONE_ENDPOINT: upstream.url,
      TENCENTCLOUD_SECRET_ID: emulatorCredentials.secretId,
      TENCENTCLOUD_SECRET_KEY: emulatorCredentials.secretKey,
      REDIS_URL: redis.url,
      TIONE_TIMEOUT_MS: '60000',
      TIONE_CACHE_TTL_MS: '60000',
    };
    await using one = startCli(['serve', '--port', '0'], env);
    await using other = startCli(['serve', '--port', '0'], env);
    expect(await one.line(/^TI-ONE at/)).toContain(`rate and cache shared through ${redis.url}`);
    const urls = [urlIn(await one.line(listening)), urlIn(await other.line(listening))] as const;

    // Only single calls, so that there is something to share.
    emulator.faults.set({ offlineActions: ['DescribeTrainingModels'] });
    const models = emulator.store.models(region).filter((model) => model.TrainingModelVersions.length > 0);
    const askFor = async (from: number, to: number): Promise<void> => {
      const part = models.slice(from, to);
      const answers = await Promise.all(
        part.map(({ TrainingModelId: id }, index) =>
          ask(urls[index % 2 === 0 ? 0 : 1], `{ trainingModel(id: "${id}") { id name } }`),
        ),
      );
      expect(answers).toEqual(
        part.map(({ TrainingModelId: id, TrainingModelName: name }) => ({ data: { trainingModel: { id, name } } })),
      );
    };
    const versionCalls = () => emulator.calls.snapshot().byAction['DescribeTrainingModelVersions'];

    await askFor(0, 60);
    expect(versionCalls()).toMatchObject({ calls: 60, refused: 0 });

    // What one process read, the other has.
    const [first] = models;
    for (const url of urls) await ask(url, `{ trainingModel(id: "${first?.TrainingModelId ?? ''}") { name } }`);
    expect(versionCalls()).toMatchObject({ calls: 60 });

    const redisUp = async (url: string): Promise<number> =>
      (await readMetrics({ fetch: () => fetch(new URL('/metrics', url)) })).sum('tione_graphql_redis_up');
    expect(await Promise.all(urls.map(redisUp))).toEqual([1, 1]);
    const running = askFor(60, 160);
    await redis.stop();
    await askFor(160, 200);
    expect(await Promise.all(urls.map(redisUp))).toEqual([0, 0]);
    await redis.start();
    await running;
    await askFor(200, 260);
    expect(versionCalls()).toMatchObject({ calls: 260, refused: 0 });
    expect(versionCalls()?.maxPerSecond).toBeLessThanOrEqual(20);

    for (const process of [one, other]) process.kill('SIGTERM');
    for (const { code, stderr } of [await one.ended, await other.ended]) {
      expect(code).toBe(0);
      expect(stderr).toMatch(/does not serve .*: until it does, this process keeps to its share/);
      expect(stderr).toMatch(/serves again: rate and cache are shared/);
    }
    await upstream.close(0);
  },
);
