import { setMaxListeners } from 'node:events';
import { Cancellation, type Ending } from './cancellation.ts';

/** A promise as seen by one of several waiters: rejects when the signal aborts, and leaves the work itself alone. */
export function untilAborted<T>(promise: Promise<T>, signal: Ending | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => {
      reject(reasonOf(signal));
    };
    if (signal.aborted) leave();
    settleWith(promise, onceAborted(signal, leave), resolve, reject);
  });
}

/** Ends something when a promise settles, and then settles another one like it: at less cost than `finally`, which makes more of them. */
export function settleWith<T>(
  promise: Promise<T>,
  end: () => void,
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
): void {
  promise.then(
    (value) => {
      end();
      resolve(value);
    },
    (error: unknown) => {
      end();
      reject(error);
    },
  );
}

/** Why a signal has aborted. */
export function reasonOf(signal: Ending): Error {
  return asReason(signal.reason);
}

/** Any reason as an error. */
function asReason(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('the wait was aborted', { cause: reason });
}

/** The signal of calls that nobody aborts. */
export const never: AbortSignal = new AbortController().signal;
// Somebody else's code may listen, for each of many calls.
setMaxListeners(0, never);

/**
 * Has somebody told when a signal aborts; what is returned ends that. Nobody is put on the list of {@link never}: one who has been on
 * the list of a signal that stays is held by those who came after, until all memory is looked through.
 */
export function onceAborted(signal: Ending, listener: () => void): () => void {
  if (signal === never) return nothing;
  if (signal instanceof Cancellation) signal.addEventListener('abort', listener);
  else signal.addEventListener('abort', listener, { once: true });
  return () => {
    signal.removeEventListener('abort', listener);
  };
}

function nothing(): void {
  // There was nothing to begin with.
}
