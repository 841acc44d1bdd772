/** Who sent a request, and what they may see. */

export interface Caller {
  /** What they have proved: nothing, that a router sends for them, or that they hold a token or an API key. */
  readonly kind: 'anonymous' | 'router' | 'token' | 'key';
  /** The same for all requests of one caller; for rate limits and logs, so never a secret. */
  readonly id: string;
  readonly scopes: ReadonlySet<string>;
  readonly rights: Rights;
}

/** What a caller may see. Undefined is no restriction, an empty list allows nothing. */
export interface Rights {
  readonly regions?: readonly string[] | undefined;
  /** Ids of models. */
  readonly models?: readonly string[] | undefined;
  /** Each of these tags must have one of its values. */
  readonly tags?: readonly TagRight[] | undefined;
}

export interface TagRight {
  readonly key: string;
  readonly values: readonly string[];
}

/** Without it, a token or key opens nothing but what has a scope of its own. */
export const readScope = 'tione:read';
/** Opens the schema where introspection is off. */
export const introspectScope = 'tione:introspect';

/** Opens the inspector: the calls of TI-ONE behind an operation. */
export const inspectScope = 'tione:inspect';

/** Opens `/metrics`, and nothing else. */
export const metricsScope = 'tione:metrics';

/** Somebody who has proved nothing, at a network address. */
export function anonymousCaller(peer: string): Caller {
  return { kind: 'anonymous', id: `peer:${peer}`, scopes: new Set(), rights: {} };
}

/** A router that signs. With a token in the request, it acts for the one whose token it is, with no more rights. */
export function routerCaller(behalf?: Caller): Caller {
  if (behalf !== undefined) return { ...behalf, kind: 'router' };
  return { kind: 'router', id: 'router', scopes: new Set([readScope, introspectScope]), rights: {} };
}
