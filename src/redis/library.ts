/** The client library: optional, and loaded only where Redis is used. */
import type * as Library from '@redis/client';

export type RedisLibrary = typeof Library;

export async function loadRedisLibrary(): Promise<RedisLibrary> {
  try {
    return await import('@redis/client');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new Error(
      'Redis needs the optional package @redis/client, which is not installed: npm install @redis/client@6.3.1',
      { cause: error },
    );
  }
}
