/** The profile file of Tencent Cloud's SDKs: an INI file with a section for each profile. */
import { readFile as readFileOfSystem } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { createCredential, CredentialError } from './credential.ts';
import { variable, type Environment } from './environment.ts';
import { faultCode } from './fault-code.ts';
import type { CredentialProvider } from './provider.ts';

/** Reads a file as UTF-8 text. Rejects with the errors of `node:fs`. */
export type ReadFile = (path: string) => Promise<string>;

export interface ProfileFileOptions {
  /** Files to look for; the first that exists is read, and no other. See {@link profilePaths}. */
  readonly paths: readonly string[];
  /** The variable that names the file, if one does: the file is meant then, and broken when it is missing. */
  readonly namedBy?: string;
  /** Name of the section. @default default */
  readonly profile?: string;
  /** @default UTF-8 text through node:fs */
  readonly readFile?: ReadFile;
}

export const readTextFile: ReadFile = (path) => readFileOfSystem(path, 'utf8');

const fileName = 'TENCENTCLOUD_CREDENTIALS_FILE';

/**
 * Where profile files are: `TENCENTCLOUD_CREDENTIALS_FILE` alone if set (as Go does), else `.tencentcloud/credentials` in the home
 * directory, then `/etc/tencentcloud/credentials` (as Node.js and Python do). To be given to {@link fromProfileFile}.
 */
export function profilePaths(env: Environment, homeDirectory: string): Pick<ProfileFileOptions, 'paths' | 'namedBy'> {
  const named = variable(env, fileName);
  if (named !== undefined) return { paths: [named], namedBy: fileName };
  // Without a home directory the path would be relative, and whoever owns the current directory would choose the keys.
  const own = isAbsolute(homeDirectory) ? [join(homeDirectory, '.tencentcloud', 'credentials')] : [];
  return { paths: [...own, '/etc/tencentcloud/credentials'] };
}

/**
 * Reads `secret_id`, `secret_key` and, for temporary keys, `token`. No file: does not apply. A file that cannot be read, lacks
 * the section or has half a pair, or that a variable names and is missing: broken.
 */
export function fromProfileFile({
  paths,
  namedBy,
  profile = 'default',
  readFile = readTextFile,
}: ProfileFileOptions): CredentialProvider {
  return async ({ signal } = {}) => {
    for (const path of paths) {
      signal?.throwIfAborted();
      const text = await readIfPresent(path, readFile);
      if (text === undefined) continue;
      const source = profile === 'default' ? `profile file ${path}` : `profile file ${path} [${profile}]`;
      const section = parseIni(text).get(profile);
      if (section === undefined)
        throw broken(source, `there is no section [${profile}]: add it with secret_id and secret_key`);
      const secretId = section.get('secret_id');
      const secretKey = section.get('secret_key');
      if (secretId === undefined) throw broken(source, `secret_id is missing: add it to section [${profile}]`);
      if (secretKey === undefined) throw broken(source, `secret_key is missing: add it to section [${profile}]`);
      return createCredential({ secretId, secretKey, token: section.get('token'), source });
    }
    const files = paths.join(', ');
    if (namedBy !== undefined)
      throw broken(`profile file ${files}`, `no such file: ${namedBy} names it: correct or unset the variable`);
    throw new CredentialError(`profile file: ${files}: no such file`, { tryNext: true });
  };
}

async function readIfPresent(path: string, readFile: ReadFile): Promise<string | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = faultCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    // It may well hold the keys that were meant, so the next source must not win silently.
    throw broken(`profile file ${path}`, `cannot be read (${code}): make it a file that this user may read`);
  }
}

function broken(source: string, problem: string): CredentialError {
  return new CredentialError(`${source}: ${problem}`, { tryNext: false });
}

/**
 * Sections, each with its lower-case keys. Lines that are neither section nor setting are skipped; an empty value is none.
 * A value ends at a blank followed by `#` or `;`, and one pair of quotes around it is taken off: no key or token has any.
 */
function parseIni(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const line of text.split(/\r\n|\n|\r/)) {
    // \s and trim() take the byte order mark of Windows editors for a blank.
    if (/^\s*[#;]/.test(line)) continue;
    const name = /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim();
    if (name !== undefined) {
      section = sections.get(name) ?? new Map<string, string>();
      sections.set(name, section);
      continue;
    }
    const [, key = '', rest = ''] = /^([^=]*)=(.*)$/.exec(line) ?? [];
    const value = unquote(rest.replace(/\s[#;].*$/, '').trim());
    if (value !== '') section?.set(key.trim().toLowerCase(), value);
  }
  return sections;
}

function unquote(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}
