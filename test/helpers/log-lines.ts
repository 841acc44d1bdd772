/** A log whose lines are kept, and looked through for secrets. */
import { createLog, type Log, type LogFormat, type LogLevel } from '../../src/telemetry/log.ts';
import { watch } from './leaks.ts';

export interface KeptLog {
  readonly log: Log;
  /** All lines so far, without their ends. */
  readonly lines: readonly string[];
  /** The lines of a log in JSON, read: all of them, or those of one message. */
  readonly records: (message?: string) => readonly LogRecord[];
}

export type LogRecord = Readonly<Record<string, unknown>>;

export function keepLog(format: LogFormat = 'json', level: LogLevel = 'info', now?: () => number): KeptLog {
  const lines: string[] = [];
  const look = watch('in the log');
  const output = (line: string): boolean => {
    look(`${line}\n`);
    lines.push(line);
    return true;
  };
  return {
    log: createLog({ format, level, output, ...(now === undefined ? {} : { now }) }),
    lines,
    records: (message) =>
      lines.map((line) => JSON.parse(line) as LogRecord).filter(({ msg }) => message === undefined || msg === message),
  };
}
