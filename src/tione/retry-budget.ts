/** How many retries a client may afford: an outage is not to be met with several times as many calls as before it. */
export interface RetryBudget {
  /** Whether there is one left, which is then used. */
  readonly take: () => boolean;
  /** A call was answered. */
  readonly earn: () => void;
}

/** Answered calls for one retry: one in five may be sent again, for as long as the others are answered. */
const price = 5;
/** Retries there are at the most, and to begin with: as many as one busy moment takes. */
const most = 20;

export function createRetryBudget(): RetryBudget {
  let earned = most * price;
  return {
    take: () => {
      if (earned < price) return false;
      earned -= price;
      return true;
    },
    earn: () => {
      earned = Math.min(most * price, earned + 1);
    },
  };
}
