/** Loaded into a server before its own code (`--import`): tells its memory when asked. Needs `--expose-gc`. */
import { setImmediate as turn } from 'node:timers/promises';
import type { HeapResult } from '../messages.ts';

/** What finalizers let go is collected only by the next one. */
const collections = 3;

async function heap(): Promise<HeapResult> {
  for (let left = collections; left > 0; left -= 1) {
    globalThis.gc?.();
    await turn();
  }
  // Gives back to the system what is free, so that the next peak is not hidden in memory that is still held.
  (globalThis.gc as ((options: object) => void) | undefined)?.({ type: 'major', flavor: 'last-resort' });
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapUsed, external, rss };
}

process.on('message', () => {
  void heap().then((result) => process.send?.(result));
});
// The server ends as it does without this.
process.channel?.unref();
