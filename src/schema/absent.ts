/** Empty is absent: TI-ONE sends `""` for text it does not have, where others send null or nothing. Zero and false are values. */
import type { Maybe } from '../tione/types.ts';

export function text(value: Maybe<string>): string | null {
  return value === undefined || value === '' ? null : value;
}

/** Whole numbers that GraphQL's Int can carry; anything else would fail the field. */
export function int(value: Maybe<number>): number | null {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : null;
}

export function boolean(value: Maybe<boolean>): boolean | null {
  return value ?? null;
}

/** `"true"` and `"false"` in any case; TI-ONE sends some booleans as text. */
export function textBoolean(value: Maybe<string>): boolean | null {
  const lower = value?.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : null;
}

/** The object, or null when every one of the given parts of it is absent. */
export function unlessEmpty<T>(value: T, parts: readonly unknown[]): T | null {
  return parts.every(isEmpty) ? null : value;
}

function isEmpty(part: unknown): boolean {
  return part == null || part === '' || (Array.isArray(part) && part.every(isEmpty));
}
