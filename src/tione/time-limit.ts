/** Ends an attempt that takes too long, so that there is time for another one. */
import { setMaxListeners } from 'node:events';
import type { Send } from './call.ts';
import { aborted, TioneError } from './errors.ts';
import { untilAborted } from './until-aborted.ts';

/** `limitMs`: milliseconds for one attempt, from the moment it goes out. */
export function withTimeLimit(send: Send, limitMs: number): Send {
  return async (call) => {
    const { action, region, signal } = call;
    const controller = new AbortController();
    setMaxListeners(0, controller.signal);
    const onAbort = (): void => {
      controller.abort(signal.reason);
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    const over = new Error(`no answer within ${String(limitMs)} ms`);
    const timer = setTimeout(() => {
      controller.abort(over);
    }, limitMs);
    try {
      // Who provides credentials or sockets need not listen to the signal.
      return await untilAborted(send({ ...call, signal: controller.signal }), controller.signal);
    } catch (cause) {
      if (controller.signal.reason === over)
        throw new TioneError(`${action} (${region}): ${over.message}`, { kind: 'unavailable', action, region, cause });
      throw cause instanceof TioneError || !signal.aborted ? cause : aborted(call, cause);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  };
}
