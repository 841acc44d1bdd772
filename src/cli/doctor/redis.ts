/** The part of `doctor` that looks at Redis, which replicas share: whether all of it works that they do with it. */
import type { Config } from '../../config.ts';
import { readRedisUrl, type RedisTarget } from '../../redis/target.ts';
import { keyPrefix } from '../replicas.ts';
import { reasonOf } from '../reason.ts';
import { openAll, type Reached } from './redis-open.ts';
import { checkMemory, checkServer, readInfo } from './redis-server.ts';
import { checkCache, checkRate, checkRedisClock } from './redis-sharing.ts';
import type { Tell } from './report.ts';

/** A Redis that does not serve is a failure: replicas do without, but they were to share. */
export async function checkRedis({ redisUrls, endpoint }: Config, tell: Tell): Promise<void> {
  if (redisUrls.length === 0) return;
  const target = readTarget(redisUrls.map(({ reveal }) => reveal()).join(','), tell);
  if (target === undefined) return;
  const { reached, failed } = await openAll(target, `${keyPrefix}:${endpoint.host}`);
  const [first] = reached;
  // One node of a cluster that answers leads to all the others.
  for (const check of failed) tell({ verdict: first === undefined ? 'FAIL' : 'note', ...check });
  try {
    if (first !== undefined) await lookAt(first, tell);
  } finally {
    for (const { probe } of reached) probe.close();
  }
}

async function lookAt(reached: Reached, tell: Tell): Promise<void> {
  const info = await readInfo(reached);
  tell(await checkServer(reached, info));
  const { check, clock } = await checkRate(reached);
  tell(check);
  tell(await checkCache(reached));
  if (info.evictionPolicy !== undefined) tell(checkMemory(reached, info));
  if (clock !== undefined) tell(checkRedisClock(reached, clock));
}

function readTarget(urls: string, tell: Tell): RedisTarget | undefined {
  try {
    return readRedisUrl(urls);
  } catch (error) {
    const finding = `REDIS_URL: ${reasonOf(error)}`;
    tell({ verdict: 'FAIL', subject: 'configuration', variable: 'REDIS_URL', finding });
    return undefined;
  }
}
