/** The time limit of one request's upstream work, and the way a client's disconnect travels down to the socket. */
import { setMaxListeners } from 'node:events';

export interface Deadline {
  /** Arms the timer when first asked for: a request without upstream work costs none. */
  readonly signal: () => AbortSignal;
  /** When it is over, in milliseconds of `performance.now()`. */
  readonly at: number;
  /** Ends the timer. Work still running goes on until it is done; nothing waits for it. */
  readonly clear: () => void;
}

/** Aborts with a `TimeoutError` after `timeoutMs`, or with the request's own reason when the client goes away. */
export function createDeadline(timeoutMs: number, gone: () => AbortSignal): Deadline {
  const at = performance.now() + timeoutMs;
  let end: (() => void) | undefined;
  let armed: AbortSignal | undefined;

  const arm = (): AbortSignal => {
    const controller = new AbortController();
    // Every upstream call of the request listens, dozens at a time: no leak, and no reason for a warning.
    setMaxListeners(0, controller.signal);
    const timer = setTimeout(() => {
      controller.abort(new DOMException(`no answer within ${String(timeoutMs)} ms`, 'TimeoutError'));
    }, at - performance.now());
    const request = gone();
    const leave = (): void => {
      controller.abort(request.reason);
    };
    if (request.aborted) leave();
    else request.addEventListener('abort', leave, { once: true });
    end = () => {
      clearTimeout(timer);
      request.removeEventListener('abort', leave);
    };
    return controller.signal;
  };
  return {
    at,
    signal: () => (armed ??= arm()),
    clear: () => {
      end?.();
    },
  };
}
