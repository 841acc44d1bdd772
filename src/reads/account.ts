/** Keeps account of how one read is served, for who watches it. */
import type { Flight } from './flights.ts';
import type { Served, ServedFrom, Subject, TakenAttempt } from './reading.ts';

export interface Account {
  /** It waits for a flight, which it has begun or that was on its way. */
  readonly waitsFor: (flight: Flight<unknown>, isOwn: boolean) => void;
  /** It is given what was remembered. */
  readonly remembers: (reading: { readonly isStale: boolean }) => void;
  /** It has ended, well or badly. */
  readonly close: () => void;
}

/** To be closed, whatever happens. */
export function openAccount(subject: Subject, onServed: (served: Served) => void): Account {
  const beganAt = performance.now();
  let flights: readonly { readonly flight: Flight<unknown>; readonly isOwn: boolean }[] = [];
  let remembered: ServedFrom | undefined;

  /** By the flight that it has waited for last. */
  const from = (attempts: readonly TakenAttempt[]): ServedFrom => {
    if (remembered !== undefined) return remembered;
    const last = flights.at(-1);
    if (last?.flight.isFromShared === true) return 'shared-cache';
    if (last?.isOwn !== true) return 'in-flight';
    return attempts.length === 0 || attempts.some(({ isOwn }) => isOwn) ? 'upstream' : 'in-flight';
  };
  return {
    waitsFor: (flight, isOwn) => {
      flights = [...flights, { flight, isOwn }];
    },
    remembers: ({ isStale }) => {
      remembered = isStale ? 'stale' : 'cache';
    },
    close: () => {
      const attempts = flights.flatMap(({ flight, isOwn }) =>
        isOwn ? flight.attempts : flight.attempts.map((taken) => ({ ...taken, isOwn: false })),
      );
      onServed({ subject: () => subject, from: from(attempts), beganAt, endedAt: performance.now(), attempts });
    },
  };
}
