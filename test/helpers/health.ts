/** Health checks of a system whose time stands still. */
import { until, type ClockedSystem } from './clocked-system.ts';

export interface Checked {
  readonly status: number;
  /** The parsed body. */
  readonly found: unknown;
  /** Milliseconds from the check to its answer. */
  readonly tookMs: number;
}

/** Checks readiness, and lets time pass until the answer is there. */
export function check(system: ClockedSystem): Promise<Checked> {
  return until(checkNow(system));
}

/** Checks readiness; time must pass elsewhere. */
export async function checkNow({ server }: ClockedSystem): Promise<Checked> {
  const askedAt = performance.now();
  const response = await server.fetch(new Request('http://127.0.0.1/health/ready'));
  const found: unknown = await response.json();
  return { status: response.status, found, tookMs: performance.now() - askedAt };
}

export const ready = (checks: object): object => ({ status: 200, found: { status: 'ready', checks } });
export const notReady = (checks: object): object => ({ status: 503, found: { status: 'not-ready', checks } });
