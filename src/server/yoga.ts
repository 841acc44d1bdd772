/** The GraphQL server: one ordered list of plugins around the schema. Knows HTTP, but no sockets. */
import type { RequestListener } from 'node:http';
import { createYoga } from 'graphql-yoga';
import { createReads, type Reads, type SharedCache } from '../reads/index.ts';
import type { OnUnknownValue } from '../schema/context.ts';
import { schema } from '../schema/index.ts';
import type { TioneClient } from '../tione/client.ts';
import type { AccessOptions } from './access-options.ts';
import { admission, corsFor, restrictions } from './access-plugins.ts';
import type { InspectorOptions } from './inspector-options.ts';
import { createErrorMapping, type OnHidden } from './error-mapping.ts';
import type { RenderPage } from './graphiql/page.ts';
import { useBriefErrors } from './plugins/use-brief-errors.ts';
import { useCacheControl } from './plugins/use-cache-control.ts';
import { useDeadlineCleanup } from './plugins/use-deadline-cleanup.ts';
import { useDocumentLimits } from './plugins/use-document-limits.ts';
import { useEntityLimits } from './plugins/use-entity-limits.ts';
import { useGraphiql } from './plugins/use-graphiql.ts';
import { noHealthCheck, useHealth } from './plugins/use-health.ts';
import { useInspector } from './plugins/use-inspector.ts';
import { useIntrospectionLimit } from './plugins/use-introspection-limit.ts';
import { useMetrics, type RenderMetrics } from './plugins/use-metrics.ts';
import { useOperations } from './plugins/use-operations.ts';
import { useResponseHeaders } from './plugins/use-response-headers.ts';
import { useSignposts } from './plugins/use-signposts.ts';
import { useStrictRequests } from './plugins/use-strict-requests.ts';
import { useUpstreamLimit } from './plugins/use-upstream-limit.ts';
import type { OnOperation } from './operation-record.ts';
import { createReadiness } from './readiness.ts';
import { createRequestContext, type RequestContext } from './request-context.ts';
import type { Connection, ServerContext } from './server-context.ts';

export interface ServerOptions extends AccessOptions {
  readonly client: TioneClient;
  /** The regions that may be read, the default one first. */
  readonly regions: readonly [string, ...string[]];
  /** Milliseconds that the upstream work of one request may take. @default 10000 */
  readonly timeoutMs?: number;
  /** Models that one operation may look at for a filter that the upstream cannot evaluate. @default 1000 */
  readonly scanLimit?: number;
  /**
   * Milliseconds for which what was read of TI-ONE counts as fresh, here and, in whole seconds, for clients and gateways
   * (`Cache-Control`); 0 keeps nothing. @default 5000
   */
  readonly cacheTtlMs?: number;
  /** Milliseconds beyond that for which it may be served, marked as stale, while TI-ONE cannot be read. @default 60000 */
  readonly cacheStaleMs?: number;
  /** Bytes of memory for what was read. @default 64 MiB */
  readonly cacheMaxBytes?: number;
  /** Where processes that read for the same account share what they read. @default nowhere */
  readonly sharedCache?: SharedCache | undefined;
  /** Whether `Cache-Control: no-cache` on a request makes it read everything anew. @default true */
  readonly allowNoCache?: boolean;
  /** Named on every response as `X-TIONE-Mode`. @default live */
  readonly mode?: 'live' | 'emulator';
  /** Renders GraphiQL for browsers; without it, browsers get no page. */
  readonly graphiql?: RenderPage | undefined;
  /** Whether no new requests are welcome any more, for `/health/ready`. @default never */
  readonly isStopping?: () => boolean;
  /** Whether the Redis serves that calls and reads are shared through, for `/health/ready`. @default there is none */
  readonly isRedisServing?: (() => boolean) | undefined;
  /** Told of every error whose details clients do not see. */
  readonly onHidden?: OnHidden;
  /** When the calls of TI-ONE behind an operation are shown, to those who may see them. @default never */
  readonly inspector?: InspectorOptions | undefined;
  /** Told of every GraphQL request when it is answered. @default nobody */
  readonly onOperation?: OnOperation | undefined;
  /** Told of each text of TI-ONE that an enum does not know, each time that it is asked for. @default nobody */
  readonly onUnknownValue?: OnUnknownValue | undefined;
  /**
   * Makes the page of `/metrics`; see `createMetrics`. With `authenticate`, it needs the scope `tione:metrics`.
   * @default there is none
   */
  readonly metrics?: RenderMetrics | undefined;
}

