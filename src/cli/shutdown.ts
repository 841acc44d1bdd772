/** Runs a server until it is told to stop, and then ends it in good order. */
import type { Listening } from '../http.ts';

/** Milliseconds that running requests get to finish after a signal. Kubernetes kills after 30 s by default. */
const leastGraceMs = 10_000;

/** Enough for requests whose upstream work may take this long, and for sending the answer. */
export function graceFor(timeoutMs: number): number {
  return Math.max(leastGraceMs, timeoutMs + 1_000);
}

/**
 * Resolves after SIGINT or SIGTERM, once running requests are done and `close` is through. A second signal ends the
 * process at once.
 */
export async function untilStopped(
  listening: Listening,
  onStopping: () => void,
  close: () => Promise<void>,
  graceMs = leastGraceMs,
): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  await new Promise<void>((resolve) => {
    for (const signal of signals)
      process.once(signal, () => {
        resolve();
      });
  });
  onStopping();
  for (const signal of signals) process.once(signal, () => process.exit(1));
  await listening.close(graceMs);
  await close();
}
