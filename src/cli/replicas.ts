/** What this process shares with others that serve the same account, when there is a Redis. */
import { ConfigurationError, type Config } from '../config.ts';
import type { SharedCache } from '../reads/index.ts';
import type { Credential } from '../tione/credentials/credential.ts';
import { accountOf } from '../tione/credentials/identity.ts';
import type { Slots } from '../tione/slots.ts';

export interface Replicas {
  readonly slots: Slots;
  readonly cache: SharedCache;
  readonly isServing: () => boolean;
  /** For people; no password. */
  readonly name: string;
  readonly close: () => Promise<void>;
}

/** Of all keys in Redis. What is kept there is of this shape, and of no other version of this program that has another. */
export const keyPrefix = 'tione-graphql:1';

/** Rejects with a {@link ConfigurationError} where Redis can never be used; one that is down now is waited for meanwhile. */
export async function connectReplicas(
  { redisUrls, endpoint }: Config,
  credential: Credential,
  onTrouble: (message: string) => void,
): Promise<Replicas | undefined> {
  if (redisUrls.length === 0) return undefined;
  const [{ connectRedis }, { createSharedCache }, { createSharedSlots }] = await Promise.all([
    import('../redis/connect.ts'),
    import('../redis/shared-cache.ts'),
    import('../redis/shared-slots.ts'),
  ]);
  const urls = redisUrls.map(({ reveal }) => reveal());
  const redis = await connectRedis({ url: urls.join(','), onTrouble }).catch((error: unknown) => {
    throw new ConfigurationError([`REDIS_URL: ${error instanceof Error ? error.message : String(error)}`]);
  });
  let isServing = false;
  redis.watch((sound) => {
    isServing = sound;
  });
  const slots = createSharedSlots({ redis, prefix: `${keyPrefix}:${endpoint.host}:${accountOf(credential)}` });
  return {
    slots,
    isServing: () => isServing,
    // Its keys say whose data it is.
    cache: createSharedCache({ redis, prefix: `${keyPrefix}:${endpoint.host}` }),
    name: urls.map((url) => `${new URL(url).protocol}//${new URL(url).host}`).join(', '),
    close: async () => {
      await slots.close();
      redis.close();
    },
  };
}
