/** Documents that may be named by their hash. */
import { createHash } from 'node:crypto';

export interface PersistedDocuments {
  /** By SHA-256, in lower-case hex. */
  readonly documents: ReadonlyMap<string, string>;
  /** Whether nothing else is run. Routers make their documents up, and are not bound to it. @default false */
  readonly only?: boolean | undefined;
}

/** The hash that a document is named by. */
export function hashIn(params: object): string | undefined {
  const { documentId, extensions } = params as { documentId?: unknown; extensions?: unknown };
  if (typeof documentId === 'string') return documentId.replace(/^sha256:/, '');
  if (typeof extensions !== 'object' || extensions === null || !('persistedQuery' in extensions)) return undefined;
  const { persistedQuery } = extensions;
  if (typeof persistedQuery !== 'object' || persistedQuery === null || !('sha256Hash' in persistedQuery))
    return undefined;
  return typeof persistedQuery.sha256Hash === 'string' ? persistedQuery.sha256Hash : undefined;
}

/** In lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
