import { escaped } from '../telemetry/escape.ts';
import { TioneError } from '../tione/errors.ts';

/**
 * An error for the log. Errors of TI-ONE say all in their message, which may repeat what a caller has sent; of anything else
 * the stack is needed, whose lines are our own.
 */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return escaped(String(error));
  const message = escaped(error.message);
  if (error instanceof TioneError) return message;
  // Not as a pattern: a message may hold any character.
  return error.stack?.split(error.message).join(message) ?? message;
}
