/** Metrics of how it stands at the moment: read when the page is made, and at no other time. */
import type { ActionBudget, TioneClient } from '../tione/client.ts';
import { gauge, type Book, type Reading } from './prometheus.ts';

/** What is looked at when the page is made. */
export interface Observed {
  /** Of this program. */
  readonly version: string;
  /** Of Node.js, such as `v22.11.0`. */
  readonly nodeVersion: string;
  readonly mode: 'live' | 'emulator';
  readonly client: Pick<TioneClient, 'budget' | 'status'>;
  /** See `Server`. */
  readonly reads: () => { readonly bytes: number; readonly running: number };
  /** Bytes that the cache may have. */
  readonly cacheMaxBytes: number;
  /** Whether Redis serves; undefined where none is used. */
  readonly isRedisServing?: (() => boolean) | undefined;
}

const breakerStates = ['closed', 'half-open', 'open'] as const;

export function stateMetrics(book: Book, observed: Observed, regionLabel: (region: string) => string): void {
  const { client, reads, cacheMaxBytes, isRedisServing } = observed;
  const show = (name: string, help: string, read: () => number): void => {
    gauge(book, { name, help, labels: [] }, () => [[{}, read()]]);
  };
  const { version, mode, nodeVersion: node } = observed;
  const build = { name: 'build_info', help: 'Always 1; its labels say what runs here.' };
  gauge(book, { ...build, labels: ['version', 'mode', 'node'] }, () => [[{ version, mode, node }, 1]]);
  budgetMetrics(book, client.budget);
  gauge(
    book,
    {
      name: 'breaker_state',
      help: 'State of the circuit breaker around TI-ONE: 1 for the one it is in. Open: TI-ONE is taken for down and not asked.',
      labels: ['state'],
    },
    () => breakerStates.map((state) => [{ state }, client.status().breaker === state ? 1 : 0]),
  );
  show('credential_refused', 'Whether TI-ONE refused the credential in its latest answer.', () =>
    client.status().credential.refusal === undefined ? 0 : 1,
  );
  gauge(
    book,
    {
      name: 'capability_offered',
      help: 'Whether TI-ONE offers an action in a region, as far as calls have shown.',
      labels: ['action', 'region'],
    },
    () =>
      client
        .status()
        .capabilities.map(({ action, region, isOffered }) => [
          { action, region: regionLabel(region) },
          isOffered ? 1 : 0,
        ]),
  );
  show('cache_bytes', 'What is remembered of what was read, in bytes.', () => reads().bytes);
  show('cache_max_bytes', 'How much may be remembered, in bytes.', () => cacheMaxBytes);
  show('reads_in_flight', 'Reads that are on their way.', () => reads().running);
  if (isRedisServing !== undefined)
    show('redis_up', 'Whether Redis serves; while it does not, each replica keeps to its share of the rate.', () =>
      isRedisServing() ? 1 : 0,
    );
}

function budgetMetrics(book: Book, budget: TioneClient['budget']): void {
  const show = (name: string, help: string, read: (of: ActionBudget) => number | null): void => {
    gauge(book, { name: `budget_${name}`, help, labels: ['action'] }, () =>
      budget().flatMap((of): Reading<'action'>[] => {
        const value = read(of);
        // Where there is no limit, there is nothing to show.
        return value === null ? [] : [[{ action: of.action }, value]];
      }),
    );
  };
  show(
    'limit',
    'Requests that may go out in a second, as far as is known now: fewer after refusals.',
    ({ limit }) => limit,
  );
  show('remaining', 'Requests that could go out at once, one right after the other.', ({ remaining }) => remaining);
  show('queued', 'Requests that wait for their turn.', ({ queued }) => queued);
  show('wait_seconds', 'Time that a request would wait for its turn now.', ({ waitMs }) => waitMs / 1_000);
}
