import { escaped } from './escape.ts';
import type { Fields, LogEvent, Severity } from './log-event.ts';

const marks: Readonly<Record<Severity, string>> = { debug: '', info: '', warn: 'WARNING: ', error: 'ERROR: ' };

/** `tione-graphql: message name=value …: error`, without what is empty or nothing. Whoever keeps the line adds the time. */
export function textLine({ severity, message, fields = {}, error }: LogEvent): string {
  const told = Object.entries(fields).flatMap(([name, value]) => pairs(name, value));
  const line = escaped([`tione-graphql: ${marks[severity]}${message}`, ...told].join(' '));
  return error === undefined ? line : `${line}: ${error}`;
}

function pairs(name: string, value: Fields[string]): readonly string[] {
  if (value === undefined || value === false) return [];
  if (typeof value !== 'object') return [`${name}=${quoted(String(value))}`];
  if (Array.isArray(value)) return value.length === 0 ? [] : [`${name}=${quoted(value.join(','))}`];
  return Object.entries(value).flatMap(([part, count]) => (count === 0 ? [] : [`${name}.${part}=${String(count)}`]));
}

/** As it is where it ends at the next blank, and looks like nothing but a value. */
function quoted(value: string): string {
  return /[\s"=]/.test(value) || value === '' ? JSON.stringify(value) : value;
}
