/** What `doctor` finds in Redis. Those with a real one are skipped where redis-server is not installed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { RedisCheck, Report } from '../../src/cli/doctor/report.ts';
import { connectRedis } from '../../src/redis/connect.ts';
import { createSharedSlots } from '../../src/redis/shared-slots.ts';
import { startDoctor, type Doctor } from '../helpers/doctor.ts';
import { freePort, redisMissing, startRedis } from '../helpers/redis-server.ts';
import { redisPassword } from '../helpers/secrets.ts';

const redisTest = test.skipIf(redisMissing);

let doctor: Doctor;
beforeAll(async () => {
  doctor = await startDoctor();
});
afterAll(() => doctor[Symbol.asyncDispose]());

async function redisLines(url: string): Promise<readonly string[]> {
  const { lines } = await doctor.consult({ REDIS_URL: url });
  return lines.filter((line) => /^\w+ +Redis/.test(line)).map((line) => line.replace(/ {2,}/g, '  '));
}

function redisChecks({ checks }: Report): readonly RedisCheck[] {
  return checks.filter((check): check is RedisCheck => check.subject.startsWith('Redis'));
}

const line = (text: string) => expect.stringMatching(new RegExp(`^${text}$`)) as string;
const shared = ['ok  Redis rate  can be shared: the scripts run', 'ok  Redis cache  can be shared'] as const;
const rest = ['ok  Redis memory  no limit of its own', line('ok  Redis clock  .* Redis')] as const;

redisTest('a Redis that serves is told with its version and how far it is (skipped without redis-server)', async () => {
  await using server = await startRedis();
  expect(await redisLines(server.url)).toEqual([
    line(`ok  Redis  Redis \\d+\\.\\d+\\.\\d+ at ${server.url}, round trip [\\d.]+ ms`),
    ...shared,
    ...rest,
  ]);
  const report = await doctor.report({ REDIS_URL: server.url });
  expect(report.healthy).toBe(true);
  expect(redisChecks(report)[0]).toMatchObject({
    product: 'Redis',
    version: expect.stringMatching(/^\d+\./) as unknown,
    server: server.url,
    isCluster: false,
    isEncrypted: false,
    ms: expect.any(Number) as unknown,
  });
  expect(redisChecks(report)[4]).toMatchObject({
    subject: 'Redis clock',
    skewSeconds: expect.closeTo(0, 0) as unknown,
  });
});

redisTest('what replicas keep is left alone, and nothing stays (skipped without redis-server)', async () => {
  await using server = await startRedis();
  const redis = await connectRedis({ url: server.url, onTrouble: () => undefined });
  onTestFinished(redis.close);
  const slots = createSharedSlots({ redis, prefix: `tione-graphql:1:${new URL(doctor.endpoint).host}:account` });
  await slots.take('DescribeTrainingModels', { count: 20, windowMs: 1_000, gapMs: 0 });
  // It would go on to give signs of life.
  await slots.close();
  const ledger = server.cli('KEYS', '*');
  const before = server.cli('HGETALL', ledger);
  await doctor.consult({ REDIS_URL: server.url });
  expect(server.cli('HGETALL', ledger)).toBe(before);
  const others = server
    .cli('KEYS', '*')
    .split('\n')
    .filter((key) => key !== ledger);
  expect(others).toEqual([expect.stringContaining(':doctor:'), expect.stringContaining(':doctor:')]);
  for (const key of others) expect(Number(server.cli('PTTL', key))).toBeGreaterThan(0);
});

test('a Redis that is down is a failure that says what to look at', async () => {
  const url = `redis://127.0.0.1:${String(await freePort())}`;
  expect(await redisLines(url)).toEqual([
    line(`FAIL  Redis  ${url} cannot be used: connect ECONNREFUSED .*; check host, port and .*`),
  ]);
  expect((await doctor.report({ REDIS_URL: url })).healthy).toBe(false);
});

redisTest('a wrong password is told without it (skipped without redis-server)', async () => {
  await using server = await startRedis('--requirepass', 'right');
  const { host } = new URL(server.url);
  const finding = `FAIL  Redis  redis://${host} cannot be used: `;
  expect(await redisLines(`redis://:${redisPassword}@${host}`)).toEqual([
    line(`${finding}WRONGPASS .*; check user and password in REDIS_URL`),
  ]);
  expect(await redisLines(server.url)).toContainEqual(line('FAIL  Redis .*NOAUTH .*; check user and password in .*'));
});

redisTest('a password that the server repeats is not told either (skipped without redis-server)', async () => {
  await using server = await startRedis('--requirepass', redisPassword, '--rename-command', 'AUTH', 'LOGIN');
  const url = `redis://:${redisPassword}@127.0.0.1:${String(server.port)}`;
  expect(await redisLines(url)).toEqual([
    line("FAIL  Redis .*unknown command 'AUTH', with args beginning with: '…'.*"),
  ]);
});

redisTest('a user needs what is advised, and no more (skipped without redis-server)', async () => {
  await using server = await startRedis();
  const url = `redis://lean:${redisPassword}@127.0.0.1:${String(server.port)}`;
  server.cli('ACL', 'SETUSER', 'lean', 'on', `>${redisPassword}`, '+get', '~tione-graphql:*');
  const refused = await redisLines(url);
  expect(refused).toEqual([
    line('ok  Redis  a server that does not tell its version at .*'),
    line("FAIL  Redis rate  cannot be shared: NOPERM .*'evalsha'.*"),
    line("FAIL  Redis cache  cannot be shared: NOPERM .*'set'.*"),
  ]);
  const rules = /allow this user: (.*)$/.exec(refused[1] ?? '')?.[1] ?? '';
  server.cli('ACL', 'SETUSER', 'lean', 'reset', 'on', `>${redisPassword}`, ...rules.split(' '));
  expect((await redisLines(url)).slice(1)).toEqual([...shared, rest[1]]);
});

redisTest('a Redis that is full, or will refuse when it is (skipped without redis-server)', async () => {
  await using server = await startRedis();
  server.cli('CONFIG', 'SET', 'maxmemory', '100mb');
  expect(await redisLines(server.url)).toContainEqual(
    line('note  Redis memory  100 MB, noeviction: .* nothing is shared .*; set maxmemory-policy to volatile-lru'),
  );
  server.cli('CONFIG', 'SET', 'maxmemory-policy', 'volatile-lru');
  expect(await redisLines(server.url)).toContain('ok  Redis memory  100 MB, volatile-lru');
  server.cli('CONFIG', 'SET', 'maxmemory', '1');
  expect((await redisLines(server.url)).filter((text) => text.startsWith('FAIL'))).toEqual([
    line('FAIL  Redis rate  cannot be shared: .*OOM.*; give it more memory.*'),
    line('FAIL  Redis cache  cannot be shared: OOM.*; give it more memory.*'),
  ]);
});

redisTest('a Redis that accepts and does not answer fails in time (skipped without redis-server)', async () => {
  await using server = await startRedis();
  server.freeze();
  expect(await redisLines(server.url)).toEqual([line('FAIL  Redis .* cannot be used: no answer in 1000 ms; check .*')]);
  server.thaw();
});

redisTest('a read-only replica is told to be one (skipped without redis-server)', async () => {
  await using server = await startRedis();
  server.cli('REPLICAOF', '127.0.0.1', String(await freePort()));
  expect((await redisLines(server.url)).filter((text) => text.startsWith('FAIL'))).toEqual([
    line('FAIL  Redis rate .*READONLY.*; it is a replica: name its primary in REDIS_URL'),
    line('FAIL  Redis cache .*READONLY.*; it is a replica: name its primary in REDIS_URL'),
  ]);
});

redisTest(
  'a node of a cluster that is gone is a note beside one that is there (skipped without redis-server)',
  async () => {
    const ports = ['--cluster-port', String(await freePort())];
    await using server = await startRedis('--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', ...ports);
    server.cli('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await expect.poll(() => server.cli('CLUSTER', 'INFO'), { timeout: 10_000 }).toContain('cluster_state:ok');
    const gone = `redis://127.0.0.1:${String(await freePort())}`;
    expect(await redisLines(`${gone},${server.url}`)).toEqual([
      line(`note  Redis  ${gone} cannot be used: .*`),
      line(`ok  Redis  Redis [\\d.]+ Cluster at ${server.url}, .*`),
      ...shared,
      ...rest,
    ]);
  },
);

redisTest('without TLS another machine is a note (skipped without redis-server)', async () => {
  await using server = await startRedis();
  // Every machine takes it for itself; it is no name of this one alone.
  const url = `redis://0.0.0.0:${String(server.port)}`;
  expect((await redisLines(url))[0]).toMatch(/^note .*; without TLS, password and models travel in clear; rediss:/);
});

redisTest('a certificate that nobody vouches for is told with what to do (skipped without redis-server)', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tione-graphql-test-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
  const subject = ['-subj', '/CN=redis', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject];
  execFileSync('openssl', made, { stdio: 'ignore' });
  const files = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-auth-clients', 'no'];
  await using server = await startRedis('--tls-port', 'PORT', ...files);
  expect(await redisLines(`rediss://127.0.0.1:${String(server.port)}`)).toEqual([
    line('FAIL  Redis .*self-signed certificate.*; name the file of its certificate authority in NODE_EXTRA_CA_CERTS'),
  ]);
  expect(await redisLines(server.url)).toEqual([line('FAIL  Redis .*; .*rediss://.*')]);
});

test('what is no URL of Redis is told without its password', async () => {
  const { healthy, lines } = await doctor.consult({ REDIS_URL: `redis://:${redisPassword}@host/x` });
  expect(lines.at(-3)).toMatch(/^FAIL +configuration +REDIS_URL: not a URL of Redis: /);
  expect(healthy).toBe(false);
});
