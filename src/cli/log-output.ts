/** Where the lines of the log go. */
import type { Writable } from 'node:stream';
import type { TakeLine } from '../telemetry/log.ts';

/** Of lines that the system does not take, because nobody reads them: kept so far, and then dropped. */
const maxWaitingBytes = 8 * 1024 * 1024;

/**
 * A stream of the process, one line after the other. The server never waits for its readers, and outlives them: when one has
 * gone, as `head` goes, the rest is for nobody.
 */
export function linesTo(stream: Writable): TakeLine {
  let isRead = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isRead = false;
  });
  return (line) => {
    if (!isRead) return true;
    if (stream.writableLength > maxWaitingBytes) return false;
    stream.write(`${line}\n`);
    return true;
  };
}
