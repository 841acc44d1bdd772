import { escaped } from './escape.ts';
import type { Fields, LogEvent, Severity } from './log-event.ts';

const marks: Readonly<Record<Severity, string>> = { debug: '', info: '', warn: 'WARNING: ', error: 'ERROR: ' };

/** `tione-graphql: message name=value …: error`, without what is empty or nothing. Whoever keeps the line adds the time. */
export function textLine({ severity, message, fields = {}, error }: LogEvent): string {
  let line = `tione-graphql: ${marks[severity]}${message}`;
  for (const name in fields) line += told(name, fields[name]);
  line = escaped(line);
  return error === undefined ? line : `${line}: ${error}`;
}

function told(name: string, value: Fields[string]): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return ` ${name}=${quoted(value)}`;
  if (typeof value !== 'object') return ` ${name}=${String(value)}`;
  if (Array.isArray(value)) return value.length === 0 ? '' : ` ${name}=${quoted(value.join(','))}`;
  let counts = '';
  for (const [part, count] of Object.entries(value)) if (count !== 0) counts += ` ${name}.${part}=${String(count)}`;
  return counts;
}

/** As it is where it ends at the next blank, and looks like nothing but a value. */
function quoted(value: string): string {
  return /[\s"=]/.test(value) || value === '' ? JSON.stringify(value) : value;
}
