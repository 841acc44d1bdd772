/** What a server is made of. */
import type { RequestListener } from 'node:http';
import type { Reads, SharedCache } from '../reads/index.ts';
import type { OnUnknownValue } from '../schema/context.ts';
import type { TioneClient } from '../tione/client.ts';
import type { AccessOptions } from './access-options.ts';
import type { OnHidden } from './error-mapping.ts';
import type { RenderPage } from './graphiql/page.ts';
import type { Connection } from './incoming.ts';
import type { InspectorOptions } from './inspector-options.ts';
import type { OnOperation } from './operation-record.ts';
import type { RenderMetrics } from './plugins/use-metrics.ts';

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

export interface Ways {
  /** With the bytes of an answer that was sent before. */
  readonly kept: number;
  /** By an operation that was compiled before. */
  readonly short: number;
  /** By all of the plugins, and graphql-js's executor. */
  readonly long: number;
}

export interface Server {
  /** Answers one request in memory. */
  readonly fetch: (request: Request, connection?: Connection) => Promise<Response>;
  /** For a Node server. */
  readonly listener: RequestListener;
  /** How much is remembered of what was read, in bytes, and how many reads are on their way. */
  readonly reads: Reads['state'];
  /** How many requests have been answered on which way. */
  readonly ways: () => Ways;
}

/** What has a default. */
type Defaulted =
  | 'timeoutMs'
  | 'scanLimit'
  | 'cacheTtlMs'
  | 'cacheStaleMs'
  | 'cacheMaxBytes'
  | 'allowNoCache'
  | 'mode'
  | 'isStopping'
  | 'onHidden'
  | 'onUnknownValue';

export type ResolvedOptions = Omit<ServerOptions, Defaulted> & {
  readonly [Name in Defaulted]-?: NonNullable<ServerOptions[Name]>;
};

export function resolveOptions(options: ServerOptions): ResolvedOptions {
  return {
    timeoutMs: 10_000,
    scanLimit: 1_000,
    cacheTtlMs: 5_000,
    cacheStaleMs: 60_000,
    cacheMaxBytes: 64 * 1024 * 1024,
    allowNoCache: true,
    mode: 'live',
    isStopping: () => false,
    onHidden: () => undefined,
    onUnknownValue: () => undefined,
    ...(withoutUndefined(options) as Omit<ServerOptions, Defaulted>),
  };
}

/** An option that is given as undefined is one that is not given. */
function withoutUndefined(options: ServerOptions): ServerOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as typeof options;
}