export interface Server {
  /** Answers one request in memory. */
  readonly fetch: (request: Request, connection?: Connection) => Promise<Response>;
  /** For a Node server. */
  readonly listener: RequestListener;
  /** How much is remembered of what was read, in bytes, and how many reads are on their way. */
  readonly reads: Reads['state'];
}

export const graphqlEndpoint = '/graphql';
const livenessEndpoint = '/health/live';
const readinessEndpoint = '/health/ready';
/** Where a monitoring system finds what this server counts. */
const metricsEndpoint = '/metrics';
const openEndpoints = [livenessEndpoint, readinessEndpoint];

/** Bytes of a request body. The largest sensible operation, 500 ids in variables, has about 15 kB. */
const maxBodyBytes = 256 * 1024;
/** Of the message of an error. Our longest has 400. */
const maxMessageCharacters = 1_000;
/** Of what introspection answers. All of today's schema has 70,000. */
const maxIntrospectionCharacters = 1_000_000;

export function createServer({
  client,
  regions,
  timeoutMs = 10_000,
  scanLimit = 1_000,
  cacheTtlMs = 5_000,
  cacheStaleMs = 60_000,
  cacheMaxBytes = 64 * 1024 * 1024,
  sharedCache,
  allowNoCache = true,
  mode = 'live',
  graphiql,
  isStopping = () => false,
  isRedisServing,
  onHidden = () => undefined,
  onOperation,
  inspector,
  onUnknownValue = () => undefined,
  metrics,
  ...access
}: ServerOptions): Server {
  const limits = { ttlMs: cacheTtlMs, staleMs: cacheStaleMs, maxBytes: cacheMaxBytes };
  const reads = createReads({ client, shared: sharedCache, ...limits });
  const readiness = createReadiness({ client, region: regions[0], isStopping, isRedisServing });
  const authenticates = access.authenticate !== undefined;
  const page =
    graphiql === undefined ? [] : [useGraphiql({ endpoint: graphqlEndpoint, authenticates }, graphiql, onHidden)];
  const yoga = createYoga<ServerContext, RequestContext>({
    schema,
    graphqlEndpoint,
    context: createRequestContext({
      client,
      reads,
      regions,
      timeoutMs,
      scanLimit,
      allowNoCache,
      inspector,
      onUnknownValue,
    }),
    cors: corsFor(access),
    extraParamNames: access.persisted === undefined ? [] : ['documentId'],
    // Smallest surface: no batches of operations, no uploads, no page of Yoga's own.
    batching: false,
    multipart: false,
    graphiql: false,
    landingPage: false,
    maxRequestBodySize: maxBodyBytes,
    healthCheckEndpoint: noHealthCheck,
    // Hidden errors are reported through onHidden; Yoga's own logger would print them a second time.
    logging: false,
    maskedErrors: { errorMessage: 'Unexpected error.', maskError: createErrorMapping(onHidden, access.introspection) },
    plugins: [
      // First, so that they see answers of every other plugin too.
      useOperations(graphqlEndpoint, onOperation),
      useResponseHeaders(mode),
      useCacheControl(cacheTtlMs),
      useBriefErrors(maxMessageCharacters),
      useHealth({ live: livenessEndpoint, ready: readinessEndpoint, readiness }),
      // A browser's visit brings no token: the page is open, and what it asks is not.
      ...(authenticates ? page : []),
      // Before everything that reads the request.
      ...admission(access, { open: openEndpoints, metrics: metricsEndpoint }),
      ...(metrics === undefined ? [] : [useMetrics(metricsEndpoint, metrics, onHidden)]),
      // Before the request parsers, as a browser's visit is no GraphQL request, and before nothing is left but the endpoint.
      ...(authenticates ? [] : page),
      useSignposts(graphqlEndpoint, graphiql !== undefined),
      useStrictRequests(),
      ...restrictions(access),
      useDocumentLimits(),
      useIntrospectionLimit(maxIntrospectionCharacters),
      useEntityLimits(),
      useUpstreamLimit(scanLimit),
      useInspector(inspector, client, scanLimit),
      // Last: whatever happened during execution, its timer ends.
      useDeadlineCleanup(),
    ],
  });
  return {
    reads: reads.state,
    fetch: async (request, connection) => yoga.fetch(request, { ...connection }),
    listener: (request, response) => {
      const { socket, headers } = request;
      const connection = { peer: socket.remoteAddress, host: headers.host };
      // The Host header is the peer's free text: in the URL that the adapter makes of it, it would be a 500.
      headers.host = 'localhost';
      // Failures of the adapter itself end the connection; it answers all others.
      void Promise.resolve(yoga(request, response, connection)).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
    },
  };
}
