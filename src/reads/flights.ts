/** Reads that are on their way: who wants the same waits for the same, and nobody's leaving ends what others wait for. */
import { setMaxListeners } from 'node:events';
import { aborted } from '../tione/errors.ts';
import type { Asking, Reading, Subject, TakenAttempt } from './reading.ts';

/** One read on its way, for any number of askers. */
export interface Flight<T> {
  readonly landing: Promise<Reading<T>>;
  readonly controller: AbortController;
  /** When its answer is of no use any more to the one who began it, in milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** The attempts to call the upstream that have ended so far. */
  readonly attempts: readonly TakenAttempt[];
  /** Whether another process has read it. */
  isFromShared: boolean;
  askers: number;
}

/** What a read gets to read with. */
export interface FlightControls {
  readonly signal: AbortSignal;
  readonly onAttempt: (taken: TakenAttempt) => void;
  /** Another process has read it. */
  readonly onShared: () => void;
}

export interface Flights {
  /** What is on its way under a key. */
  readonly get: (key: string) => Flight<unknown> | undefined;
  /** Begins a read, in place of one that may be on its way. It ends when nobody waits for it any more. */
  readonly start: <T>(
    key: string,
    deadline: number,
    read: (controls: FlightControls) => Promise<Reading<T>>,
  ) => Flight<T>;
  /** How many have not ended yet, those included that were given up or replaced. */
  readonly running: () => number;
}

export function createFlights(): Flights {
  const flying = new Map<string, Flight<unknown>>();
  let running = 0;
  return {
    get: (key) => flying.get(key),
    start: (key, deadline, read) => {
      const controller = new AbortController();
      setMaxListeners(0, controller.signal);
      const end = (): void => {
        if (flying.get(key) === flight) flying.delete(key);
      };
      // Whoever comes after the last asker has left must not wait for what was given up.
      controller.signal.addEventListener('abort', end, { once: true });
      running += 1;
      const attempts: TakenAttempt[] = [];
      const onAttempt = (taken: TakenAttempt) => void attempts.push(taken);
      const onShared = (): void => {
        flight.isFromShared = true;
      };
      const landing = read({ signal: controller.signal, onAttempt, onShared }).finally(() => {
        running -= 1;
        end();
      });
      // Nobody may be waiting when it fails.
      landing.catch(() => undefined);
      const flight = { landing, controller, deadline, attempts, isFromShared: false, askers: 0 };
      flying.set(key, flight);
      return flight;
    },
    running: () => running,
  };
}

/** Waits for a read as one of its askers. */
export function join<T>(flight: Flight<T>, { signal }: Pick<Asking, 'signal'>, subject: Subject): Promise<Reading<T>> {
  flight.askers += 1;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      flight.askers -= 1;
      // The read then fails with what kept it from its end.
      if (flight.askers === 0) flight.controller.abort(signal.reason);
      else reject(aborted({ ...subject, signal }));
    };
    const end = (): void => {
      signal.removeEventListener('abort', leave);
    };
    void flight.landing.then(resolve, reject).finally(end);
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
}
