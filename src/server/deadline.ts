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
export function createDeadline(timeoutMs: number, request: AbortSignal): Deadline {
  const controller = new AbortController();
  // Every upstream call of the request listens, dozens at a time: no leak, and no reason for a warning.
  setMaxListeners(0, controller.signal);
  const at = performance.now() + timeoutMs;
  let timer: NodeJS.Timeout | undefined;
  const leave = (): void => {
    controller.abort(request.reason);
  };
  return {
    at,
    signal: () => {
      if (timer === undefined) {
        timer = setTimeout(() => {
          controller.abort(new DOMException(`no answer within ${String(timeoutMs)} ms`, 'TimeoutError'));
        }, at - performance.now());
        if (request.aborted) leave();
        else request.addEventListener('abort', leave, { once: true });
      }
      return controller.signal;
    },
    clear: () => {
      clearTimeout(timer);
      request.removeEventListener('abort', leave);
    },
  };
}
