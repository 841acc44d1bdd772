/** The stages that a call goes through on its way to the upstream. */
import { actions } from './actions.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import type { WatchAttempt } from './attempt.ts';
import type { Attempt, Send } from './call.ts';
import { requestIdOf } from './envelope.ts';
import { TioneError } from './errors.ts';
import { createLimiter, withLimiter, type Limiter, type LimiterOptions } from './limiter.ts';
import { withRetry } from './retry.ts';
import { createSignedSend, type SignedSendOptions } from './signed-send.ts';
import { withTimeLimit } from './time-limit.ts';
import { withUnknownFields, type OnUnknownField } from './unknown-fields.ts';
import { withWatch } from './watch.ts';

export interface PipelineOptions extends SignedSendOptions, LimiterOptions {
  /** How often a call is sent at the most. */
  readonly attempts: number;
  /** Milliseconds for one attempt, from the moment it goes out. */
  readonly attemptTimeoutMs: number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly watch: WatchAttempt | undefined;
  readonly onUnknownField: OnUnknownField | undefined;
}

export interface Pipeline extends Pick<Limiter, 'waitMs' | 'budget'> {
  readonly send: Send;
  readonly breaker: Pick<Breaker, 'state'>;
}

/**
 * From the outside in: retry, watch, unknown fields, shape, breaker, rate limit, time limit, signature, transport. Each attempt takes a slot. Calls wait
 * for a host that was down before they take one, so that they do not go out all at once when it is back. The signature carries
 * the time, so signing is always the last stage before the transport.
 */
export function createPipeline({
  requestsPerSecond,
  slots,
  attempts,
  attemptTimeoutMs,
  random,
  watch,
  onUnknownField,
  ...signing
}: PipelineOptions): Pipeline {
  const limiter = createLimiter({ requestsPerSecond, slots });
  const breaker = createBreaker((why) => {
    limiter.turnAway(why);
  });
  const limited = withLimiter(limiter, withTimeLimit(createSignedSend(signing), attemptTimeoutMs));
  const guarded: Attempt = (call, attempt) => breaker.guard(call, () => limited(call, attempt));
  const checked = withUnknownFields(withShape(guarded), onUnknownField);
  const send = withRetry(withWatch(checked, watch), { attempts, random, isHopeless: breaker.isOpen });
  return { send, waitMs: limiter.waitMs, budget: limiter.budget, breaker };
}

/** An answer that has not the documented shape is a fault of the upstream, and not an empty result. */
function withShape(send: Attempt): Attempt {
  return (call, attempt) =>
    send(call, attempt).then((result) => {
      const { action, region } = call;
      if (actions[action].hasShape(result)) return result;
      throw new TioneError(`${action} (${region}): the answer has not the documented shape`, {
        kind: 'unavailable',
        action,
        region,
        requestId: requestIdOf(result),
      });
    });
}
