/** How a program of the bench talks to it: over the channel that it was started with. */
import type { Server } from 'node:net';

// Nothing outlives the bench.
process.on('disconnect', () => process.exit());

/** Tells on which port of 127.0.0.1 the server listens. */
export function listen(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    tellPort(server);
  });
}

export function tellPort(server: Server): void {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
}

/** Does the jobs that come, and sends back what came of each. */
export function work(run: (job: never) => Promise<object>): void {
  // The bench sends what the program takes: they share the type.
  process.on('message', (job) => {
    void run(job as never).then((result) => process.send?.(result));
  });
  process.send?.({ port: 0 });
}

/** The nth argument. */
export function argument(index: number): string {
  const value = process.argv[index + 2];
  if (value === undefined) throw new Error(`argument ${String(index + 1)} is missing`);
  return value;
}
