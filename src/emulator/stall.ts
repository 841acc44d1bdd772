/** Calls that are taken and never answered. */

export interface Stall {
  /**
   * Rejects with the reason of the signal once the caller is gone. Resolves to a dropped connection when the caller is
   * let go.
   */
  readonly hold: (request: Request) => Promise<Response>;
  /** Lets all callers go, and those that are still to come. */
  readonly close: () => void;
}

/** A caller in memory may never go away: beyond this many, the oldest is let go. */
const maxHeld = 10_000;

export function createStall(): Stall {
  // The requests themselves: the signal of one that is garbage-collected no longer hears that its caller is gone.
  const held = new Map<Request, () => void>();
  let isClosed = false;

  const letGo = (count: number): void => {
    let left = count;
    for (const [request, resolve] of held) {
      if (left === 0) return;
      left -= 1;
      held.delete(request);
      resolve();
    }
  };

  return {
    hold: async (request) => {
      const { signal } = request;
      if (!isClosed && !signal.aborted) {
        await new Promise<void>((resolve) => {
          signal.addEventListener(
            'abort',
            () => {
              resolve();
            },
            { once: true },
          );
          held.set(request, resolve);
          if (held.size > maxHeld) letGo(1);
        });
        held.delete(request);
      }
      signal.throwIfAborted();
      return Response.error();
    },
    close: () => {
      isClosed = true;
      letGo(held.size);
    },
  };
}
