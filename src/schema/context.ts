import type { Loaders } from '../loaders/index.ts';

/** What resolvers get, anew for each request. */
export interface Context {
  readonly loaders: Loaders;
  /** The regions that may be read, the default one first. */
  readonly regions: readonly [string, ...string[]];
}
