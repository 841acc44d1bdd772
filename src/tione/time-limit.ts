/** Ends an attempt that takes too long, so that there is time for another one. */
import type { Send } from './call.ts';
import { aborted, TioneError } from './errors.ts';

/** `limitMs`: milliseconds for one attempt, from the moment it goes out. */
export function withTimeLimit(send: Send, limitMs: number): Send {
  return (call) =>
    new Promise((resolve, reject) => {
      const { action, region, signal } = call;
      const controller = new AbortController();
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      // Who provides credentials or sockets need not listen to the signal.
      const giveUp = (error: TioneError, reason: unknown): void => {
        end();
        reject(error);
        controller.abort(reason);
      };
      const onAbort = (): void => {
        giveUp(aborted(call), signal.reason);
      };
      const timer = setTimeout(() => {
        const cause = new Error(`no answer within ${String(limitMs)} ms`);
        const message = `${action} (${region}): ${cause.message}`;
        giveUp(new TioneError(message, { kind: 'unavailable', action, region, cause }), cause);
      }, limitMs);
      if (signal.aborted) {
        onAbort();
        return;
      }
      signal.addEventListener('abort', onAbort, { once: true });
      void send({ ...call, signal: controller.signal })
        .then(resolve, reject)
        .finally(end);
    });
}
