/** How one request reads: from what is remembered at once, and else with the time that the request has. */
import type { Reads, Served } from '../reads/index.ts';
import type { Question, Reading, Subject, TakenAttempt } from '../reads/reading.ts';
import type { Now } from './now.ts';

export interface ReadOptions {
  readonly reads: Reads;
  /** Asked for at the first read that has to wait, so that a request without one arms no timer. */
  readonly signal: () => AbortSignal;
  /** When the request's time is over, in milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** Whether the request wants nothing that was read before it. */
  readonly isFresh: boolean;
  /** Told of everything that is read. */
  readonly onRead: OnRead;
  /** Told that a read begins; what it returns is told how that was served, well or badly. Must not throw. @default nobody */
  readonly watch?: (() => (served: Served) => void) | undefined;
}

/** `isStill` tells, whenever it is asked, whether the same question would get this very reading from memory, and get it as fresh. */
export type OnRead = (reading: Reading<unknown>, isStill: () => boolean) => void;

export interface Read {
  /** `mustBeFresh`: what was read before will not do. */
  readonly get: <T>(question: Question<T>, mustBeFresh: boolean) => Now<Reading<T>>;
  /** What is remembered and fresh. It counts as read when that is told, by `served`. */
  readonly peek: <T>(question: Question<T>) => Reading<T> | undefined;
  readonly served: (subject: () => Subject) => void;
  /** Tells of a reading that is used. `servesUntil`: when it would be read anew though it counts as fresh. */
  readonly note: <T>(question: Question<T>, reading: Reading<T>, servesUntil?: number) => Reading<T>;
}

const noAttempts: readonly TakenAttempt[] = [];

/** One request reads for one identity, also when the credential is replaced meanwhile. */
export function createRead({ reads, signal, deadline, isFresh, onRead, watch }: ReadOptions): Read {
  let identity: string | undefined;
  let identified: Promise<string> | undefined;

  const peek = <T>(question: Question<T>): Reading<T> | undefined => {
    if (isFresh) return undefined;
    identity ??= identified === undefined ? reads.identityNow() : undefined;
    return identity === undefined ? undefined : question.recall(identity);
  };
  const served = (subject: () => Subject): void => {
    if (watch === undefined) return;
    const now = performance.now();
    watch()({ subject, from: 'cache', beganAt: now, endedAt: now, attempts: noAttempts });
  };
  const identify = async (end: AbortSignal): Promise<string> => {
    identified ??= reads.identity(end);
    identity ??= await identified;
    return identity;
  };
  const ask = async <T>(question: Question<T>, mustBeFresh: boolean): Promise<Reading<T>> => {
    const onServed = watch?.();
    const end = signal();
    return question.ask({ signal: end, deadline, identity: await identify(end), isFresh: mustBeFresh, onServed });
  };
  return {
    get: (question, mustBeFresh) => {
      const reading = mustBeFresh ? undefined : peek(question);
      if (reading === undefined) return ask(question, isFresh || mustBeFresh);
      served(() => question.subject);
      return reading;
    },
    peek,
    served,
    note: (question, reading, servesUntil = Infinity) => {
      const until = Math.min(reading.freshUntil, servesUntil);
      onRead(reading, identity === undefined ? never : stillOf({ reads, question, identity, reading, until }));
      return reading;
    },
  };
}

interface Noted {
  readonly reads: Reads;
  readonly question: Question<unknown>;
  readonly identity: string;
  readonly reading: Reading<unknown>;
  readonly until: number;
}

/** Apart, so that who keeps it keeps nothing else of the request. */
function stillOf({ reads, question, identity, reading: { sentAt }, until }: Noted): () => boolean {
  let checked: number | undefined;
  return () => {
    if (performance.now() >= until || reads.identityNow() !== identity) return false;
    const revision = reads.revision();
    if (revision === checked) return true;
    if (question.recall(identity)?.sentAt !== sentAt) return false;
    checked = revision;
    return true;
  };
}

function never(): boolean {
  return false;
}
