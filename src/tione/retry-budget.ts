/** How many retries a client may afford: an outage is not to be met with several times as many calls as before it. */
export interface RetryBudget {
  /** Whether there is one left, which is then used. */
  readonly take: () => boolean;
  /** A call was answered. */
  readonly earn: () => void;
}

/** As many as one busy moment takes. */
const mostRetries = 20;
/** What an answered call earns: one in five calls may be sent again, for as long as the others are answered. */
const share = 0.2;

export function createRetryBudget(): RetryBudget {
  let left = mostRetries;
  return {
    take: () => {
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    earn: () => {
      left = Math.min(mostRetries, left + share);
    },
  };
}
