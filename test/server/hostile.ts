/** Hostile requests as data, and the one server that all of them are sent to. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { createAuthentication } from '../../src/access/authentication.ts';
import type { AccessOptions } from '../../src/server/access-options.ts';
import type { HiddenError } from '../../src/server/error-mapping.ts';
import { createSigningKey, nowSeconds, tokensOf } from '../access/issuer.ts';
import { createSystem, type System } from '../helpers/system.ts';

export interface Hostile {
  readonly title: string;
  /** @default POST */
  readonly method?: string;
  /** @default /graphql */
  readonly path?: string;
  /** Beside the content type; without any, an API key that opens all. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly server?: AccessOptions;
  readonly status: number;
  /** Of the first error; undefined where there is none. */
  readonly code: string | undefined;
  /** Upstream calls, where it is harmless and answered. @default 0 */
  readonly calls?: number;
  /** What the answer must say. */
  readonly says?: RegExp;
}

export const signingKey = await createSigningKey('first');
export const apiKey = 'tione_key-that-opens-all';
/** Of somebody who may see `seen` only. */
export const narrowKey = 'tione_key-that-opens-one-model';
export const routerSecret = 'router-secret-of-at-least-32-characters';
export const seen = 'm-608587242317024640';
export { nowSeconds };

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const persisted = 'query Listed { __typename }';

const access: AccessOptions = {
  authenticate: createAuthentication({
    token: tokensOf(signingKey),
    keys: [
      { name: 'all', sha256: sha256(apiKey) },
      { name: 'narrow', sha256: sha256(narrowKey), rights: { models: [seen] } },
    ],
  }),
  routerSecrets: [routerSecret],
  introspection: false,
  now: () => nowSeconds * 1000,
};

interface HostileSystem {
  readonly system: System;
  /** What the operator is told. */
  readonly hidden: readonly HiddenError[];
}

export function createHostileSystem(server: AccessOptions = {}): HostileSystem {
  const hidden: HiddenError[] = [];
  const system = createSystem({ server: { ...access, ...server, onHidden: (error) => void hidden.push(error) } });
  return { system, hidden };
}

/** What no answer may hold: places in code, what the credential of this server is, what callers send as theirs. */
const leaks: readonly RegExp[] = [
  /\bat \S.* \(\S+:\d+:\d+\)/,
  /\.[cm]?[jt]s:\d+/,
  /node_modules|node:internal|file:\/\//,
  /(?:^|[\s"'(])\/(?:tmp|home|root|usr|work|src)\//,
  /AKIDtione|tione-emulator-secret|TC3-HMAC/,
  /router-secret|tione_key|eyJ[\w-]{10}/,
  /originalError|stack/i,
];

export function expectNoLeak(answer: string): void {
  for (const leak of leaks) expect(answer).not.toMatch(leak);
  // Nor is a small request to become a large answer.
  expect(answer.length).toBeLessThan(64 * 1024);
}

export const json = { 'content-type': 'application/json' };

/** The body of an operation. */
export const asks = (query: string, variables?: unknown, more: object = {}): string =>
  JSON.stringify({ query, variables, ...more });

export const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
