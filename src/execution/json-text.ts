/** Values as JSON text, as `JSON.stringify` writes them in the place of an answer. */
import { isPromise, stop } from './run.ts';

/** What `JSON.stringify` escapes: quotation marks, backslashes, control characters and halves of surrogate pairs. */
// eslint-disable-next-line no-control-regex -- They are what is looked for.
const special = /["\\\u0000-\u001f\ud800-\udfff]/;

/** Most texts have nothing to escape; to look for it takes half the time of `JSON.stringify`. */
export function quote(text: string): string {
  return special.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/**
 * The text of what a scalar serialized. Stops at what `JSON.stringify` leaves out or refuses, at promises, which graphql-js waits
 * for, and at a `toJSON` of whoever, which is told the key that it stands at.
 */
export function jsonText(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null || isPromise(value) || hasOwnText(value)) throw stop;
  // Undefined, whatever its type says, for a date that was taught to be nothing.
  const text: unknown = JSON.stringify(value);
  if (typeof text !== 'string') throw stop;
  return text;
}

function hasOwnText(value: object): boolean {
  return 'toJSON' in value && typeof value.toJSON === 'function' && value.toJSON !== isoText;
}

/** Of all dates; it does not look at its argument. */
// eslint-disable-next-line @typescript-eslint/unbound-method -- Compared, not called.
const isoText = Date.prototype.toJSON;
