/** Fields without a resolver: they show a property of their object. */
import type { Run } from './run.ts';

/** As the default resolver of graphql-js reads it. */
export function readProperty(source: unknown, name: string): unknown {
  if (source === null || (typeof source !== 'object' && typeof source !== 'function')) return undefined;
  return (source as Readonly<Record<string, unknown>>)[name]; // Any object has properties of any name.
}

/** The same where the text of it is to be kept: a property that is computed, or anybody else's, counts as a doubt. */
export function readForKeeping(source: unknown, name: string, run: Run): unknown {
  const value = readProperty(source, name);
  if (value !== undefined && !isStill(source, name, value)) run.doubts += 1;
  return value;
}

function isStill(source: unknown, name: string, value: unknown): boolean {
  const own = Object.getOwnPropertyDescriptor(source, name);
  return own !== undefined && own.get === undefined && typeof value !== 'function';
}
