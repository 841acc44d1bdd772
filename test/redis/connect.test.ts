import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { connectRedis, type Redis, type RedisOptions } from '../../src/redis/connect.ts';
import { createSharedSlots } from '../../src/redis/shared-slots.ts';
import { freePort, redisMissing, startRedis } from '../helpers/redis-server.ts';

const redisTest = test.skipIf(redisMissing);

async function connect(url: string, options: Partial<RedisOptions> = {}): Promise<Redis & { messages: string[] }> {
  const messages: string[] = [];
  const redis = await connectRedis({ url, limitMs: 500, onTrouble: (message) => messages.push(message), ...options });
  onTestFinished(redis.close);
  return { ...redis, messages };
}

/** Waits for a state of Redis, the present one included. */
function until(redis: Redis, wanted: boolean): Promise<void> {
  return new Promise((resolve) => {
    redis.watch((sound) => {
      if (sound === wanted) resolve();
    });
  });
}

redisTest(
  'a process starts while Redis is down, and uses it once it is up (skipped without redis-server)',
  async () => {
    await using server = await startRedis();
    await server.stop();
    const redis = await connect(server.url);
    await expect(redis.run('key', ['GET', 'key'])).rejects.toThrow('there is no link to Redis');
    expect(redis.messages).toEqual([expect.stringContaining('ECONNREFUSED')]);
    await server.start();
    await until(redis, true);
    expect(await redis.run('key', ['SET', 'key', 'text'])).toBe('OK');
    expect(redis.messages).toHaveLength(2);
  },
);

test('a process that never reached Redis takes a quarter of the budget, after one window', async () => {
  const redis = await connect(`redis://127.0.0.1:${String(await freePort())}`);
  const slots = createSharedSlots({ redis, prefix: 'test' });
  const pace = { count: 8, windowMs: 10_000, gapMs: 0 };
  const waits: number[] = [];
  for (let n = 1; n <= 3; n += 1) {
    const forecast = slots.forecast('lane', pace, 1);
    waits.push(await slots.take('lane', pace));
    expect(forecast).toBeGreaterThanOrEqual(waits.at(-1) ?? Infinity);
  }
  await slots.close();
  // Two of eight, and the third a window after the first.
  const [first = 0, second = 0, third = 0] = waits;
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThanOrEqual(10_000);
  expect(second).toBeLessThanOrEqual(first);
  expect(third).toBeGreaterThan(10_000);
});

redisTest('a wrong password is told, and the password is not (skipped without redis-server)', async () => {
  await using server = await startRedis('--requirepass', 'right');
  const redis = await connect(`redis://:w%21rong-s3cret@127.0.0.1:${String(server.port)}`);
  expect(redis.messages).toEqual([
    `Redis at redis://127.0.0.1:${String(server.port)} does not serve (WRONGPASS invalid username-password pair or user is ` +
      'disabled.): until it does, this process keeps to its share of the rate and to a cache of its own',
  ]);
  await sleep(500);
  expect(redis.messages).toHaveLength(1);
  const right = await connect(`redis://:right@127.0.0.1:${String(server.port)}`);
  expect(await right.run('key', ['PING'])).toBe('PONG');
});

redisTest('a password that the server repeats is not told either (skipped without redis-server)', async () => {
  await using server = await startRedis('--requirepass', 's3cret', '--rename-command', 'AUTH', 'LOGIN');
  const redis = await connect(`redis://:s3cret@127.0.0.1:${String(server.port)}`);
  expect(redis.messages).toEqual([expect.stringContaining("unknown command 'AUTH', with args beginning with: '…'")]);
});

test.each([
  'http://:s3cret@host',
  'redis://:s3cret%@host',
  's3cret',
  '',
  'redis://:s3cret@host/x',
  'redis://a,:s3cret',
])('a malformed URL is refused without being repeated: %s', async (url) => {
  const refused = connectRedis({ url, onTrouble: () => undefined });
  await expect(refused).rejects.toThrow(/^not a URL of Redis: (?!.*s3cret)/);
});

redisTest(
  'commands that Redis refuses are told once, until it takes them again (skipped without redis-server)',
  async () => {
    await using server = await startRedis();
    const redis = await connect(server.url);
    server.cli('CONFIG', 'SET', 'maxmemory', '1');
    for (let round = 0; round < 5; round += 1) {
      await redis.run('key', ['SET', 'key', 'text']).catch(() => undefined);
      await sleep(120);
      await redis.run('key', ['GET', 'key']).catch(() => undefined);
    }
    expect(redis.messages).toEqual([expect.stringContaining('OOM')]);
    server.cli('CONFIG', 'SET', 'maxmemory', '0');
    await expect.poll(() => redis.run('key', ['SET', 'key', 'text']).catch(() => undefined)).toBe('OK');
    expect(redis.messages).toEqual([expect.stringContaining('OOM'), expect.stringContaining('serves again')]);
  },
);

redisTest('a frozen Redis keeps nobody waiting, and nothing piles up (skipped without redis-server)', async () => {
  await using server = await startRedis();
  const redis = await connect(server.url);
  server.freeze();
  const refused = await Promise.allSettled(Array.from({ length: 500 }, () => redis.run('key', ['INCR', 'key'])));
  expect(refused.every(({ status }) => status === 'rejected')).toBe(true);
  await expect(redis.run('key', ['GET', 'key'])).rejects.toThrow('there is no link to Redis');
  server.thaw();
  await until(redis, true);
  expect(await redis.run('key', ['PING'])).toBe('PONG');
  expect(redis.messages).toHaveLength(2);
});

redisTest('closing rejects what is under way and leaves no connection (skipped without redis-server)', async () => {
  await using server = await startRedis();
  const redis = await connect(server.url);
  server.freeze();
  const running = redis.run('key', ['GET', 'key']);
  redis.close();
  await expect(running).rejects.toThrow();
  await expect(redis.run('key', ['GET', 'key'])).rejects.toThrow('there is no link to Redis');
  server.thaw();
  // The one connection is that of the question itself.
  await expect.poll(() => server.cli('CLIENT', 'LIST').split('\n').length).toBe(1);
  expect(redis.messages).toEqual([]);
});
