/** Stops asking a host that does not answer, and tries again once a second. */
import type { Call } from './call.ts';
import { aborted, TioneError } from './errors.ts';
import { untilAborted } from './until-aborted.ts';

export interface Breaker {
  /** Whether the host is taken for down, and not tried for the moment. */
  readonly isOpen: () => boolean;
  readonly state: () => BreakerState;
  /**
   * Sends a call and learns from how it ends. While the host is taken for down it rejects instead with an `unavailable` error;
   * while one call tries the host again, the others wait for how that ends.
   */
  readonly guard: (call: Call, send: () => Promise<object>) => Promise<object>;
}

/**
 * - `closed`: the host is taken for up.
 * - `open`: it is taken for down.
 * - `half-open`: it is taken for down, and tried.
 */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** What an end of a call says about the host; nothing when it had no chance to speak. */
type Sign = 'life' | 'fault' | undefined;

/** Milliseconds over which calls are counted. */
const sampledMs = 10_000;
/** So many calls must have ended within that time before anything is concluded from them. */
const leastSample = 5;
/** The part of them that must have failed. */
const threshold = 0.5;
/** Milliseconds from one attempt to reach the host to the next. */
const probeMs = 1_000;

/** `onOpen` is told when the host begins to count as down, and what to tell those who wait. */
export function createBreaker(onOpen: (why: (call: Call) => TioneError) => void): Breaker {
  let isBad = createSample();
  /** When the host may be tried again; undefined while it is taken for up. */
  let probeAt: number | undefined;
  /** Ends with the call that tries the host. */
  let probe: Promise<unknown> | undefined;
  /** Calls that began before the last change say nothing about the time after it. */
  let era = 0;

  const untilProbe = (): number => (probeAt === undefined ? 0 : probeAt - performance.now());
  const refuse = ({ action, region }: Call): TioneError =>
    new TioneError(`${action} (${region}): TI-ONE could not be reached lately, so it is not asked for a moment`, {
      kind: 'unavailable',
      action,
      region,
      retryAfterMs: Math.max(1, Math.ceil(untilProbe())),
    });

  const sendCounted = (send: () => Promise<object>): Promise<object> => {
    const begun = era;
    return watched(send, (sign) => {
      if (sign === undefined || begun !== era || !isBad(sign === 'fault')) return;
      era += 1;
      probeAt = performance.now() + probeMs;
      onOpen(refuse);
    });
  };
  const sendProbe = (send: () => Promise<object>): Promise<object> => {
    const begunAt = performance.now();
    const answer = watched(send, (sign) => {
      probe = undefined;
      if (sign === 'life') {
        era += 1;
        isBad = createSample();
        probeAt = undefined;
        return;
      }
      // When its caller has left, the next one may try, but not more often for that.
      probeAt = (sign === 'fault' ? performance.now() : begunAt) + probeMs;
    });
    probe = answer.catch(() => undefined);
    return answer;
  };

  const sendNow: Breaker['guard'] = (call, send) => {
    if (probeAt === undefined) return sendCounted(send);
    return untilProbe() > 0 ? Promise.reject(refuse(call)) : sendProbe(send);
  };
  const afterProbe: Breaker['guard'] = async (call, send) => {
    while (probe !== undefined) {
      try {
        await untilAborted(probe, call.signal);
      } catch (cause) {
        throw aborted(call, cause);
      }
    }
    return sendNow(call, send);
  };

  return {
    isOpen: () => probe === undefined && untilProbe() > 0,
    state: () => (probeAt === undefined ? 'closed' : probe === undefined ? 'open' : 'half-open'),
    guard: (call, send) => (probe === undefined ? sendNow(call, send) : afterProbe(call, send)),
  };
}

function watched(send: () => Promise<object>, onEnd: (sign: Sign) => void): Promise<object> {
  return send().then(
    (answer) => {
      onEnd('life');
      return answer;
    },
    (error: unknown) => {
      onEnd(signOf(error));
      throw error;
    },
  );
}

function signOf(error: unknown): Sign {
  if (!(error instanceof TioneError)) return undefined;
  // An error that the upstream itself answers is a sign of life.
  if (error.upstreamCode !== undefined || error.requestId !== undefined) return 'life';
  return error.kind === 'unavailable' ? 'fault' : undefined;
}

/** Takes in one end after the other. Whether too many of the latest were faults. */
function createSample(): (isFault: boolean) => boolean {
  /** Those of up to a second each, the oldest first. */
  const parts: { readonly since: number; ended: number; faults: number }[] = [];
  let ended = 0;
  let faults = 0;
  return (isFault) => {
    const time = performance.now();
    for (let [oldest] = parts; oldest !== undefined && time - oldest.since >= sampledMs; [oldest] = parts) {
      ended -= oldest.ended;
      faults -= oldest.faults;
      parts.shift();
    }
    let latest = parts.at(-1);
    if (latest === undefined || time - latest.since >= 1_000) {
      latest = { since: time, ended: 0, faults: 0 };
      parts.push(latest);
    }
    latest.ended += 1;
    ended += 1;
    if (isFault) {
      latest.faults += 1;
      faults += 1;
    }
    return isFault && ended >= leastSample && faults > threshold * ended;
  };
}
