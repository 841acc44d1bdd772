/** Stops asking a host that does not answer, and tries again once a second. */
import { BrokenCircuitError, circuitBreaker, CircuitState, handleWhen, SamplingBreaker } from 'cockatiel';
import type { Call, Send } from './call.ts';
import { aborted, TioneError } from './errors.ts';
import { untilAborted } from './until-aborted.ts';

export interface Breaker {
  /** What a call would be told instead of being sent; undefined while calls go out. */
  readonly refusal: (call: Call) => TioneError | undefined;
  /** A stage that counts how calls end, and refuses them while the host is taken for down. */
  readonly guard: (send: Send) => Send;
}

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
  let openedAt = -Infinity;
  const policy = circuitBreaker(
    // A probe whose caller has left says nothing; elsewhere the breaker takes a cancelled call for neither good nor bad.
    handleWhen((error) => isHostFault(error) || (isCancelled(error) && policy.state === CircuitState.HalfOpen)),
    {
      halfOpenAfter: probeMs,
      breaker: new SamplingBreaker({ threshold, duration: sampledMs, minimumRps: leastSample / (sampledMs / 1_000) }),
    },
  );
  policy.onBreak(() => {
    openedAt = Date.now();
    onOpen(refuse);
  });
  const isOpenFor = (): number => (policy.state === CircuitState.Open ? openedAt + probeMs - Date.now() : 0);
  const refuse = ({ action, region }: Call): TioneError =>
    new TioneError(`${action} (${region}): TI-ONE could not be reached lately, so it is not asked for a moment`, {
      kind: 'unavailable',
      action,
      region,
      retryAfterMs: Math.max(1, isOpenFor()),
    });
  const refusal = (call: Call): TioneError | undefined => (isOpenFor() > 0 ? refuse(call) : undefined);
  return {
    refusal,
    guard: (send) => async (call) => {
      const refused = refusal(call);
      if (refused !== undefined) throw refused;
      // An error that the upstream itself answers is a sign of life.
      const ended = policy.execute(() =>
        send(call).then(
          (answer) => ({ answer, error: undefined }),
          (error: unknown) => {
            if (isHostFault(error) || isCancelled(error)) throw error;
            return { answer: undefined, error };
          },
        ),
      );
      try {
        // It may wait for a probe of somebody else's.
        const { answer, error } = await untilAborted(ended, call.signal);
        if (answer === undefined) throw error;
        return answer;
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw refuse(call);
        throw error instanceof TioneError || !call.signal.aborted ? error : aborted(call);
      }
    },
  };
}

/** Nothing came that the upstream could have said. */
function isHostFault(error: unknown): boolean {
  return error instanceof TioneError && error.kind === 'unavailable' && error.upstreamCode === undefined;
}

function isCancelled(error: unknown): boolean {
  return error instanceof TioneError && (error.kind === 'cancelled' || error.kind === 'deadline');
}
