/** What was read of the upstream, and when; who asks, and how they were served. */
import type { Action } from '../tione/actions.ts';
import type { EndedAttempt } from '../tione/attempt.ts';
import type { Ending } from '../tione/cancellation.ts';

export interface Reading<T> {
  readonly value: T;
  /** When the upstream was asked, in milliseconds since the epoch. */
  readonly readAt: number;
  /** The same moment, in milliseconds of `performance.now()`. */
  readonly sentAt: number;
  /** Until when it counts as fresh, in milliseconds of `performance.now()`. */
  readonly freshUntil: number;
  /** Whether it was too old when it was served. What was read for the asker never is, however long that took. */
  readonly isStale: boolean;
}

/** Who asks, and how long they wait. */
export interface Asking {
  /** Ends the waiting. A `TimeoutError` as its reason is the asker's deadline. */
  readonly signal: Ending;
  /** When the answer is of no use any more, in milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** Whose data is read: what is remembered is for the same identity only. */
  readonly identity: string;
  /** Whether what was read before will not do. */
  readonly isFresh: boolean;
  /** Told once, at the end, of how it was served; must not throw. @default nobody */
  readonly onServed?: ((served: Served) => void) | undefined;
}

/** Something that can be read, for those who want to read it. */
export interface Question<T> {
  readonly subject: Subject;
  /** What is remembered for an identity, if that is still fresh. Who takes it need not ask. */
  recall(identity: string): Reading<T> | undefined;
  ask(asking: Asking): Promise<Reading<T>>;
}

/** What is asked of the upstream. */
export interface Subject {
  readonly action: Action;
  readonly region: string;
  /** Parameters that ask the upstream for the same, alone. */
  readonly params: () => object;
}

/**
 * - `upstream`: by a call that it began.
 * - `in-flight`: by a call that another read had begun.
 * - `cache`: by what is remembered and still counts as fresh.
 * - `stale`: by what is remembered and does not any more.
 * - `shared-cache`: by what another process has read.
 */
export type ServedFrom = 'upstream' | 'in-flight' | 'cache' | 'stale' | 'shared-cache';

/** How one read was served, well or badly. Times are in milliseconds of `performance.now()`. */
export interface Served {
  /** To be asked when no more is under way: what comes later in a tick may decide it. */
  readonly subject: () => Subject;
  readonly from: ServedFrom;
  readonly beganAt: number;
  readonly endedAt: number;
  /** The attempts that ended meanwhile, if any were needed. */
  readonly attempts: readonly TakenAttempt[];
}

/** An attempt to call the upstream that a read has waited for. */
export interface TakenAttempt {
  readonly attempt: EndedAttempt;
  /** Whether the call was begun for this read, and not for another one that it was merged with. */
  readonly isOwn: boolean;
}

/**
 * Milliseconds for which it is remembered that something is not there: that is asked about after a typing error, or just before it
 * is made. What a caller may not see must not be remembered for longer.
 */
export const absentMs = 1_000;
