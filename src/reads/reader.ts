/** Reads through what is remembered and what is on its way. */
import { TioneError, type ErrorKind } from '../tione/errors.ts';
import { createFlights, join, type Flight, type Subject } from './flights.ts';
import { nameOf, type Memory } from './memory.ts';
import type { Asking, Reading } from './reading.ts';
import type { SharedReadings } from './shared-readings.ts';

/** One thing that can be read. */
export interface Source<T> {
  /** Names it among all that is read for an identity. */
  readonly key: string;
  readonly subject: Subject;
  /** What is remembered that tells it, fresh or not. */
  readonly known: (identity: string) => Reading<T> | undefined;
  /** Asks the upstream. */
  readonly load: (asking: Omit<Asking, 'isFresh'>) => Promise<Loaded<T>>;
}

export interface Loaded<T> {
  readonly value: T;
  /** When the upstream was asked, in milliseconds of `performance.now()`. */
  readonly sentAt: number;
}

export interface Reader {
  readonly read: <T>(source: Source<T>, asking: Asking) => Promise<Reading<T>>;
  /** Whether it is being read right now. */
  readonly isOnItsWay: (key: string, identity: string) => boolean;
  /** How many reads are on their way. */
  readonly running: () => number;
}

export interface ReaderOptions {
  readonly memory: Memory;
  readonly shared: SharedReadings | undefined;
  /** Milliseconds after its freshness for which a reading serves at once, while it is read anew. */
  readonly revalidateMs: number;
}

/** Failures of the upstream and of the way to it, against which what is remembered may help. */
const outages: ReadonlySet<ErrorKind> = new Set(['unavailable', 'throttled', 'deadline']);
/** Milliseconds that an asker waits for the upstream when something older is at hand. */
const patienceMs = 1_000;
/** Milliseconds for a read that nobody waits for. */
const backgroundMs = 10_000;

export function createReader({ memory, shared, revalidateMs }: ReaderOptions): Reader {
  const flights = createFlights();

  const start = <T>({ load }: Source<T>, name: string, { identity, deadline, isFresh }: Asking): Flight<T> =>
    flights.start(name, async (signal) => {
      const found = isFresh ? undefined : await shared?.find(name, signal);
      if (found !== undefined) {
        const reading = memory.keep(name, found.value as T, performance.now() - Math.max(0, Date.now() - found.readAt));
        if (performance.now() < reading.freshUntil) return reading;
      }
      try {
        const { value, sentAt } = await load({ signal, deadline, identity });
        const reading = memory.keep(name, value, sentAt);
        if (reading.value !== null) shared?.keep(name, { value, readAt: reading.readAt });
        return reading;
      } finally {
        shared?.done(name);
      }
    });

  /** As an asker that stays, whoever leaves. */
  const inBackground = <T>(source: Source<T>, name: string, identity: string): Flight<T> => {
    const controller = new AbortController();
    const { signal } = controller;
    const deadline = performance.now() + backgroundMs;
    const flight =
      (flights.get(name) as Flight<T> | undefined) ??
      start(source, name, { signal, deadline, identity, isFresh: false });
    const timer = setTimeout(() => {
      controller.abort(new DOMException('nobody waits any longer', 'TimeoutError'));
    }, backgroundMs);
    timer.unref();
    const end = (): void => {
      clearTimeout(timer);
    };
    join(flight, { signal }, source.subject).then(end, end);
    return flight;
  };

  return {
    read: async <T>(source: Source<T>, asking: Asking): Promise<Reading<T>> => {
      const name = nameOf(source.key, asking.identity);
      if (asking.isFresh) return join(start(source, name, asking), asking, source.subject);
      const known = source.known(asking.identity);
      const time = performance.now();
      if (known === undefined || known.value === null) {
        if (known !== undefined && time < known.freshUntil) return known;
        const flight = (flights.get(name) as Flight<T> | undefined) ?? start(source, name, asking);
        return join(flight, asking, source.subject).catch((error: unknown) => {
          // Another process may have read it before.
          const older = source.known(asking.identity);
          if (older === undefined || !isOutage(error)) throw error;
          return older;
        });
      }
      if (time < known.freshUntil) return known;
      const flight = inBackground(source, name, asking.identity);
      if (time < known.freshUntil + revalidateMs) return known;
      try {
        return (await within(patienceMs, join(flight, asking, source.subject))) ?? known;
      } catch (error) {
        if (isOutage(error)) return known;
        throw error;
      }
    },
    isOnItsWay: (key, identity) => flights.get(nameOf(key, identity)) !== undefined,
    running: flights.size,
  };
}

function isOutage(error: unknown): boolean {
  return error instanceof TioneError && outages.has(error.kind);
}

/** Undefined when it takes longer. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
