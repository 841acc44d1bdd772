import { TioneError } from '../tione/errors.ts';

/** What breaks a line, ends a text or turns its direction: with it, a caller could write lines of its own into a log. */
const control = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

function escaped(text: string): string {
  return text.replace(control, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

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
