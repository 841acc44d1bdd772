/** What was read of the upstream, and when. */
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
  readonly signal: AbortSignal;
  /** When the answer is of no use any more, in milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** Whose data is read: what is remembered is for the same identity only. */
  readonly identity: string;
  /** Whether what was read before will not do. */
  readonly isFresh: boolean;
}

/**
 * Milliseconds for which it is remembered that something is not there: that is asked about after a typing error, or just before it
 * is made. What a caller may not see must not be remembered for longer.
 */
export const absentMs = 1_000;
