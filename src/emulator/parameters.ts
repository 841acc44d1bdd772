/** Parameters of an action, declared as a shape and read from JSON or from a flattened query in the order of the gateway. */
import type { Choices } from './choices.ts';
import { invalidValue, missingParameter, unknownParameter, wrongType } from './refusal.ts';

/** Where a value stands, and how much may be read into it. */
export interface Place {
  /** Such as `Filters.0.Values`; empty for the whole. */
  readonly path: string;
  /** Values of a GET query are all text: numbers and booleans are taken from it. */
  readonly textual: boolean;
  readonly nullParameter: Choices['nullParameter'];
}

/** Reads a value or throws the refusal that it deserves. */
export type Reader<T> = (value: unknown, place: Place) => T;

interface Member<T, Required extends boolean> {
  readonly required: Required;
  readonly read: Reader<T>;
}

type Members = Readonly<Record<string, Member<unknown, boolean>>>;

type ReadMembers<M extends Members> = {
  readonly [K in keyof M as M[K]['required'] extends true ? K : never]: ReturnType<M[K]['read']>;
} & { readonly [K in keyof M as M[K]['required'] extends true ? never : K]?: ReturnType<M[K]['read']> };

export const required = <T>(read: Reader<T>): Member<T, true> => ({ required: true, read });
export const optional = <T>(read: Reader<T>): Member<T, false> => ({ required: false, read });

export const text: Reader<string> = (value, { path }) => {
  if (typeof value !== 'string') throw wrongType(path, 'String');
  return value;
};

export const flag: Reader<boolean> = (value, { path, textual }) => {
  if (typeof value === 'boolean') return value;
  if (textual && (value === 'true' || value === 'false')) return value === 'true';
  throw wrongType(path, 'Boolean');
};

const int64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n };

/** A whole number of 64 bits. One that JavaScript cannot hold becomes the nearest that it can. */
export const integer: Reader<number> = (value, { path, textual }) => {
  const isText = textual && typeof value === 'string' && /^-?\d{1,19}$/.test(value);
  if (!isText && !(typeof value === 'number' && Number.isInteger(value))) throw wrongType(path, 'Integer');
  const number = BigInt(value);
  // JSON was read into a double, in which the largest of them is one too large.
  if (number < int64.least || number > int64.most + (isText ? 0n : 1n)) throw wrongType(path, 'Integer');
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number(number), Number.MAX_SAFE_INTEGER));
};

export function oneOf<const T extends string>(...allowed: readonly T[]): Reader<T> {
  return (value, place) => {
    const given = text(value, place);
    const found = allowed.find((candidate) => candidate === given);
    if (found === undefined) throw invalidValue(place.path, `\`${given}\` is not one of ${allowed.join(', ')}`);
    return found;
  };
}

export function listOf<T>(read: Reader<T>, maximum = Infinity): Reader<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) throw wrongType(place.path, 'Array');
    if (value.length > maximum) throw invalidValue(place.path, `it has more than ${String(maximum)} elements`);
    return value.map((element: unknown, index) => read(element, { ...place, path: `${place.path}.${String(index)}` }));
  };
}

/** An object with exactly these members. Refuses in this order: unknown members, missing ones, bad ones. */
export function objectOf<const M extends Members>(members: M): Reader<ReadMembers<M>> {
  return (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(place.path, 'Object');
    const given = new Map<string, unknown>(Object.entries(value));
    const at = (name: string): string => (place.path === '' ? name : `${place.path}.${name}`);
    for (const name of given.keys()) if (!Object.hasOwn(members, name)) throw unknownParameter(at(name));
    const isAbsent = (name: string): boolean =>
      !given.has(name) || (given.get(name) === null && place.nullParameter === 'absent');
    for (const [name, member] of Object.entries(members))
      if (member.required && isAbsent(name)) throw missingParameter(at(name));
    const read: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(members))
      if (!isAbsent(name)) read[name] = member.read(given.get(name), { ...place, path: at(name) });
    // Every required member was found and every member was read by its own reader, which is what the type says.
    return read as ReadMembers<M>;
  };
}
