/** What `/health/ready` says of a Redis that replicas share. */
import { EventEmitter, once } from 'node:events';
import { onTestFinished, expect, test } from 'vitest';
import { connectUpstream } from '../../src/cli/upstream.ts';
import { loadConfig } from '../../src/config.ts';
import { createServer } from '../../src/server/yoga.ts';
import { freePort, redisMissing, startRedis } from '../helpers/redis-server.ts';
import { temporary } from '../helpers/secrets.ts';

test.skipIf(redisMissing)(
  'a Redis that goes and comes back is told of, and changes nothing else (skipped without redis-server)',
  async () => {
    await using redis = await startRedis();
    const env = {
      TIONE_MODE: 'live',
      TIONE_ENDPOINT: `http://127.0.0.1:${String(await freePort())}`,
      TENCENTCLOUD_SECRET_ID: temporary.secretId,
      TENCENTCLOUD_SECRET_KEY: temporary.secretKey,
      REDIS_URL: redis.url,
    };
    const troubles = new EventEmitter();
    const upstream = await connectUpstream(loadConfig(env), env, {
      onRefreshError: () => undefined,
      onRedisTrouble: () => troubles.emit('change'),
    });
    onTestFinished(upstream.close);
    const { client, isRedisServing } = upstream;
    const { fetch } = createServer({ client, isRedisServing, regions: ['ap-guangzhou'] });
    const check = async (): Promise<unknown> => {
      const response = await fetch(new Request('http://127.0.0.1/health/ready'));
      const found: unknown = await response.json();
      return { status: response.status, found };
    };
    const answer = (state: string) => ({ status: 200, found: { status: 'ready', checks: { redis: { state } } } });

    expect(await check()).toMatchObject(answer('ok'));
    const gone = once(troubles, 'change');
    await redis.stop();
    await gone;
    expect(await check()).toMatchObject(answer('unavailable'));
    const back = once(troubles, 'change');
    await redis.start();
    await back;
    expect(await check()).toMatchObject(answer('ok'));
  },
);
