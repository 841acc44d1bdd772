import { escaped } from './escape.ts';
import type { Fields, LogEvent, Severity } from './log-event.ts';

const marks: Readonly<Record<Severity, string>> = { debug: '', info: '', warn: 'WARNING: ', error: 'ERROR: ' };

/** `tione-graphql: message name=value …: error`, without what is empty or nothing. Whoever keeps the line adds the time. */
export function textLine({ severity, message, about, fields, error }: LogEvent): string {
  let line = `tione-graphql: ${marks[severity]}${escaped(message)}`;
  if (about !== undefined) line += textAbout(about);
  if (fields !== undefined) line += textOf(fields);
  return error === undefined ? line : `${line}: ${error}`;
}

const textsAbout = new WeakMap<Fields, string>();

function textAbout(about: Fields): string {
  const known = textsAbout.get(about);
  if (known !== undefined) return known;
  const text = textOf(about);
  textsAbout.set(about, text);
  return text;
}

function textOf(fields: Fields): string {
  let text = '';
  for (const name in fields) text += told(name, fields[name]);
  return text;
}

/** Names are our own. */
function told(name: string, value: Fields[string]): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return ` ${name}=${quoted(value)}`;
  if (typeof value !== 'object') return ` ${name}=${String(value)}`;
  if (isList(value)) return value.length === 0 ? '' : ` ${name}=${quoted(value.join(','))}`;
  let counts = '';
  for (const part in value) if (value[part] !== 0) counts += ` ${name}.${part}=${String(value[part])}`;
  return counts;
}

function isList(value: object): value is readonly string[] {
  return Array.isArray(value);
}

/** As it is where it ends at the next blank, and looks like nothing but a value. */
function quoted(value: string): string {
  if (isBare(value)) return value;
  return escaped(/[\s"=]/.test(value) || value === '' ? JSON.stringify(value) : value);
}

/** Whether it is so without a closer look. Nearly all are: a pattern would take longer to find that out. */
function isBare(value: string): boolean {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code <= space || code > tilde || code === quote || code === equals) return false;
  }
  return value !== '';
}

const [space, quote, equals, tilde] = [0x20, 0x22, 0x3d, 0x7e];
