/** Runs a server until it is told to stop, and then ends it in good order. */
import type { Listening } from '../http.ts';

/** Milliseconds that running requests get to finish after a signal. Kubernetes kills after 30 s by default. */
const leastGraceMs = 10_000;

/** Enough for requests whose upstream work may take this long, and for sending the answer. */
export function graceFor(timeoutMs: number): number {
  return Math.max(leastGraceMs, timeoutMs + 1_000);
}

export interface Stop {
  /** Called at the signal. */
  readonly onSignal: () => void;
  /** Told when no new connection is taken. */
  readonly announce: (message: string) => void;
  /** Called when all is answered. */
  readonly close: () => Promise<void>;
  /** Milliseconds. @default 10000 */
  readonly graceMs?: number;
}

/**
 * Resolves after SIGINT or SIGTERM, once all that was asked is answered, for `graceMs` at most, and `close` is through. A second
 * signal ends the process at once.
 */
export async function untilStopped(
  listening: Listening,
  { onSignal, announce, close, graceMs = leastGraceMs }: Stop,
): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  await new Promise<void>((resolve) => {
    for (const signal of signals)
      process.once(signal, () => {
        resolve();
      });
  });
  onSignal();
  for (const signal of signals) process.once(signal, () => process.exit(1));
  await listening.stop();
  announce('tione-graphql stopping: finishing running requests');
  await listening.close(graceMs);
  await close();
}
