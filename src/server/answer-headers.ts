/** Headers that answers have, on whatever way they were made. */
import type { Freshness } from './freshness.ts';

/** The headers of every response, but for the last one, which pages have in another form. */
export function fixedHeaders(mode: string): readonly (readonly [name: string, value: string])[] {
  return [
    // So that demo data can never be taken for the real thing.
    ['x-tione-mode', mode],
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'no-referrer'],
    // Nothing but a page has parts to load, and none may be shown inside of another.
    [contentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'"],
  ];
}

export const contentSecurityPolicy = 'content-security-policy';

/** The headers that tell a caller: what one is answered is no answer to another one, in a browser's cache too. */
export const variesBy = 'authorization, x-api-key';

/** Answers are about now, and for those who may ask. */
export const notStored = 'no-store';

/**
 * For how long a whole answer may be used: privately, because credentials decide what is in it, and as long as its oldest part
 * counts as fresh. Of stale parts, `Age` tells how old they are. `ttlMs` is how long what is read counts as fresh; below a
 * second it is not worth telling.
 */
export function cacheHeaders(ttlMs: number, freshness: Freshness): readonly (readonly [name: string, value: string])[] {
  if (ttlMs < 1000) return [];
  const seconds = Math.min(Math.floor(ttlMs / 1000), Math.round(freshness.leftMs() / 1000));
  const control = ['cache-control', `private, max-age=${String(seconds)}`] as const;
  const readAt = freshness.isStale() ? freshness.readAt() : undefined;
  if (readAt === undefined) return [control];
  return [control, ['age', String(Math.max(0, Math.floor((Date.now() - readAt) / 1000)))]];
}
