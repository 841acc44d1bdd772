/** What the server tells of itself: its log, traces, metrics for a monitoring system, and news of TI-ONE for its operator. */
import type { Config } from '../config.ts';
import { schema } from '../schema/index.ts';
import type { Server, ServerOptions } from '../server/yoga.ts';
import { combineOnOperation, combineWatch } from '../telemetry/combine.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createNews, type News } from '../telemetry/news.ts';
import { traceAttempts } from '../telemetry/trace-attempts.ts';
import type { TioneClientOptions } from '../tione/client.ts';
import { describe } from './log-line.ts';
import type { Logging } from './logging.ts';
import type { Upstream } from './upstream.ts';
import { version } from './version.ts';

export interface Telemetry {
  /** For the client. */
  readonly client: Pick<TioneClientOptions, 'watch' | 'onUnknownField'>;
  /** For the server. */
  readonly server: Pick<ServerOptions, 'onOperation' | 'onUnknownValue' | 'metrics'>;
  /** To be told once what has been made with these. */
  readonly started: (upstream: Upstream, server: Server) => void;
}

/** `canBeAsked`: whether anybody could get at the page of metrics. */
export async function createTelemetry(
  config: Config,
  canBeAsked: boolean,
  { warn, watch, onOperation }: Pick<Logging, 'warn' | 'watch' | 'onOperation'>,
): Promise<Telemetry> {
  const news = createNews((told) => {
    warn(newsLine(told));
  });
  const metrics = config.access.metrics && canBeAsked ? await loadMetrics(config) : undefined;
  return {
    client: {
      watch: combineWatch(watch, traceAttempts, metrics?.watch),
      onUnknownField: (unknown) => {
        metrics?.onUnknownField(unknown);
        news.onUnknownField(unknown);
      },
    },
    server: {
      onOperation: combineOnOperation(onOperation, metrics?.onOperation),
      onUnknownValue: (unknown) => {
        metrics?.onUnknownValue(unknown);
        news.onUnknownValue(unknown);
      },
      metrics: metrics?.page,
    },
    started: ({ client, mode, isRedisServing }, { reads }) => {
      const { cacheMaxBytes } = config;
      metrics?.observe({ version, nodeVersion: process.version, mode, client, reads, cacheMaxBytes, isRedisServing });
    },
  };
}

/** Where there are no metrics, nothing of them is loaded. */
async function loadMetrics({ regions }: Config): Promise<Metrics> {
  const { createMetrics } = await import('../telemetry/metrics.ts');
  return createMetrics({ regions, rootFields: Object.keys(schema.getQueryType()?.getFields() ?? {}) });
}

function newsLine(news: News): string {
  const what =
    news.kind === 'field'
      ? `the field ${JSON.stringify(news.field)} of ${news.type}`
      : `the value ${JSON.stringify(news.value)} of ${news.enum}, answered as UNRECOGNIZED`;
  return `TI-ONE sends what this version does not know: ${describe(what)}`;
}
