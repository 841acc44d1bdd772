/** The clock of Redis, read from here. */

export interface ServerClock {
  /** Learns from one exchange: when it began and ended here, and what the clock there said in between. */
  readonly observe: (sentAt: number, receivedAt: number, serverTime: number) => void;
  /** A moment of the clock there, on the one here. */
  readonly here: (serverTime: number) => number;
}

/** What two quartz clocks drift apart, at most. */
const drift = 1e-4;

/**
 * Trusts the quickest exchange: the clock was read somewhere within it, so half of it is all that can be wrong. A slow one, be
 * it because this process stood still, says nothing new, unless the clock was set meanwhile.
 */
export function createServerClock(): ServerClock {
  let best = { at: 0, offset: 0, error: Infinity };
  return {
    observe: (sentAt, receivedAt, serverTime) => {
      const error = (receivedAt - sentAt) / 2;
      const offset = serverTime - (sentAt + receivedAt) / 2;
      const bestError = best.error + (receivedAt - best.at) * drift;
      if (error <= bestError || Math.abs(offset - best.offset) > error + bestError)
        best = { at: receivedAt, offset, error };
    },
    here: (serverTime) => serverTime - best.offset,
  };
}
