/**
 * Ends work from outside, as an `AbortController` does and at a fraction of its cost: a real signal is made for those alone who ask
 * for one. What a controller is made of takes microseconds, and outlives many collections of garbage with all that listens to it.
 */
export class Cancellation {
  #aborted = false;
  #reason: unknown;
  #listeners: Set<() => void> | undefined;
  #controller: AbortController | undefined;

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  /** The same, for those who know nothing else. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** Only the first time counts. Without a reason it is an `AbortError`. */
  abort(reason: unknown = new DOMException('The work was aborted', 'AbortError')): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    // Who stops listening while others are told is not told.
    if (this.#listeners !== undefined) for (const listener of this.#listeners) listener();
    this.#listeners = undefined;
    this.#controller?.abort(reason);
  }

  /** Tells of the end, once; not when it has been before. */
  addEventListener(_type: 'abort', listener: () => void): void {
    if (!this.#aborted) (this.#listeners ??= new Set()).add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener);
  }
}

/** What may end work, for those who only wait for it. */
export type Ending = AbortSignal | Cancellation;

/** The same for those who know signals alone. */
export function signalOf(ending: Ending): AbortSignal {
  return ending instanceof Cancellation ? ending.signal : ending;
}
