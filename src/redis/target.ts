/** Where Redis is and how to get in, read from a URL. */

export interface RedisTarget {
  /** One server, or nodes of a cluster to start from. */
  readonly roots: readonly [RedisRoot, ...RedisRoot[]];
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
  /** For messages: without user and password. */
  readonly name: string;
}

export interface RedisRoot {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `redis://user:password@host:6379/0`, or `rediss://` for TLS. Several, separated by commas, are nodes of one cluster; what
 * the first says of TLS, user and password holds for all. No error repeats the text: there may be a password in it.
 */
export function readRedisUrl(text: string): RedisTarget {
  const [first, ...others] = text.split(',').map((part) => readUrl(part.trim()));
  if (first === undefined) throw malformed();
  const urls = [first, ...others] as const;
  const database = first.pathname.replace(/^\//, '');
  if (!/^\d*$/.test(database)) throw malformed();
  return {
    roots: [rootOf(first), ...others.map(rootOf)],
    tls: first.protocol === 'rediss:',
    username: decode(first.username),
    password: decode(first.password),
    database: Number(database),
    name: urls.map(({ protocol, host }) => `${protocol}//${host}`).join(','),
  };
}

/** A text of which no part is the password: servers before Redis 6 repeat commands that they do not know. */
export function withoutPassword(text: string, { password }: RedisTarget): string {
  if (password === undefined) return text;
  return text.replaceAll(password, '…').replaceAll(encodeURIComponent(password), '…');
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '') throw malformed();
  return url;
}

function rootOf({ hostname, port }: URL): RedisRoot {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 6379 : Number(port) };
}

function decode(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed();
  }
}

function malformed(): TypeError {
  return new TypeError(
    'not a URL of Redis: redis://[[user]:password@]host[:port][/database] or rediss://…, for a cluster several with ' +
      'commas between; in user and password, write special characters as %XX',
  );
}
