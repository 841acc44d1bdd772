/** Sends a call again when that may help: after a pause that grows, is drawn by lot, and ends before the deadline. */
import type { Attempt, Call, Send } from './call.ts';
import { aborted, TioneError } from './errors.ts';
import { onceAborted } from './until-aborted.ts';
import { createRetryBudget } from './retry-budget.ts';

export interface RetryOptions {
  /** How often a call is sent at the most. */
  readonly attempts: number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Whether no attempt would get through for now. */
  readonly isHopeless: () => boolean;
}

/** Milliseconds: the longest pause before the second attempt, which doubles with each further one, and its bound. */
const firstPauseMs = 200;
const longestPauseMs = 2_000;

export function withRetry(send: Attempt, { attempts, random, isHopeless }: RetryOptions): Send {
  const budget = createRetryBudget();
  return async (call) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await send(call, attempt);
        budget.earn();
        return answer;
      } catch (error) {
        if (attempt >= attempts || !isWorthAnother(call, error)) throw error;
        // Full jitter: callers that failed together do not come back together.
        const pauseMs = random() * Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1));
        if (isHopeless() || performance.now() + pauseMs >= call.deadline || !budget.take()) throw error;
        await pause(pauseMs, call);
      }
    }
  };
}

/** By the table of errors. Only reads: an action that changes something may have done so before its answer was lost. */
function isWorthAnother({ action, signal }: Call, error: unknown): boolean {
  return !signal.aborted && action.startsWith('Describe') && error instanceof TioneError && isPassing(error);
}

/** A refusal of our own rate limiter has a time to come back of its own; waiting for it here would be too late. */
function isPassing({ kind, upstreamCode }: TioneError): boolean {
  return kind === 'unavailable' || (kind === 'throttled' && upstreamCode !== undefined);
}

function pause(ms: number, call: Call): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(aborted(call));
    };
    const timer = setTimeout(() => {
      leave();
      resolve();
    }, ms);
    const leave = onceAborted(call.signal, onAbort);
  });
}
