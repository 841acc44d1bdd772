/**
 * Ends the work for a call from outside, at a fraction of what an `AbortSignal` costs: that is made for those alone who ask for one. What
 * an `AbortController` is made of outlives many collections of garbage, and the call with it.
 */
export class Cancellation {
  #isCancelled = false;
  #reason: unknown;
  #listener: ((reason: unknown) => void) | undefined;
  #controller: AbortController | undefined;

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** The same, for those who know nothing else. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#isCancelled) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** Only the first time counts. */
  cancel(reason: unknown): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    this.#reason = reason;
    this.#listener?.(reason);
    this.#controller?.abort(reason);
  }

  /** Tells the one who does the work, at once if it is cancelled already; undefined when that is done. */
  listen(listener: ((reason: unknown) => void) | undefined): void {
    this.#listener = listener;
    if (this.#isCancelled) listener?.(this.#reason);
  }
}
