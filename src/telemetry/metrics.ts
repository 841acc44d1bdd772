/** The metrics of a process, for Prometheus. */
import type { OnOperation } from '../server/operation-record.ts';
import type { WatchAttempt } from '../tione/attempt.ts';
import { attemptMetrics } from './attempt-metrics.ts';
import { oneOf } from './bounded.ts';
import { newsMetrics, type NewsMetrics } from './news-metrics.ts';
import { operationMetrics } from './operation-metrics.ts';
import { loadPrometheus } from './prometheus.ts';
import { stateMetrics, type Observed } from './state-metrics.ts';

export interface MetricsOptions {
  /** The regions that may be read; others are counted together. */
  readonly regions: readonly string[];
  /** Names of the fields at the top of the schema; others are counted together. */
  readonly rootFields: readonly string[];
}

/** What counts is given to the client (`watch`, `onUnknownField`) and to the server (`onOperation`, `onUnknownValue`). */
export interface Metrics extends NewsMetrics {
  readonly watch: WatchAttempt;
  readonly onOperation: OnOperation;
  /** Has the page show the state of client and server too. To be called once. */
  readonly observe: (observed: Observed) => void;
  /** For the server's option `metrics`. */
  readonly page: () => Promise<{ readonly text: string; readonly contentType: string }>;
}

/** Loads the library first. Metrics of the process itself are among them. */
export async function createMetrics({ regions, rootFields }: MetricsOptions): Promise<Metrics> {
  const prometheus = await loadPrometheus();
  const registry = new prometheus.Registry();
  prometheus.collectDefaultMetrics({ register: registry });
  const book = { prometheus, registry };
  const regionLabel = oneOf(regions, 'other');
  return {
    watch: attemptMetrics(book, regionLabel),
    onOperation: operationMetrics(book, rootFields),
    ...newsMetrics(book),
    observe: (observed) => {
      stateMetrics(book, observed, regionLabel);
    },
    page: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}
