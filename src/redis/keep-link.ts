/** Keeps a link open: after each failure it is closed, and after a pause another is opened. */
import type { Send } from './link.ts';
import { withinLimit } from './time-limit.ts';

export interface KeptLink {
  /** The link that is open now. */
  readonly current: () => OpenLink | undefined;
  /** Told that the link serves, so that the next pause is a short one. */
  readonly serves: () => void;
  readonly close: () => void;
}

export interface OpenLink {
  readonly send: Send;
  /** Gives this link up. What is under way on it rejects. */
  readonly fail: (error: unknown) => void;
}

export interface KeepLinkOptions {
  /** Opens the n-th link (0 is the first). It lives until the signal aborts. */
  readonly open: (n: number, signal: AbortSignal, onFailure: (error: unknown) => void) => Promise<Send>;
  /** Milliseconds that an opening may take. */
  readonly openMs: number;
  readonly onOpen: () => void;
  /** Told of each link that fails, be it before it was open. */
  readonly onFailure: (error: unknown) => void;
}

/** Milliseconds between links: longer when one after the other fails. */
const pausesMs = [50, 100, 200, 400, 500] as const;
export const longestPauseMs = 500;

/** Resolves when the first attempt is over, whichever way it ended. */
export async function keepLink({ open, openMs, onOpen, onFailure }: KeepLinkOptions): Promise<KeptLink> {
  let current: OpenLink | undefined;
  let life = new AbortController();
  let failures = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const attempt = async (n: number): Promise<void> => {
    const own = new AbortController();
    life = own;
    const fail = (error: unknown): void => {
      if (own.signal.aborted) return;
      current = undefined;
      own.abort();
      if (closed) return;
      timer = setTimeout(() => void attempt(n + 1), pausesMs[failures] ?? longestPauseMs);
      failures += 1;
      onFailure(error);
    };
    try {
      const send = await withinLimit(open(n, own.signal, fail), openMs);
      if (own.signal.aborted) return;
      current = { send, fail };
      onOpen();
    } catch (error) {
      fail(error);
    }
  };
  await attempt(0);
  return {
    current: () => current,
    serves: () => {
      failures = 0;
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      current = undefined;
      life.abort();
    },
  };
}
