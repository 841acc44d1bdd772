import type { IncomingMessage } from 'node:http';

/** How much more of a body is read, to be thrown away: a peer that is cut off while it sends never sees the answer. */
const maxDiscardedBytes = 64 * 1024 * 1024;

/** Undefined when the body is longer than `maxBytes`. */
export async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop must not destroy the socket, on which the answer is still to go out.
  const stream: AsyncIterable<Buffer> = incoming.iterator({ destroyOnReturn: false });
  for await (const chunk of stream) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (size > maxBytes + maxDiscardedBytes) break;
  }
  return size > maxBytes ? undefined : Buffer.concat(chunks);
}
