/** What to do about what Redis answers. */
import { reasonOf } from '../reason.ts';

/** All that replicas run, in scripts too. */
const commands = '+eval +evalsha +get +set +del +hget +hmget +hset +time';

const advice: readonly (readonly [answer: RegExp, advice: string])[] = [
  [/^(?:NOAUTH|WRONGPASS)|invalid password|\bAUTH\b/i, 'check user and password in REDIS_URL'],
  [/^NOPERM|has no permissions/, `allow this user: ${commands} ~tione-graphql:*`],
  [/^OOM/, 'give it more memory, or a maxmemory-policy that evicts, such as volatile-lru'],
  [/^READONLY/, 'it is a replica: name its primary in REDIS_URL'],
  [/unknown command/i, 'it must offer this command, and Redis 5 or Valkey 7.2 at the least'],
  [/certificate/i, 'name the file of its certificate authority in NODE_EXTRA_CA_CERTS'],
  [/wrong version number|packet length|SSL|TLS/i, 'it may speak no TLS: try redis:// in REDIS_URL'],
  [/Socket closed|ECONNRESET/i, 'it may want TLS: try rediss:// in REDIS_URL'],
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|no answer|timeout/i,
    'check host, port and redis:// or rediss:// in REDIS_URL, and whether it lets this machine in',
  ],
];

/** To be put behind the reason; empty where there is nothing to say. */
export function adviceFor(error: unknown): string {
  const reason = reasonOf(error);
  const found = advice.find(([answer]) => answer.test(reason));
  return found === undefined ? '' : `; ${found[1]}`;
}
