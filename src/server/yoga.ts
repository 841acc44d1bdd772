/** The GraphQL server: a short way for what nearly all requests ask, and a long one for everything. */
import { createFragments } from '../execution/fragments.ts';
import { createReads } from '../reads/index.ts';
import { schema } from '../schema/index.ts';
import { isStable } from '../schema/stability.ts';
import { createAdmission } from './admission.ts';
import { budgetHeaders } from './diagnostics.ts';
import { createAnswerHead } from './front/answer-head.ts';
import { createDocuments } from './front/documents.ts';
import { createFront } from './front/front.ts';
import { createMediaTypes } from './front/media-types.ts';
import { createOperations } from './front/operations.ts';
import { createShortWay } from './front/short-way.ts';
import { createLongWay, type Paths } from './long-way.ts';
import { createRequestContext } from './request-context.ts';
import { resolveOptions, type Server, type ServerOptions } from './server-options.ts';

export type { Server, ServerOptions } from './server-options.ts';

export const graphqlEndpoint = '/graphql';
const paths: Paths = {
  graphql: graphqlEndpoint,
  live: '/health/live',
  ready: '/health/ready',
  // Where a monitoring system finds what this server counts.
  metrics: '/metrics',
};

/** Bytes of a request body. The largest sensible operation, 500 ids in variables, has about 15 kB. */
const maxBodyBytes = 256 * 1024;

export function createServer(given: ServerOptions): Server {
  const options = resolveOptions(given);
  const { client, cacheTtlMs, cacheStaleMs, cacheMaxBytes, sharedCache, scanLimit, mode, persisted, inspector } =
    options;
  const { onUnknownValue, onOperation } = options;
  const reads = createReads({
    client,
    shared: sharedCache,
    ttlMs: cacheTtlMs,
    staleMs: cacheStaleMs,
    maxBytes: cacheMaxBytes,
  });
  const admit = createAdmission(options, { open: [paths.live, paths.ready], metrics: paths.metrics });
  const createContext = createRequestContext({ ...options, inspector, reads });
  const documents = createDocuments({
    schema,
    compileOptions: {
      fragments: createFragments(),
      isStable,
      effects: ({ unknownValues }) => unknownValues(),
    },
    scanLimit,
    persisted: persisted?.documents,
  });
  const mediaTypes = createMediaTypes();
  const persistedOnly = persisted?.only === true;
  const shortWay = createShortWay({
    endpoint: graphqlEndpoint,
    admit,
    find: createOperations({ schema, documents, scanLimit, persisted: persisted?.documents, persistedOnly }),
    mediaTypes,
    headOf: createAnswerHead({ mode, cacheTtlMs, varies: options.authenticate !== undefined }),
    createContext,
    inspector,
    onUnknownValue,
    onOperation,
    budget: budgetHeaders(() => client.budget()),
    persistedOnly,
  });
  const longWay = createLongWay({
    ...options,
    paths,
    maxBodyBytes,
    admit,
    createContext,
    learner: { documents, mediaTypes },
  });
  const hasCors = (options.corsOrigins ?? []).length > 0;
  return {
    reads: reads.state,
    ...createFront(shortWay, longWay, { endpoint: graphqlEndpoint, maxBodyBytes, hasCors }),
  };
}
