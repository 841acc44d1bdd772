/** Looks on while the client exchanges requests and answers. */
import type { Transport } from '../../tione/transport.ts';

export interface Exchanges {
  /** What the client is to send with. */
  readonly transport: Transport;
  /** Requests that went out so far. */
  readonly sent: () => number;
  /** Whether there was any answer so far, of whatever kind. */
  readonly isAnswered: () => boolean;
  /** Seconds by which our clock is ahead of the one that answers; undefined when no answer told its time. */
  readonly skewSeconds: () => number | undefined;
}

/** Half of it is what a `Date` is behind on average, because it tells whole seconds. */
const secondMs = 1_000;

export function watchExchanges(send: Transport): Exchanges {
  let sent = 0;
  let isAnswered = false;
  let best: { readonly tookMs: number; readonly skewSeconds: number } | undefined;
  return {
    transport: async (request) => {
      sent += 1;
      const sentAt = Date.now();
      const response = await send(request);
      isAnswered = true;
      const told = response.date === undefined ? NaN : Date.parse(response.date);
      const tookMs = Date.now() - sentAt;
      // The quickest exchange tells best at which moment of ours theirs was read.
      if (!Number.isNaN(told) && (best === undefined || tookMs < best.tookMs))
        best = { tookMs, skewSeconds: (sentAt + tookMs / 2 - (told + secondMs / 2)) / secondMs };
      return response;
    },
    sent: () => sent,
    isAnswered: () => isAnswered,
    skewSeconds: () => best?.skewSeconds,
  };
}
