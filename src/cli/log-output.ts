/** Where the lines of the log go. */
import type { Writable } from 'node:stream';
import type { TakeLine } from '../telemetry/log.ts';

/** Of lines that the system does not take, because nobody reads them: kept so far, and then dropped. */
const maxWaitingBytes = 8 * 1024 * 1024;

/** Bytes that are written at once, whatever else may come. */
const maxGathered = 64 * 1024;
/** Bytes of a character at the most: of two units of a text, four. */
const bytesOfUnit = 3;
/** Milliseconds between two writes, while there is much to write: each is a call of the system. */
const restMs = 10;

/**
 * A stream of the process, one line after the other. A line is written at the end of its turn of the event loop; one that comes soon
 * after another, a moment later, with all that came meanwhile; at the end of the process at the latest. The server never waits for
 * its readers, and outlives them: when one has gone, as `head` goes, the rest is for nobody.
 */
export function linesTo(stream: Writable): TakeLine {
  let isRead = true;
  // As bytes, at once: a text that waits is moved by each collection of garbage, with all that it was put together from.
  let gathered = Buffer.allocUnsafe(maxGathered);
  let length = 0;
  let isResting = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isRead = false;
  });
  const flush = (): void => {
    if (length === 0) return;
    const lines = gathered.subarray(0, length);
    length = 0;
    stream.write(lines);
    // The stream holds on to what it could not write.
    if (stream.writableLength > 0) gathered = Buffer.allocUnsafe(maxGathered);
  };
  const rested = (): void => {
    isResting = false;
    if (length > 0) flushAndRest();
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
    const most = (line.length + 1) * bytesOfUnit;
    if (length + most > maxGathered) flush();
    if (most > maxGathered) {
      stream.write(`${line}\n`);
      return true;
    }
    if (length === 0 && !isResting) setImmediate(flushAndRest);
    length += gathered.write(line, length);
    length += gathered.write('\n', length);
    return true;
  };
}
