import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { connectRedis } from '../../src/redis/connect.ts';
import { createSharedCache } from '../../src/redis/shared-cache.ts';
import { createSharedSlots } from '../../src/redis/shared-slots.ts';
import { freePort, redisMissing, startRedis } from '../helpers/redis-server.ts';

const redisTest = test.skipIf(redisMissing);
const root = join(import.meta.dirname, '..', '..');
const pace = { count: 5, windowMs: 100, gapMs: 0 };

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tione-graphql-test-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

redisTest('a cluster is found out, from one URL and from several (skipped without redis-server)', async () => {
  const ports = ['--cluster-port', String(await freePort())];
  await using server = await startRedis('--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', ...ports);
  expect(server.cli('CLUSTER', 'ADDSLOTSRANGE', '0', '16383')).toBe('OK');
  await expect.poll(() => server.cli('CLUSTER', 'INFO'), { timeout: 10_000 }).toContain('cluster_state:ok');
  const gone = `redis://127.0.0.1:${String(await freePort())}`;
  for (const url of [server.url, `${gone},${server.url}`]) {
    const messages: string[] = [];
    const redis = await connectRedis({ url, onTrouble: (message) => messages.push(message) });
    onTestFinished(redis.close);
    await expect.poll(() => redis.run('key', ['PING']).catch(() => undefined)).toBe('PONG');
    const cache = createSharedCache({ redis, prefix: 'test' });
    cache.set('a key', 'a text', 10_000);
    expect(await cache.get('a key')).toBe('a text');
    const slots = createSharedSlots({ redis, prefix: 'test' });
    for (let n = 0; n < 10; n += 1) expect(await slots.take('lane', pace)).toBeGreaterThanOrEqual(0);
    expect(server.cli('HGET', 'test:slots', 'lane lane')).toMatch(/^\d+ \w+ \d+ \w+/);
    await slots.close();
    expect(server.cli('HGET', 'test:slots', 'replicas')).toBe('');
    // The first URL leads to a node, the second first to one that is gone.
    expect(messages).toHaveLength(url === server.url ? 0 : 2);
  }
});

redisTest('keys of the cache spread over the slots of a cluster (skipped without redis-server)', async () => {
  await using server = await startRedis();
  const redis = await connectRedis({ url: server.url, onTrouble: () => undefined });
  onTestFinished(redis.close);
  const cache = createSharedCache({ redis, prefix: 'test' });
  for (const key of ['a', 'b']) cache.set(key, 'text', 10_000);
  await cache.get('b');
  for (const key of server.cli('KEYS', '*').split('\n')) expect(key).toMatch(/^test:value:[ab]$/);
});

redisTest('rediss:// is TLS, whose certificate is verified (skipped without redis-server)', async () => {
  const directory = temporaryDirectory();
  const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
  const subject = ['-subj', '/CN=redis', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    certificate,
    '-days',
    '2',
    ...subject,
  ];
  execFileSync('openssl', made, { stdio: 'ignore' });
  const files = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-auth-clients', 'no'];
  await using server = await startRedis('--tls-port', 'PORT', ...files, '--requirepass', 's3cret');
  const url = `rediss://:s3cret@127.0.0.1:${String(server.port)}`;

  const messages: string[] = [];
  const redis = await connectRedis({ url, onTrouble: (message) => messages.push(message) });
  redis.close();
  expect(messages).toEqual([expect.stringContaining('self-signed certificate')]);

  const text = `
    import { connectRedis } from './src/redis/connect.ts';
    const redis = await connectRedis({ url: '${url}', onTrouble: console.log });
    console.log(await redis.run('key', ['PING']));
    redis.close();`;
  const trusting = { cwd: root, env: { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: certificate } };
  const args = ['--import', 'tsx', '--input-type=module', '--eval', text];
  // It ends by itself: nothing is left running.
  expect((await promisify(execFile)(process.execPath, args, trusting)).stdout).toBe('PONG\n');
});

test('without the optional library there is an error that says what to install', async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'src'));
  cpSync(join(root, 'src', 'redis'), join(directory, 'src', 'redis'), { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(directory, 'start.ts'),
    `import { connectRedis } from './src/redis/connect.ts';
     await connectRedis({ url: 'redis://127.0.0.1', onTrouble: console.log }).catch((error) => console.log(error.message));`,
  );
  const tsx = import.meta.resolve('tsx');
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', tsx, join(directory, 'start.ts')]);
  expect(stdout).toMatch(/@redis\/client, which is not installed: npm install @redis\/client@6\.3\.1\n$/);
});
