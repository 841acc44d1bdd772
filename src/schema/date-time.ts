/** The DateTime scalar, and the several ways in which TI-ONE writes a time. */
import { Kind, type ValueNode } from 'graphql';
import type { Maybe } from '../tione/types.ts';
import { badUserInput, quoted } from './bad-user-input.ts';
import { builder } from './builder.ts';

const pattern =
  /^(\d{4}-\d\d-\d\d)[Tt ]((?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d{1,9})?) ?(?:([Zz])|([+-]\d\d)(?::?(\d\d))?)?$/;

/** China time: what a text without an offset means (seen in the model list, against the ids' own clock). */
const chinaOffset = '+08:00';

/**
 * Milliseconds since the epoch of a time as TI-ONE writes it: `2022-09-06T08:34:13Z`, `2022-11-17 20:09:16` (China
 * time), `…+08`, `…+08:00`. Null when absent or not a time.
 */
export function readTime(value: Maybe<string>): number | null {
  if (value == null) return null;
  const plain = readPlainTime(value);
  if (plain !== undefined) return plain;
  const match = pattern.exec(value);
  if (match === null) return null;
  const [, date = '', time = '', utc, hours, minutes = '00'] = match;
  const offset = utc !== undefined ? 'Z' : hours !== undefined ? `${hours}:${minutes}` : chinaOffset;
  const milliseconds = isDay(date) ? Date.parse(`${date}T${time}${offset}`) : NaN;
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

const utcShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const chinaShape = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const chinaOffsetMs = 8 * 3_600_000;

/** The two ways in which nearly all times are written, at a tenth of the cost; undefined for what needs a closer look. */
function readPlainTime(value: string): number | undefined {
  const isUtc = value.length === 20 && utcShape.test(value);
  if (!isUtc && !(value.length === 19 && chinaShape.test(value))) return undefined;
  const [year, month, day] = [digits(value, 0) * 100 + digits(value, 2), digits(value, 5), digits(value, 8)];
  const [hour, minute, second] = [digits(value, 11), digits(value, 14), digits(value, 17)];
  // No month is shorter than 28 days, and Date.UTC takes the years before 100 for others.
  if (year < 100 || month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59)
    return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second) - (isUtc ? 0 : chinaOffsetMs);
}

/** The number of two digits. */
function digits(value: string, at: number): number {
  return (value.charCodeAt(at) - 48) * 10 + value.charCodeAt(at + 1) - 48;
}

/** Date.parse takes the 30th of February for the 1st of March or so. */
function isDay(date: string): boolean {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
}

/** RFC 3339 in UTC; without a fraction where there is none, as the upstream writes whole seconds. */
export function writeTime(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

builder.scalarType('DateTime', {
  description:
    'Timestamp as RFC 3339, such as `2022-09-06T08:34:13Z`. Answers are always in UTC. Input may have any offset, but must ' +
    'have one. TI-ONE also writes times without an offset, which are China time (UTC+8): they are converted here.',
  serialize: (value) => value,
  parseValue: (value) => readInput(value),
  parseLiteral: (node) => readInput(node.kind === Kind.STRING ? node.value : undefined, node),
});

function readInput(value: unknown, node?: ValueNode): number {
  const match = typeof value === 'string' ? pattern.exec(value) : null;
  const zoned = match?.[3] !== undefined || match?.[4] !== undefined;
  const milliseconds = zoned && typeof value === 'string' ? readTime(value) : null;
  if (milliseconds !== null) return milliseconds;
  const given = typeof value === 'string' ? quoted(value) : 'The value';
  throw badUserInput(`${given} is not a DateTime: use RFC 3339 with an offset, such as "2022-09-06T08:34:13Z".`, node);
}
