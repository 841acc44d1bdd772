/** Reads through what is remembered and what is on its way. */
import { Cancellation, type Ending } from '../tione/cancellation.ts';
import { TioneError, type ErrorKind } from '../tione/errors.ts';
import { openAccount, type Account } from './account.ts';
import { createFlights, join, type Flight } from './flights.ts';
import { nameOf, type Memory } from './memory.ts';
import type { Asking, Reading, Subject, TakenAttempt } from './reading.ts';
import type { SharedReadings } from './shared-readings.ts';
import { within } from './within.ts';

/** One thing that can be read. */
export interface Source<T> {
  /** Names it among all that is read for an identity. */
  readonly key: () => string;
  readonly subject: Subject;
  /** What is remembered that tells it, fresh or not. */
  readonly known: (identity: string) => Reading<T> | undefined;
  /** Asks the upstream. */
  readonly load: (asking: Loading) => Promise<Loaded<T>>;
}

export interface Loading extends Omit<Asking, 'isFresh' | 'onServed'> {
  /** To be told of each attempt to call the upstream for it. */
  readonly onAttempt: (taken: TakenAttempt) => void;
}

export interface Loaded<T> {
  readonly value: T;
  /** When the upstream was asked, in milliseconds of `performance.now()`. */
  readonly sentAt: number;
  /** Takes in what came along with what was read. */
  readonly learn: (reading: Reading<unknown>) => void;
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
  /** Whether calls are still made for an identity. Does not reject. */
  readonly isStill: (identity: string, signal: Ending) => boolean | Promise<boolean>;
}

/** Failures of the upstream and of the way to it, against which what is remembered may help. */
const outages: ReadonlySet<ErrorKind> = new Set(['unavailable', 'throttled', 'deadline']);
/** The credential may not read it any more. */
const refusals: ReadonlySet<ErrorKind> = new Set(['authentication', 'forbidden']);
/** Milliseconds that an asker waits for the upstream when something older is at hand. */
const patienceMs = 1_000;
/** Milliseconds for a read that nobody waits for. */
const backgroundMs = 10_000;

export function createReader({ memory, shared, revalidateMs, isStill }: ReaderOptions): Reader {
  const flights = createFlights();

  const start = <T>({ load }: Source<T>, name: string, { identity, deadline, isFresh }: Asking): Flight<T> =>
    flights.start(name, deadline, async ({ signal, onAttempt, onShared }) => {
      const found = isFresh || shared === undefined ? undefined : await shared.find(name, signal);
      if (found !== undefined) {
        const sentAt = performance.now() - Math.max(0, Date.now() - found.readAt);
        const reading = memory.keep(name, memory.date(found.value as T, sentAt));
        if (performance.now() < reading.freshUntil) {
          onShared();
          return reading;
        }
      }
      try {
        const { value, sentAt, learn } = await load({ signal, deadline, identity, onAttempt });
        const reading = memory.date(value, sentAt);
        // Of another credential that came while the call waited for its turn: for those who wait, and nobody else.
        const still = isStill(identity, signal);
        if (!(typeof still === 'boolean' ? still : await still)) return reading;
        learn(reading);
        if (value !== null) shared?.keep(name, { value, readAt: reading.readAt });
        return memory.keep(name, reading);
      } catch (error) {
        // Not to be served while it is asked for anew, either.
        if (isRefusal(error)) memory.forget(name);
        throw error;
      } finally {
        shared?.done(name);
      }
    });

  /** Waits for what is on its way, or begins it. `begun` is what was begun for this asker already. */
  const ride = <T>(
    source: Source<T>,
    name: string,
    asking: Asking,
    account?: Account,
    begun?: Flight<unknown>,
  ): Promise<Reading<T>> => {
    const flying = flights.get(name) as Flight<T> | undefined;
    const flight = flying ?? start(source, name, asking);
    account?.waitsFor(flight, flying === undefined || flying === begun);
    return join(flight, asking, source.subject).catch((error: unknown) => {
      if (!isLackOfTime(error) || flight.deadline >= asking.deadline || asking.signal.aborted) throw error;
      // The one who began it had less time.
      return ride(source, name, asking, account, begun);
    });
  };

  /** Sees to it that it is read, whoever leaves. What it begins for that. */
  const readInBackground = (source: Source<unknown>, name: string, identity: string): Flight<unknown> | undefined => {
    if (flights.get(name) !== undefined) return undefined;
    const signal = new Cancellation();
    const timer = setTimeout(() => {
      signal.abort(new DOMException('nobody waits any longer', 'TimeoutError'));
    }, backgroundMs);
    timer.unref();
    const end = (): void => {
      clearTimeout(timer);
    };
    const asking = { signal, deadline: performance.now() + backgroundMs, identity, isFresh: false };
    const flight = start(source, name, asking);
    join(flight, asking, source.subject).then(end, end);
    return flight;
  };

  const read = <T>(source: Source<T>, asking: Asking, account?: Account): Promise<Reading<T>> => {
    const name = nameOf(source.key(), asking.identity);
    if (asking.isFresh) {
      const flight = start(source, name, asking);
      account?.waitsFor(flight, true);
      return join(flight, asking, source.subject);
    }
    const known = source.known(asking.identity);
    const time = performance.now();
    if (known !== undefined && time < known.freshUntil) return Promise.resolve(served(known, account));
    if (known === undefined || known.value === null)
      return ride(source, name, asking, account).catch((error: unknown) => {
        // Another process may have read it before.
        const older = source.known(asking.identity);
        if (older === undefined || !isOutage(error)) throw error;
        return served(older, account);
      });
    const begun = readInBackground(source, name, asking.identity);
    if (time < known.freshUntil + revalidateMs) return Promise.resolve(served(known, account));
    return within(patienceMs, ride(source, name, asking, account, begun)).then(
      (reading) => reading ?? served(known, account),
      (error: unknown) => {
        if (isOutage(error)) return served(known, account);
        throw error;
      },
    );
  };

  return {
    read: (source, asking) => {
      if (asking.onServed === undefined) return read(source, asking);
      const account = openAccount(source.subject, asking.onServed);
      return read(source, asking, account).finally(account.close);
    },
    isOnItsWay: (key, identity) => flights.get(nameOf(key, identity)) !== undefined,
    running: flights.running,
  };
}

/** What is remembered, as it is now. */
function served<T>(known: Reading<T>, account?: Account): Reading<T> {
  const isStale = performance.now() >= known.freshUntil;
  const reading = isStale === known.isStale ? known : { ...known, isStale };
  account?.remembers(reading);
  return reading;
}

function isOutage(error: unknown): boolean {
  return error instanceof TioneError && outages.has(error.kind);
}

function isRefusal(error: unknown): boolean {
  return error instanceof TioneError && refusals.has(error.kind);
}

/** The call was not even sent, because its turn would have come after the deadline. */
function isLackOfTime(error: unknown): boolean {
  return error instanceof TioneError && error.kind === 'throttled' && error.upstreamCode === undefined;
}
