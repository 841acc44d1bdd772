/** Reads that are on their way: who wants the same waits for the same, and nobody's leaving ends what others wait for. */
import { Cancellation } from '../tione/cancellation.ts';
import { aborted } from '../tione/errors.ts';
import { onceAborted, settleWith } from '../tione/until-aborted.ts';
import type { Asking, Reading, Subject, TakenAttempt } from './reading.ts';

/** One read on its way, for any number of askers. */
export interface Flight<T> {
  readonly landing: Promise<Reading<T>>;
  readonly cancellation: Cancellation;
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
  readonly signal: Cancellation;
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
      const cancellation = new Cancellation();
      const end = (): void => {
        if (flying.get(key) === flight) flying.delete(key);
      };
      // Whoever comes after the last asker has left must not wait for what was given up.
      cancellation.addEventListener('abort', end);
      running += 1;
      const attempts: TakenAttempt[] = [];
      const onAttempt = (taken: TakenAttempt) => void attempts.push(taken);
      const onShared = (): void => {
        flight.isFromShared = true;
      };
      const landed = (): void => {
        running -= 1;
        end();
      };
      const landing = read({ signal: cancellation, onAttempt, onShared });
      // Nobody may be waiting when it fails.
      landing.then(landed, landed);
      const flight = { landing, cancellation, deadline, attempts, isFromShared: false, askers: 0 };
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
      if (flight.askers === 0) flight.cancellation.abort(signal.reason);
      else reject(aborted({ ...subject, signal }));
    };
    settleWith(flight.landing, onceAborted(signal, leave), resolve, reject);
    if (signal.aborted) leave();
  });
}
