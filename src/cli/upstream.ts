/** Decides what answers the calls, TI-ONE or the embedded emulator, and connects to it. */
import { homedir } from 'node:os';
import type { Config, Environment } from '../config.ts';
import type { SharedCache } from '../reads/index.ts';
import { createTioneClient, type TioneClient, type TioneClientOptions } from '../tione/client.ts';
import { fromCvmRole } from '../tione/credentials/from-cvm-role.ts';
import { fromEnvironment } from '../tione/credentials/from-environment.ts';
import { fromProfileFile, profilePaths } from '../tione/credentials/from-profile-file.ts';
import { fromTkeOidc } from '../tione/credentials/from-tke-oidc.ts';
import {
  chain,
  CredentialError,
  fromStatic,
  memoize,
  type CredentialProvider,
  type HttpRequest,
} from '../tione/credentials/provider.ts';
import { createHttpTransport, createMemoryTransport } from '../tione/transport.ts';
import { connectReplicas } from './replicas.ts';

export interface Upstream {
  readonly mode: 'live' | 'emulator';
  readonly client: TioneClient;
  /** Where its calls can be repeated by hand. */
  readonly endpoint: URL;
  /** Where replicas share what they read. */
  readonly sharedCache: SharedCache | undefined;
  /** Whether what they share it through serves now; undefined where there is nothing. */
  readonly isRedisServing: (() => boolean) | undefined;
  /** Lines for the person who starts the program. */
  readonly banner: readonly string[];
  readonly close: () => Promise<void>;
}

/** Environment, then profile file, then CVM role, then TKE OIDC: the order of Tencent Cloud's own tools. */
export function credentialChain(
  env: Environment,
  request: HttpRequest,
  onRefreshError: (error: unknown) => void,
): CredentialProvider {
  const sources = chain(
    fromEnvironment(env),
    fromProfileFile(profilePaths(env, homeDirectory())),
    fromCvmRole({ request }),
    fromTkeOidc({ env, request, now: Date.now }),
  );
  return memoize(sources, { now: Date.now, onRefreshError });
}

/** Empty where there is none: containers run under user ids that no user has. */
function homeDirectory(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

/** Whether demo data is served after this failure to get a credential: `auto` falls back only when there is none at all. */
export function meansDemoData({ mode }: Config, error: unknown): boolean {
  return mode === 'auto' && error instanceof CredentialError && error.tryNext;
}

/** Who is told of calls, and of what goes wrong while the program runs on. */
export interface UpstreamWatchers extends Pick<TioneClientOptions, 'watch' | 'onUnknownField'> {
  readonly onRefreshError: (error: unknown) => void;
  readonly onRedisTrouble: (message: string) => void;
}

/** Rejects with a {@link CredentialError} when a credential is needed and none can be had. */
export async function connectUpstream(
  config: Config,
  env: Environment,
  { onRefreshError, onRedisTrouble, ...watchers }: UpstreamWatchers,
): Promise<Upstream> {
  if (config.mode === 'emulator') return embeddedEmulator(config, watchers, 'TIONE_MODE=emulator');
  const transport = createHttpTransport();
  const credentials = credentialChain(env, transport.send, onRefreshError);
  try {
    const credential = await credentials();
    const { endpoint, allowInsecureEndpoint, regions } = config;
    const replicas = await connectReplicas(config, credential, onRedisTrouble);
    const shared = replicas === undefined ? '' : `, rate and cache shared through ${replicas.name}`;
    return {
      mode: 'live',
      endpoint,
      client: createTioneClient({
        endpoint,
        allowInsecureEndpoint,
        credentials,
        transport: transport.send,
        ...pipelineOptions(config),
        ...watchers,
        ...(replicas === undefined ? {} : { slots: replicas.slots }),
      }),
      sharedCache: replicas?.cache,
      isRedisServing: replicas?.isServing,
      banner: [`TI-ONE at ${endpoint.origin}, ${regions.join(', ')}, credential from ${credential.source}${shared}`],
      close: async () => {
        await replicas?.close();
        await transport.close();
      },
    };
  } catch (error) {
    // Not awaited: it would wait for a look-up of the metadata host that was given up.
    void transport.close();
    if (meansDemoData(config, error))
      return embeddedEmulator(config, watchers, 'no Tencent Cloud credential was found');
    throw error;
  }
}

/** What the configuration says of the way that calls go. */
export function pipelineOptions({
  actionRetryMs,
  requestsPerSecond,
  attemptTimeoutMs,
}: Config): Pick<Config, 'actionRetryMs' | 'requestsPerSecond' | 'attemptTimeoutMs'> {
  return { actionRetryMs, requestsPerSecond, attemptTimeoutMs };
}

/** Of `tione-graphql emulate` without options: the one in this process has no address. */
const emulatorEndpoint = new URL('http://127.0.0.1:9000');

async function embeddedEmulator(
  config: Config,
  watchers: Pick<TioneClientOptions, 'watch' | 'onUnknownField'>,
  why: string,
): Promise<Upstream> {
  const { createEmulator, emulatorCredentials } = await import('../emulator/emulator.ts');
  const emulator = createEmulator({ regions: config.regions });
  return {
    mode: 'emulator',
    endpoint: emulatorEndpoint,
    client: createTioneClient({
      endpoint: new URL('http://127.0.0.1'),
      credentials: fromStatic(emulatorCredentials),
      transport: createMemoryTransport(emulator.fetch),
      ...pipelineOptions(config),
      ...watchers,
    }),
    // Its models are of this process alone.
    sharedCache: undefined,
    isRedisServing: undefined,
    banner: [
      `DEMO DATA: ${why}, so an embedded emulator of TI-ONE answers. None of the models are real.`,
      'Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY to read your own; TIONE_MODE=live never falls back to demo data.',
    ],
    close: () => Promise.resolve(),
  };
}
