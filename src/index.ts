/** What other programs may use of this package. Everything else may change in any release. */
export { createServer, type Server, type ServerOptions } from './server/yoga.ts';
export type { AccessOptions } from './server/access-options.ts';
export type { Connection } from './server/incoming.ts';
export type { InspectorOptions } from './server/inspector-options.ts';
export type { PersistedDocuments } from './server/persisted.ts';
export { createAuthentication, type Authenticate, type AuthenticationOptions } from './access/authentication.ts';
export type { Caller, Rights, TagRight } from './access/caller.ts';
export { makeApiKey, type ApiKey } from './access/api-keys.ts';
export { AccessRefusal, type RefusalReason } from './access/refusal.ts';
export { createKeySet, type KeySetOptions } from './access/key-set.ts';
export { createKeySetLoader } from './access/load-key-set.ts';
export type { TokenAlgorithm, TokenOptions } from './access/token.ts';
export { signatureHeader, signRouterRequest } from './server/router-signature.ts';
export { createGraphiqlPage } from './server/graphiql/create-page.ts';
export type { GraphiqlPage, PageFile, PageSettings, RenderPage } from './server/graphiql/page.ts';
export { createMetrics, type Metrics, type MetricsOptions } from './telemetry/metrics.ts';
export type { Observed } from './telemetry/state-metrics.ts';
export { createNews, type News } from './telemetry/news.ts';
export { createTioneClient, type CallOptions, type TioneClient, type TioneClientOptions } from './tione/client.ts';
export { TioneError, type ErrorKind } from './tione/errors.ts';
export {
  createHttpTransport,
  createMemoryTransport,
  type HttpTransport,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from './tione/transport.ts';
export {
  chain,
  CredentialError,
  fromStatic,
  memoize,
  type Credential,
  type CredentialProvider,
} from './tione/credentials/provider.ts';
export { fromCvmRole } from './tione/credentials/from-cvm-role.ts';
export { fromEnvironment } from './tione/credentials/from-environment.ts';
export { fromProfileFile, profilePaths } from './tione/credentials/from-profile-file.ts';
export { fromTkeOidc } from './tione/credentials/from-tke-oidc.ts';
export { createEmulator, emulatorCredentials, type Emulator, type EmulatorOptions } from './emulator/emulator.ts';
export { createLocalSlots, type Pace, type Slots } from './tione/slots.ts';
export type { SharedCache } from './reads/shared-cache.ts';
export { connectRedis, type Redis, type RedisOptions } from './redis/connect.ts';
export { createSharedCache, type SharedCacheOptions } from './redis/shared-cache.ts';
export { createSharedSlots, type SharedSlots, type SharedSlotsOptions } from './redis/shared-slots.ts';
export type { FieldOutcome, OnOperation, OperationRecord } from './server/operation-record.ts';
export type { BegunAttempt, EndedAttempt, WatchAttempt } from './tione/attempt.ts';
export { combineOnOperation, combineWatch } from './telemetry/combine.ts';
export { createLog, type Log, type LogOptions } from './telemetry/log.ts';
export type { LogEvent } from './telemetry/log-event.ts';
export { logAttempts, type AttemptLog } from './telemetry/log-attempts.ts';
export { logOperations } from './telemetry/log-operations.ts';
export { traceAttempts } from './telemetry/trace-attempts.ts';
export { schema } from './schema/index.ts';
export { printSortedSubgraph } from './schema/sdl.ts';
