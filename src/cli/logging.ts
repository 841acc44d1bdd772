/** What is written of what happens. */
import type { Config } from '../config.ts';
import type { OnHidden } from '../server/error-mapping.ts';
import type { OnOperation } from '../server/operation-record.ts';
import { logAttempts } from '../telemetry/log-attempts.ts';
import { logOperations } from '../telemetry/log-operations.ts';
import { createLog, type Log } from '../telemetry/log.ts';
import type { WatchAttempt } from '../tione/attempt.ts';
import { TioneError } from '../tione/errors.ts';
import { describe } from './log-line.ts';
import { linesTo } from './log-output.ts';

export interface Logging {
  readonly log: Log;
  /** What needs the operator's eye; with an error, where there is one. */
  readonly warn: (message: string, error?: unknown) => void;
  readonly watch: WatchAttempt;
  readonly onOperation: OnOperation;
  readonly onHidden: OnHidden;
  /** Tells what is still to be told. */
  readonly close: () => void;
}

export function createLogging({ format, level }: Config['log']): Logging {
  const log = createLog({ format, level, output: linesTo(process.stdout), errorOutput: linesTo(process.stderr) });
  const attempts = logAttempts(log);
  return {
    log,
    warn: (message, error) => {
      log.write({ severity: 'warn', message, ...(error === undefined ? {} : { error: describe(error) }) });
    },
    watch: attempts.watch,
    onOperation: logOperations(log),
    onHidden: ({ error, path, requestId, correlationId }) => {
      log.write({
        // A parameter that TI-ONE refuses is what a caller may have sent; all else is ours.
        severity: error instanceof TioneError && error.kind === 'invalid-request' ? 'warn' : 'error',
        message: 'hidden from the client',
        fields: { path, upstreamRequestId: requestId, correlationId },
        error: describe(error),
      });
    },
    close: attempts.close,
  };
}
