/** Runs a server until it is told to stop, and then ends it in good order. */
import type { Listening } from '../http.ts';

/** Milliseconds that running requests get to finish after a signal. Kubernetes kills after 30 s by default. */
const leastGraceMs = 10_000;

/** Enough for requests whose upstream work may take this long, and for sending the answer. */
export function graceFor(timeoutMs: number): number {
  return Math.max(leastGraceMs, timeoutMs + 1_000);
}

/**
 * Resolves after SIGINT or SIGTERM, once all that was asked is answered, for `graceMs` at most, and `close` is through. Says so
 * when no new connection is taken. A second signal ends the process at once.
 */
export async function untilStopped(
  listening: Listening,
  onSignal: () => void,
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
  onSignal();
  for (const signal of signals) process.once(signal, () => process.exit(1));
  await listening.stop();
  console.log('tione-graphql stopping: finishing running requests');
  await listening.close(graceMs);
  await close();
}
