/** Where the lines of the log go. */
import type { Writable } from 'node:stream';
import type { TakeLine } from '../telemetry/log.ts';

/** Of lines that the system does not take, because nobody reads them: kept so far, and then dropped. */
const maxWaitingBytes = 8 * 1024 * 1024;

/** Characters that are written at once, whatever else may come. */
const maxGathered = 64 * 1024;
/** Milliseconds between two writes, while there is much to write: each is a call of the system. */
const restMs = 10;

/**
 * A stream of the process, one line after the other. A line is written at the end of its turn of the event loop; one that comes soon
 * after another, a moment later, with all that came meanwhile; at the end of the process at the latest. The server never waits for
 * its readers, and outlives them: when one has gone, as `head` goes, the rest is for nobody.
 */
export function linesTo(stream: Writable): TakeLine {
  let isRead = true;
  let gathered = '';
  let isResting = false;
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
  const rested = (): void => {
    isResting = false;
    if (gathered !== '') flushAndRest();
  };
  const flushAndRest = (): void => {
    flush();
    isResting = true;
    // What is gathered meanwhile is written at the end of the process too.
    setTimeout(rested, restMs).unref();
  };
  process.on('exit', flush);
  return (line) => {
    if (!isRead) return true;
    if (stream.writableLength > maxWaitingBytes) return false;
    if (gathered === '' && !isResting) setImmediate(flushAndRest);
    gathered += `${line}\n`;
    if (gathered.length > maxGathered) flush();
    return true;
  };
}
