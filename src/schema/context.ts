import type { Caller } from '../access/caller.ts';
import type { Loaders } from '../loaders/index.ts';

/** What resolvers get, anew for each request. */
export interface Context {
  readonly loaders: Loaders;
  /** Who sent the request, and what they may see. */
  readonly caller: Caller;
  /** The regions that may be read, the default one first. */
  readonly regions: readonly [string, ...string[]];
}
