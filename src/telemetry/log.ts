/** The log of the program: one line for each event, to be read by people or by machines. */
import { jsonLine } from './json-line.ts';
import type { Fields, LogEvent, Severity } from './log-event.ts';
import { textLine } from './text-line.ts';

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** The least severity that is written. */
export type LogLevel = (typeof levels)[number];
export type LogFormat = 'text' | 'json';

export interface Log {
  readonly write: (event: LogEvent) => void;
  /** Tells whoever has started the program how it stands: at every level but `silent`, and in the text format word for word. */
  readonly announce: (message: string, fields?: Fields) => void;
  /** Whether events of this severity are written: others need not be made. */
  readonly writes: (severity: Severity) => boolean;
}

/** Takes a line, without its end; false when it had to be dropped. */
export type TakeLine = (line: string) => boolean;

export interface LogOptions {
  /** @default text */
  readonly format?: LogFormat;
  /** @default info */
  readonly level?: LogLevel;
  readonly output: TakeLine;
  /** For what needs somebody's eye, in the text format. @default output */
  readonly errorOutput?: TakeLine;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

export function createLog({
  format = 'text',
  level = 'info',
  output,
  errorOutput = output,
  now = Date.now,
}: LogOptions): Log {
  const least = levels.indexOf(level);
  const writes = (severity: Severity): boolean => levels.indexOf(severity) >= least;
  let dropped = 0;

  const put = (event: LogEvent): boolean => {
    if (format === 'json') return output(jsonLine(event, now()));
    const isUrgent = event.severity === 'warn' || event.severity === 'error';
    return (isUrgent ? errorOutput : output)(textLine(event));
  };
  /** A gap must be seen. It is told of before the first line behind it. */
  const tell = (write: () => boolean): void => {
    if (dropped > 0) {
      const fields = { count: dropped };
      if (!put({ severity: 'warn', message: 'log lines were dropped: nobody read them', fields })) {
        dropped += 1;
        return;
      }
      dropped = 0;
    }
    if (!write()) dropped += 1;
  };

  return {
    writes,
    write: (event) => {
      if (writes(event.severity)) tell(() => put(event));
    },
    announce: (message, fields = {}) => {
      if (level === 'silent') return;
      tell(() => (format === 'text' ? output(message) : put({ severity: 'info', message, fields })));
    },
  };
}
