import { escaped } from './escape.ts';
import type { LogEvent } from './log-event.ts';

/** `time`, `level` and `msg`, then the fields, then the error. */
export function jsonLine({ severity, message, about, fields, error }: LogEvent, now: number): string {
  const time = new Date(now).toISOString();
  // Inside of JSON an escape stands for its character: readers get what was told, and no terminal does what it says.
  return escaped(JSON.stringify({ time, level: severity, msg: message, ...about, ...fields, error }));
}
