/** The long way of a request, which knows all that may be asked: one ordered list of plugins around the schema. */
import { createYoga, type YogaServerInstance } from 'graphql-yoga';
import { schema } from '../schema/index.ts';
import { corsFor, restrictions } from './access-plugins.ts';
import type { Admit } from './admission.ts';
import { createErrorMapping } from './error-mapping.ts';
import { useAdmission } from './plugins/use-admission.ts';
import { useBriefErrors } from './plugins/use-brief-errors.ts';
import { useCacheControl } from './plugins/use-cache-control.ts';
import { useDeadlineCleanup } from './plugins/use-deadline-cleanup.ts';
import { useDocumentLimits } from './plugins/use-document-limits.ts';
import { useEntityLimits } from './plugins/use-entity-limits.ts';
import { useGraphiql } from './plugins/use-graphiql.ts';
import { noHealthCheck, useHealth } from './plugins/use-health.ts';
import { useInspector } from './plugins/use-inspector.ts';
import { useIntrospectionLimit } from './plugins/use-introspection-limit.ts';
import { useLearning, type Learner } from './plugins/use-learning.ts';
import { useMetrics } from './plugins/use-metrics.ts';
import { useOperations } from './plugins/use-operations.ts';
import { useResponseHeaders } from './plugins/use-response-headers.ts';
import { useSignposts } from './plugins/use-signposts.ts';
import { useStrictRequests } from './plugins/use-strict-requests.ts';
import { useUpstreamLimit } from './plugins/use-upstream-limit.ts';
import { createReadiness } from './readiness.ts';
import type { AdmittedRequest, RequestContext } from './request-context.ts';
import type { ServerContext } from './server-context.ts';
import type { ResolvedOptions } from './server-options.ts';

/** Where things are served. */
export interface Paths {
  readonly graphql: string;
  readonly live: string;
  readonly ready: string;
  readonly metrics: string;
}

export interface LongWayOptions extends ResolvedOptions {
  readonly paths: Paths;
  /** Bytes of a request body. */
  readonly maxBodyBytes: number;
  readonly admit: Admit;
  readonly createContext: (request: AdmittedRequest) => RequestContext;
  /** Learns of what goes well here, to do it on the short way from then on. */
  readonly learner: Learner;
}

/** Of the message of an error. Our longest has 400. */
const maxMessageCharacters = 1_000;
/** Of what introspection answers. All of today's schema has 70,000. */
const maxIntrospectionCharacters = 1_000_000;

export type LongWay = YogaServerInstance<ServerContext, RequestContext>;

export function createLongWay(options: LongWayOptions): LongWay {
  const { client, regions, mode, graphiql, isStopping, isRedisServing, inspector, metrics, scanLimit } = options;
  const { paths, maxBodyBytes, admit, createContext, learner, onHidden } = options;
  const readiness = createReadiness({ client, region: regions[0], isStopping, isRedisServing });
  const authenticates = options.authenticate !== undefined;
  const page =
    graphiql === undefined ? [] : [useGraphiql({ endpoint: paths.graphql, authenticates }, graphiql, onHidden)];
  return createYoga<ServerContext, RequestContext>({
    schema,
    graphqlEndpoint: paths.graphql,
    context: ({ request, begun, caller, operation, freshness }) =>
      begun?.context ??
      createContext({ headers: request.headers, gone: () => request.signal, caller, operation, freshness }),
    cors: corsFor(options),
    extraParamNames: options.persisted === undefined ? [] : ['documentId'],
    // Smallest surface: no batches of operations, no uploads, no page of Yoga's own.
    batching: false,
    multipart: false,
    graphiql: false,
    landingPage: false,
    maxRequestBodySize: maxBodyBytes,
    healthCheckEndpoint: noHealthCheck,
    // Hidden errors are reported through onHidden; Yoga's own logger would print them a second time.
    logging: false,
    maskedErrors: { errorMessage: 'Unexpected error.', maskError: createErrorMapping(onHidden, options.introspection) },
    plugins: [
      // First, so that they see answers of every other plugin too.
      useOperations(paths.graphql, options.onOperation),
      useResponseHeaders(mode),
      useCacheControl(options.cacheTtlMs),
      useBriefErrors(maxMessageCharacters),
      useHealth({ live: paths.live, ready: paths.ready, readiness }),
      // A browser's visit brings no token: the page is open, and what it asks is not.
      ...(authenticates ? page : []),
      // Before everything that reads the request.
      useAdmission(admit, authenticates),
      ...(metrics === undefined ? [] : [useMetrics(paths.metrics, metrics, onHidden)]),
      // Before the request parsers, as a browser's visit is no GraphQL request, and before nothing is left but the endpoint.
      ...(authenticates ? [] : page),
      useSignposts(paths.graphql, graphiql !== undefined),
      useStrictRequests(),
      ...restrictions(options),
      useDocumentLimits(),
      useIntrospectionLimit(maxIntrospectionCharacters),
      useEntityLimits(),
      useUpstreamLimit(scanLimit),
      useInspector(inspector, client, scanLimit),
      useLearning(learner),
      // Last: whatever happened during execution, its timer ends.
      useDeadlineCleanup(),
    ],
  });
}
