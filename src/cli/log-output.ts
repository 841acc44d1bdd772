/** Where the lines of the log go. */
import type { Writable } from 'node:stream';
import type { TakeLine } from '../telemetry/log.ts';

/** Of lines that the system does not take, because nobody reads them: kept so far, and then dropped. */
const maxWaitingBytes = 8 * 1024 * 1024;

/** Characters that are written at once, whatever else the turn may bring. */
const maxGathered = 64 * 1024;

/**
 * A stream of the process, one line after the other. Lines of one turn of the event loop are written together, at its end or
 * at that of the process: each write is a call of the system. The server never waits for its readers, and outlives them: when
 * one has gone, as `head` goes, the rest is for nobody.
 */
export function linesTo(stream: Writable): TakeLine {
  let isRead = true;
  let gathered = '';
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isRead = false;
  });
  const flush = (): void => {
    if (gathered === '') return;
    const lines = gathered;
    gathered = '';
    stream.write(lines);
  };
  process.on('exit', flush);
  return (line) => {
    if (!isRead) return true;
    if (stream.writableLength > maxWaitingBytes) return false;
    if (gathered === '') setImmediate(flush);
    gathered += `${line}\n`;
    if (gathered.length > maxGathered) flush();
    return true;
  };
}
