/** What Redis tells of itself, and how far away it is. */
import { isLoopbackHost } from '../../endpoint.ts';
import { redisLimits } from '../../redis/connect.ts';
import { reasonOf } from '../reason.ts';
import { adviceFor } from './redis-advice.ts';
import type { Reached } from './redis-open.ts';
import type { RedisCheck } from './report.ts';

export type RedisInfo = Pick<RedisCheck, 'product' | 'version' | 'isCluster' | 'maxMemoryBytes' | 'evictionPolicy'>;

/** Knows nothing where this user may not ask. */
export async function readInfo({ probe, prefix }: Reached): Promise<RedisInfo> {
  const reply = await probe.run(prefix, ['INFO']).catch(() => undefined);
  if (typeof reply !== 'string') return {};
  const field = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(reply)?.[1];
  const [redis, valkey, bytes] = [field('redis_version'), field('valkey_version'), field('maxmemory')];
  return {
    product: valkey !== undefined ? 'Valkey' : redis !== undefined ? 'Redis' : undefined,
    version: valkey ?? redis,
    isCluster: field('cluster_enabled') === '1',
    maxMemoryBytes: bytes === undefined ? undefined : Number(bytes),
    evictionPolicy: field('maxmemory_policy'),
  };
}

/** Of so many round trips the middle one counts. */
const roundTrips = 5;

/** Whether it answers, and in time: commands of replicas have a time limit. */
export async function checkServer(
  { probe, server, root, target, prefix }: Reached,
  { product, version, isCluster }: RedisInfo,
): Promise<RedisCheck> {
  const facts = { subject: 'Redis', server, product, version, isCluster, isEncrypted: target.tls } as const;
  const tookMs: number[] = [];
  try {
    for (let n = 0; n < roundTrips; n += 1) {
      const startedAt = performance.now();
      await probe.run(prefix, ['GET', prefix]);
      tookMs.push(performance.now() - startedAt);
    }
  } catch (error) {
    return { verdict: 'FAIL', ...facts, finding: `${server}: ${reasonOf(error)}${adviceFor(error)}` };
  }
  const middle = tookMs.sort((a, b) => a - b)[Math.floor(roundTrips / 2)] ?? NaN;
  const ms = Math.round(middle * 10) / 10;
  const what = product === undefined ? 'a server that does not tell its version' : `${product} ${version ?? ''}`;
  const answers = `${what}${isCluster === true ? ' Cluster' : ''} at ${server}, round trip ${String(ms)} ms`;
  const remarks = [
    ...(ms > redisLimits.limitMs / 2
      ? [`it is too far away: replicas wait ${String(redisLimits.limitMs)} ms at the most`]
      : []),
    ...(target.tls || isLoopbackHost(root.host)
      ? []
      : ['without TLS, password and models travel in clear; rediss:// encrypts']),
  ];
  return { ...facts, verdict: remarks.length === 0 ? 'ok' : 'note', finding: [answers, ...remarks].join('; '), ms };
}

const bytesInMb = 1024 * 1024;

/** What becomes of the shared data when memory is used up. */
export function checkMemory({ server }: Reached, { maxMemoryBytes = 0, evictionPolicy = '' }: RedisInfo): RedisCheck {
  const facts = { subject: 'Redis memory', server, maxMemoryBytes, evictionPolicy } as const;
  if (maxMemoryBytes === 0) return { verdict: 'ok', ...facts, finding: 'no limit of its own' };
  const limit = `${String(Math.round(maxMemoryBytes / bytesInMb))} MB, ${evictionPolicy}`;
  const trouble = troubles[evictionPolicy];
  if (trouble === undefined) return { verdict: 'ok', ...facts, finding: limit };
  return { verdict: 'note', ...facts, finding: `${limit}: ${trouble}; set maxmemory-policy to volatile-lru` };
}

/** Policies that evict by use spare the ledger of the rate, which every replica uses each second. */
const troubles: Readonly<Record<string, string>> = {
  noeviction: 'once they are used up, writing is refused and nothing is shared any more',
  'allkeys-random':
    'once they are used up, the ledger of the rate is lost now and then, and calls wait for some seconds',
};
