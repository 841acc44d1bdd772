/** The time limit of one request's upstream work, and the way a client's disconnect travels down to the socket. */
import { Cancellation, type Ending } from '../tione/cancellation.ts';
import { onceAborted } from '../tione/until-aborted.ts';

/** Aborts with a `TimeoutError`, or with the request's own reason when the client goes away. */
export class Deadline {
  /** When it is over, in milliseconds of `performance.now()`. */
  readonly at: number;
  readonly #timeoutMs: number;
  readonly #gone: () => Ending;
  #armed: Cancellation | undefined;
  #end: (() => void) | undefined;

  /** `gone` is asked when the timer is armed. */
  constructor(timeoutMs: number, gone: () => Ending) {
    this.at = performance.now() + timeoutMs;
    this.#timeoutMs = timeoutMs;
    this.#gone = gone;
  }

  /** Arms the timer when first asked for: a request without upstream work costs none. */
  signal(): Ending {
    return (this.#armed ??= this.#arm());
  }

  /** Ends the timer. Work still running goes on until it is done; nothing waits for it. */
  clear(): void {
    this.#end?.();
  }

  #arm(): Cancellation {
    const cancellation = new Cancellation();
    const timer = setTimeout(() => {
      cancellation.abort(new DOMException(`no answer within ${String(this.#timeoutMs)} ms`, 'TimeoutError'));
    }, this.at - performance.now());
    const request = this.#gone();
    const leave = (): void => {
      cancellation.abort(request.reason);
    };
    const stop = onceAborted(request, leave);
    if (request.aborted) leave();
    this.#end = () => {
      clearTimeout(timer);
      stop();
    };
    return cancellation;
  }
}
