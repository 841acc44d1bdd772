import { expect, onTestFinished, test } from 'vitest';
import { connectRedis } from '../../src/redis/connect.ts';
import { createSharedCache } from '../../src/redis/shared-cache.ts';
import type { SharedCache } from '../../src/reads/shared-cache.ts';
import { redisMissing, startRedis } from '../helpers/redis-server.ts';

const redisTest = test.skipIf(redisMissing);

async function createCache(url: string, prefix = 'test'): Promise<SharedCache> {
  const redis = await connectRedis({ url, onTrouble: () => undefined, limitMs: 500 });
  onTestFinished(redis.close);
  return createSharedCache({ redis, prefix });
}

redisTest('what one process keeps another reads, until its time is over (skipped without redis-server)', async () => {
  await using server = await startRedis();
  const [a, b] = [await createCache(server.url), await createCache(server.url)];
  expect(await b.get('key')).toBeUndefined();
  a.set('key', 'Text, 文字', 60_000);
  a.set('short', 'text', 30);
  expect(await a.get('key')).toBe('Text, 文字');
  expect(await b.get('key')).toBe('Text, 文字');
  await expect.poll(() => b.get('short')).toBeUndefined();
});

redisTest('another prefix is another cache (skipped without redis-server)', async () => {
  await using server = await startRedis();
  const [a, b] = [await createCache(server.url, 'version 1'), await createCache(server.url, 'version 2')];
  a.set('key', 'text', 60_000);
  expect(await a.get('key')).toBe('text');
  expect(await b.get('key')).toBeUndefined();
  expect(await b.claim('key', 60_000)).toBe(true);
  expect(await a.claim('key', 60_000)).toBe(true);
});

redisTest(
  'one process at a time holds a claim, and only its holder releases it (skipped without redis-server)',
  async () => {
    await using server = await startRedis();
    const [a, b] = [await createCache(server.url), await createCache(server.url)];
    expect(await a.claim('key', 60_000)).toBe(true);
    expect(await b.claim('key', 60_000)).toBe(false);
    b.release('key');
    expect(await b.claim('key', 60_000)).toBe(false);
    a.release('key');
    await expect.poll(() => b.claim('key', 60_000)).toBe(true);
    expect(await a.claim('brief', 30)).toBe(true);
    await expect.poll(() => b.claim('brief', 60_000)).toBe(true);
    a.release('brief');
    expect(await a.claim('brief', 60_000)).toBe(false);
  },
);

redisTest('a text that would hold up every other command is not shared (skipped without redis-server)', async () => {
  await using server = await startRedis();
  const cache = await createCache(server.url);
  cache.set('large', 'x'.repeat(1_048_577), 60_000);
  cache.set('fits', 'x'.repeat(1_048_576), 60_000);
  expect((await cache.get('fits'))?.length).toBe(1_048_576);
  expect(await cache.get('large')).toBeUndefined();
});

redisTest(
  'without Redis nothing is known, everybody may read, and nobody waits (skipped without redis-server)',
  async () => {
    await using server = await startRedis();
    const cache = await createCache(server.url);
    cache.set('key', 'text', 60_000);
    expect(await cache.get('key')).toBe('text');
    server.freeze();
    const asked = [cache.get('key'), cache.claim('key', 60_000)];
    cache.set('key', 'other', 60_000);
    cache.release('key');
    expect(await Promise.all(asked)).toEqual([undefined, true]);
    expect(await cache.get('key')).toBeUndefined();
    expect(await cache.claim('key', 60_000)).toBe(true);
    server.thaw();
    await expect.poll(() => cache.get('key'), { timeout: 5_000 }).toBeTypeOf('string');
  },
);
