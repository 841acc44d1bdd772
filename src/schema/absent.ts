/**
 * Empty is absent: TI-ONE sends `""` for text it does not have, where others send null or nothing. Zero and false are values.
 * It also sends booleans as text. What comes in a type that nobody expects is absent rather than a failed field.
 */
import type { Maybe } from '../tione/types.ts';

export function text(value: Maybe<string>): string | null {
  const given: unknown = value;
  if (typeof given === 'string') return given === '' ? null : given;
  return typeof given === 'number' || typeof given === 'boolean' ? String(given) : null;
}

/** Whole numbers that GraphQL's Int can carry; anything else would fail the field. */
export function int(value: Maybe<number>): number | null {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : null;
}

/** A boolean, or `"true"` and `"false"` in any case. */
export function boolean(value: Maybe<boolean | string>): boolean | null {
  if (typeof value === 'boolean') return value;
  const lower = typeof value === 'string' ? value.toLowerCase() : undefined;
  return lower === 'true' ? true : lower === 'false' ? false : null;
}

/** The entries of a list that are not absent themselves. */
export function texts(value: Maybe<readonly string[]>): readonly string[] {
  return Array.isArray(value) ? value.map((entry: Maybe<string>) => text(entry)).filter((entry) => entry !== null) : [];
}

/** The object, or null when every one of the given parts of it is absent. */
export function unlessEmpty<T>(value: T, parts: readonly unknown[]): T | null {
  return parts.every(isEmpty) ? null : value;
}

function isEmpty(part: unknown): boolean {
  return part == null || part === '' || (Array.isArray(part) && part.every(isEmpty));
}
