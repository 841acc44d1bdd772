/** Opens the servers that `REDIS_URL` names, to be looked at. */
import { probeRedis, type RedisProbe } from '../../redis/probe.ts';
import type { RedisRoot, RedisTarget } from '../../redis/target.ts';
import { reasonOf } from '../reason.ts';
import { adviceFor } from './redis-advice.ts';
import type { RedisCheck } from './report.ts';

/** A server that can be asked. */
export interface Reached {
  readonly probe: RedisProbe;
  /** For people: no user and no password. */
  readonly server: string;
  readonly root: RedisRoot;
  readonly target: RedisTarget;
  /** Of all keys, for a user that may use no others. */
  readonly prefix: string;
}

/** What became of the opening of each server. */
export interface Opened {
  readonly reached: readonly Reached[];
  readonly failed: readonly Omit<RedisCheck, 'verdict'>[];
}

export async function openAll(target: RedisTarget, prefix: string): Promise<Opened> {
  const reached: Reached[] = [];
  const failed: Omit<RedisCheck, 'verdict'>[] = [];
  for (const root of target.roots) {
    const server = nameOf(root, target);
    try {
      reached.push({ probe: await probeRedis(target, root), server, root, target, prefix });
    } catch (error) {
      const finding = `${server} cannot be used: ${reasonOf(error)}${adviceFor(error)}`;
      failed.push({ subject: 'Redis', finding, server, isEncrypted: target.tls });
    }
  }
  return { reached, failed };
}

function nameOf({ host, port }: RedisRoot, { tls }: RedisTarget): string {
  return `${tls ? 'rediss' : 'redis'}://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}
