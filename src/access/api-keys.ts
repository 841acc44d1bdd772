/** API keys: secrets of programs. Only their hashes are ever kept. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { readScope, type Caller, type Rights } from './caller.ts';
import { keyName } from './key-name.ts';
import { rightsRules } from './rights.ts';

export interface ApiKey {
  /** Names the caller, in logs too. */
  readonly name: string;
  /** SHA-256 of the key, in lower-case hex. */
  readonly sha256: string;
  /** @default tione:read */
  readonly scopes?: readonly string[] | undefined;
  /** @default no restriction */
  readonly rights?: Rights | undefined;
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The caller who holds this key, if it is one of them. Looks at all, so that the time taken does not tell which one it was. */
export function callerOfKey(keys: readonly ApiKey[], text: string): Caller | undefined {
  const given = hash(text);
  const [found] = keys.filter(({ sha256 }) => timingSafeEqual(Buffer.from(sha256, 'hex'), given));
  if (found === undefined) return undefined;
  const { name, scopes = [readScope], rights = {} } = found;
  return { kind: 'key', id: `key:${name}`, scopes: new Set(scopes), rights };
}

/** A new key, 256 bits strong, so that its hash needs no salt. */
export function makeApiKey(): { readonly key: string; readonly sha256: string } {
  const key = `tione_${randomBytes(32).toString('base64url')}`;
  return { key, sha256: hash(key).toString('hex') };
}

const file = z.strictObject({
  keys: z.array(
    z
      .strictObject({
        name: z.string().regex(keyName, 'must be letters, digits, dots and hyphens'),
        sha256: z.string().regex(/^[\da-f]{64}$/, 'must be 64 lower-case hex digits'),
        scopes: z.array(z.string().min(1)).readonly().optional(),
        ...rightsRules,
      })
      .transform(({ name, sha256, scopes, ...rights }): ApiKey => ({ name, sha256, scopes, rights })),
  ),
});

/** Reads the text of a file of keys, or answers what is wrong with it, without its values. */
export function readApiKeys(text: string): { readonly keys: readonly ApiKey[] } | { readonly problem: string } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { problem: 'is not JSON' };
  }
  const { data, error } = file.safeParse(content);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  const place = issue === undefined || issue.path.length === 0 ? 'its top' : issue.path.join('.');
  return { problem: `is wrong at ${place}: ${issue?.message ?? 'not as documented'}` };
}
