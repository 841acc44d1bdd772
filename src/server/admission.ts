/** Who comes in: what every request must pass before anything of it is read, health checks apart. */
import { AccessRefusal } from '../access/refusal.ts';
import { anonymousCaller, metricsScope, readScope, routerCaller, type Caller } from '../access/caller.ts';
import type { AccessOptions } from './access-options.ts';
import { createRate, rateLimited } from './caller-rate.ts';
import { explain, unknownCaller } from './caller-refusal.ts';
import { hostRefusal } from './host-guard.ts';
import type { Connection, Incoming } from './incoming.ts';
import { peerName } from './peer.ts';
import type { RefusedRequest } from './refuse.ts';
import { signedBody } from './router-request.ts';
import { signatureHeader } from './router-signature.ts';

/** Paths whose askers are others than those of everything else. */
export interface SpecialPaths {
  /** Answered to anybody. */
  readonly open: readonly string[];
  /** Needs a scope of its own, and no other: who watches the server need not read models. */
  readonly metrics: string;
}

export interface Admission {
  /** Undefined where it came by a name that is not ours, and was not looked at. */
  readonly caller: Caller | undefined;
  /** Where it had to be read. */
  readonly body?: string | undefined;
  /** What the answer must tell in its headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** What it is answered instead of what was asked for. */
  readonly refused?: RefusedRequest | undefined;
}

/** `host` is the Host header, as it was sent. */
export type Admit = (
  incoming: Incoming,
  pathname: string,
  from: Pick<Connection, 'peer'> & { readonly host: string },
) => Admission | Promise<Admission>;

const untold: Admission['headers'] = {};

/**
 * Tells who calls, and lets in only whom it knows: `_service`, `_entities` and introspection too. Asks what is open, and not
 * what is closed, because one path can be spelt in several ways. A caller is let in only so often in a minute; routers have the
 * requests of many, and are not counted.
 */
export function createAdmission(options: AccessOptions, { open, metrics }: SpecialPaths): Admit {
  const { authenticate, routerSecrets = [], isOwnName, requestsPerCaller = 0, failuresPerPeer = 60 } = options;
  const { now = Date.now } = options;
  const failures = createRate('failures', failuresPerPeer);
  const rate = requestsPerCaller === 0 ? undefined : createRate('caller', requestsPerCaller);
  const isOpenToAll = authenticate === undefined && routerSecrets.length === 0;
  const anonymous = createAnonymous();

  /** Its sender, and its body where that is read already. A request with a signature is of a router, or of nobody. */
  const look = async (incoming: Incoming): Promise<Pick<Admission, 'caller' | 'body'>> => {
    const isSigned = routerSecrets.length > 0 && (authenticate === undefined || incoming.headers.has(signatureHeader));
    if (!isSigned) return { caller: await authenticate?.(incoming.headers) };
    const body = await signedBody(incoming, routerSecrets, Math.floor(now() / 1000));
    return { caller: routerCaller(await authenticate?.(incoming.headers)), body };
  };
  const fail = async (peer: string): Promise<RefusedRequest | undefined> => {
    const { isOver, headers } = await failures.take(peer);
    return isOver ? rateLimited('Too many requests whose credential is refused.', headers) : undefined;
  };
  const identify = async (incoming: Incoming, scope: string, address: string | undefined): Promise<Admission> => {
    try {
      const { caller, body } = await look(incoming);
      if (caller === undefined)
        return { caller: anonymous(address), headers: untold, refused: unknownCaller(routerSecrets.length > 0) };
      if (caller.scopes.has(scope)) return { caller, body, headers: untold };
      throw new AccessRefusal('insufficient-scope', `The scope ${scope} is needed.`);
    } catch (error) {
      const refused = explain(error, scope);
      if (refused === undefined) throw error;
      // Who cannot be known for now has not failed.
      const isFailure = !(error instanceof AccessRefusal && error.reason === 'unavailable');
      return {
        caller: anonymous(address),
        headers: untold,
        refused: (isFailure ? await fail(peerName(address)) : undefined) ?? refused,
      };
    }
  };
  const counted = async (admission: Admission): Promise<Admission> => {
    const { caller, refused } = admission;
    if (rate === undefined || caller === undefined || refused !== undefined || caller.kind === 'router')
      return admission;
    const { isOver, headers } = await rate.take(caller.id);
    if (!isOver) return { ...admission, headers };
    const message = `Too many requests: try again in ${headers['retry-after'] ?? ''} seconds.`;
    return { caller, headers, refused: rateLimited(message, headers) };
  };
  return (incoming, pathname, { peer: address, host }) => {
    // First: whoever came by another name must not learn anything.
    const refused = isOwnName && hostRefusal(isOwnName, host);
    if (refused !== undefined) return { caller: undefined, headers: untold, refused };
    if (open.includes(pathname)) return { caller: anonymous(address), headers: untold };
    if (isOpenToAll) {
      const admission = { caller: anonymous(address), headers: untold };
      return rate === undefined ? admission : counted(admission);
    }
    const scope = pathname === metrics ? metricsScope : readScope;
    return identify(incoming, scope, address).then(counted);
  };
}

/** Many requests come from one peer: a proxy, or a kept connection. */
function createAnonymous(): (address: string | undefined) => Caller {
  let latest: Caller | undefined;
  let latestAddress: string | undefined;
  return (address) => {
    if (latest === undefined || latestAddress !== address) latest = anonymousCaller(peerName(address));
    latestAddress = address;
    return latest;
  };
}
