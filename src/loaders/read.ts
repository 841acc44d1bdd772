/** How one request reads: from what is remembered at once, and else with the time that the request has. */
import type { Ending, Reads, Served } from '../reads/index.ts';
import type { Question, Reading, Subject, TakenAttempt } from '../reads/reading.ts';
import { andThen, type Now } from './now.ts';

export interface ReadOptions {
  readonly reads: Reads;
  readonly deadline: ReadDeadline;
  /** Whether the request wants nothing that was read before it. */
  readonly isFresh: boolean;
  /** Told of everything that is read. */
  readonly freshness: ReadNotes;
  /** Told that a read begins; what it returns is told how that was served, well or badly. Must not throw. @default nobody */
  readonly recorder?: { watch(): (served: Served) => void } | undefined;
}

export interface ReadDeadline {
  /** When the request's time is over, in milliseconds of `performance.now()`. */
  readonly at: number;
  /** Asked for at the first read that has to wait, so that a request without one arms no timer. */
  signal(): Ending;
}

export interface ReadNotes {
  /** `isStill` tells, whenever it is asked, whether the same question would get this very reading from memory, and get it as fresh. */
  note(reading: Reading<unknown>, isStill: () => boolean): void;
}

const noAttempts: readonly TakenAttempt[] = [];

/** One request reads for one identity, also when the credential is replaced meanwhile. */
export class Read {
  readonly #options: ReadOptions;
  #identity: string | undefined;
  #identified: Promise<string> | undefined;

  constructor(options: ReadOptions) {
    this.#options = options;
  }

  /** `mustBeFresh`: what was read before will not do. */
  get<T>(question: Question<T>, mustBeFresh: boolean): Now<Reading<T>> {
    const reading = mustBeFresh ? undefined : this.peek(question);
    if (reading === undefined) return this.#ask(question, this.#options.isFresh || mustBeFresh);
    this.served(() => question.subject);
    return reading;
  }

  /** What is remembered and fresh. It counts as read when that is told, by `served`. */
  peek<T>(question: Question<T>): Reading<T> | undefined {
    if (this.#options.isFresh) return undefined;
    const identity = this.#known();
    return identity === undefined ? undefined : question.recall(identity);
  }

  served(subject: () => Subject): void {
    const { recorder } = this.#options;
    if (recorder === undefined) return;
    const now = performance.now();
    recorder.watch()({ subject, from: 'cache', beganAt: now, endedAt: now, attempts: noAttempts });
  }

  /** Tells of a reading that is used. `servesUntil`: when it would be read anew though it counts as fresh. */
  note<T>(question: Question<T>, reading: Reading<T>, servesUntil = Infinity): Reading<T> {
    const { reads, freshness } = this.#options;
    const identity = this.#identity;
    const until = Math.min(reading.freshUntil, servesUntil);
    freshness.note(reading, identity === undefined ? never : stillOf({ reads, question, identity, reading, until }));
    return reading;
  }

  #ask<T>(question: Question<T>, isFresh: boolean): Now<Reading<T>> {
    const { deadline, recorder } = this.#options;
    const onServed = recorder?.watch();
    const signal = deadline.signal();
    return andThen(this.#identify(signal), (identity) =>
      question.ask({ signal, deadline: deadline.at, identity, isFresh, onServed }),
    );
  }

  /** Whose data is read, where nobody has to wait for it. */
  #known(): string | undefined {
    return (this.#identity ??= this.#identified === undefined ? this.#options.reads.identityNow() : undefined);
  }

  #identify(end: Ending): Now<string> {
    const known = this.#known();
    if (known !== undefined) return known;
    this.#identified ??= this.#options.reads.identity(end);
    return this.#identified.then((identity) => (this.#identity ??= identity));
  }
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
