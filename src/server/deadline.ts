/** The time limit of one request's upstream work, and the way a client's disconnect travels down to the socket. */
import { setMaxListeners } from 'node:events';

/** Aborts with a `TimeoutError`, or with the request's own reason when the client goes away. */
export class Deadline {
  /** When it is over, in milliseconds of `performance.now()`. */
  readonly at: number;
  readonly #timeoutMs: number;
  readonly #gone: () => AbortSignal;
  #armed: AbortSignal | undefined;
  #end: (() => void) | undefined;

  /** `gone` is asked when the timer is armed. */
  constructor(timeoutMs: number, gone: () => AbortSignal) {
    this.at = performance.now() + timeoutMs;
    this.#timeoutMs = timeoutMs;
    this.#gone = gone;
  }

  /** Arms the timer when first asked for: a request without upstream work costs none. */
  signal(): AbortSignal {
    return (this.#armed ??= this.#arm());
  }

  /** Ends the timer. Work still running goes on until it is done; nothing waits for it. */
  clear(): void {
    this.#end?.();
  }

  #arm(): AbortSignal {
    const controller = new AbortController();
    // Every upstream call of the request listens, dozens at a time: no leak, and no reason for a warning.
    setMaxListeners(0, controller.signal);
    const timer = setTimeout(() => {
      controller.abort(new DOMException(`no answer within ${String(this.#timeoutMs)} ms`, 'TimeoutError'));
    }, this.at - performance.now());
    const request = this.#gone();
    const leave = (): void => {
      controller.abort(request.reason);
    };
    if (request.aborted) leave();
    else request.addEventListener('abort', leave, { once: true });
    this.#end = () => {
      clearTimeout(timer);
      request.removeEventListener('abort', leave);
    };
    return controller.signal;
  }
}
