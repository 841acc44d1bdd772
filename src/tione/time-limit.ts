/** Ends an attempt that takes too long, so that there is time for another one. */
import { Cancellation } from './cancellation.ts';
import type { Call, Send } from './call.ts';
import { aborted, TioneError } from './errors.ts';
import { onceAborted, settleWith } from './until-aborted.ts';

/** `limitMs`: milliseconds for one attempt, from the moment it goes out. */
export function withTimeLimit(send: Send, limitMs: number): Send {
  return (call) =>
    new Promise((resolve, reject) => {
      const { action, region, signal } = call;
      if (signal.aborted) {
        reject(aborted(call));
        return;
      }
      const limited = new LimitedCall(call);
      const end = (): void => {
        clearTimeout(timer);
        leave();
      };
      // Who provides credentials or sockets need not listen to the signal.
      const giveUp = (error: TioneError, reason: unknown): void => {
        end();
        reject(error);
        limited.signal.abort(reason);
      };
      const timer = setTimeout(() => {
        const cause = new Error(`no answer within ${String(limitMs)} ms`);
        const message = `${action} (${region}): ${cause.message}`;
        giveUp(new TioneError(message, { kind: 'unavailable', action, region, cause }), cause);
      }, limitMs);
      const leave = onceAborted(signal, () => {
        giveUp(aborted(call), signal.reason);
      });
      settleWith(send(limited), end, resolve, reject);
    });
}

/** A call that ends sooner than the one that it is of. */
class LimitedCall implements Call {
  readonly action: Call['action'];
  readonly region: string;
  readonly params: Call['params'];
  readonly deadline: number;
  readonly onAttempt: Call['onAttempt'];
  readonly signal = new Cancellation();

  constructor({ action, region, params, deadline, onAttempt }: Call) {
    this.action = action;
    this.region = region;
    this.params = params;
    this.deadline = deadline;
    this.onAttempt = onAttempt;
  }
}
