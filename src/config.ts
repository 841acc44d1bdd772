/** Configuration: environment variables in, typed values out, every problem reported at once. */
import * as z from 'zod';
import { accessConfig, accessProblems, accessRules, type AccessConfig } from './config-access.ts';
import { redact, type Redacted } from './config-redacted.ts';
import { boolean, integer, namesIn, quoting } from './config-rules.ts';
import { variables } from './config-variables.ts';
import { endpointProblem } from './endpoint.ts';

/** An environment, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Config {
  readonly host: string;
  readonly port: number;
  /** `auto`: TI-ONE when a credential is found, otherwise the embedded emulator. */
  readonly mode: 'auto' | 'live' | 'emulator';
  /** The region that is read unless a query names another. */
  readonly defaultRegion: string;
  /** All regions that may be read, the default one first, without duplicates. */
  readonly regions: readonly [string, ...string[]];
  readonly endpoint: URL;
  readonly allowInsecureEndpoint: boolean;
  /** Milliseconds that the upstream work of one GraphQL request may take. */
  readonly timeoutMs: number;
  /** Milliseconds that one attempt to call the upstream may take. */
  readonly attemptTimeoutMs: number;
  /** Requests per second for each action of the upstream. */
  readonly requestsPerSecond: number;
  /** Milliseconds that what is read of the upstream counts as fresh. */
  readonly cacheTtlMs: number;
  /** Milliseconds beyond that for which it may be served while the upstream cannot be read. */
  readonly cacheStaleMs: number;
  readonly cacheMaxBytes: number;
  /** Whether a request may ask for everything to be read anew. */
  readonly allowNoCache: boolean;
  /** Where replicas share the rate and the cache; it may hold a password. */
  readonly redisUrls: readonly Redacted[];
  /** When there are any, requests signed with one of them are answered. */
  readonly routerSecrets: readonly Redacted[];
  /** Who else may call, how often, and for what. */
  readonly access: AccessConfig;
  /** Models that one list may look at, for a filter that the upstream cannot evaluate. */
  readonly scanLimit: number;
  /** Milliseconds for which an un-published action that the upstream does not offer is not asked for again. */
  readonly actionRetryMs: number;
  /** What is written of what happens, and how. */
  readonly log: { readonly format: (typeof logFormats)[number]; readonly level: (typeof logLevels)[number] };
}

/** Everything that is wrong with the configuration; the message lists one problem a line. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the configuration has ${plural(problems.length)}:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.problems = problems;
  }
}

const plural = (count: number): string => (count === 1 ? 'a problem' : `${String(count)} problems`);

const regionName = /^[a-z]{2,}(?:-[a-z0-9]+)+$/;
/** What is looked for in all of them should not use up more than a second of the upstream's 20 requests per second. */
const maxRegions = 20;
/** As long as the key of the hash needs to be to add nothing to its strength: 128 bits in hex. */
const leastSecretLength = 32;
/** Requests per second for each action (cloud.tencent.com/document/product/1278/109059). */
const documentedRate = 20;
const logFormats = ['text', 'json'] as const;
const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const isRedisUrl = (text: string): boolean =>
  URL.canParse(text) && ['redis:', 'rediss:'].includes(new URL(text).protocol) && new URL(text).hostname !== '';

const schema = z.object({
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, quoting('must be a host name or an IP address'))
    .default('127.0.0.1'),
  PORT: integer(0, 65_535).default(4000),
  TIONE_MODE: z.enum(['auto', 'live', 'emulator'], quoting('must be auto, live or emulator')).optional(),
  TENCENTCLOUD_REGION: z
    .string()
    .regex(regionName, quoting('must be a region name such as ap-guangzhou'))
    .default('ap-guangzhou'),
  TIONE_REGIONS: z
    .string()
    .refine(
      (text) => namesIn(text).every((name) => regionName.test(name)),
      quoting('must be region names such as ap-guangzhou, separated by commas'),
    )
    .transform((text) => [...new Set(namesIn(text))])
    .refine((names) => names.length <= maxRegions, { error: `must name at most ${String(maxRegions)} regions` })
    .default([]),
  TIONE_ENDPOINT: z
    .string()
    .refine((text) => URL.canParse(text), { error: 'must be a URL such as https://tione.tencentcloudapi.com' })
    .default('https://tione.tencentcloudapi.com'),
  TIONE_ALLOW_INSECURE_ENDPOINT: boolean.default('false'),
  TIONE_TIMEOUT_MS: integer(100, 600_000, ' milliseconds').default(10_000),
  TIONE_ATTEMPT_TIMEOUT_MS: integer(50, 600_000, ' milliseconds').optional(),
  TIONE_RATE_LIMIT: integer(1, 10_000).default(documentedRate),
  TIONE_CACHE_TTL_MS: integer(0, 3_600_000, ' milliseconds').default(5_000),
  TIONE_CACHE_STALE_MS: integer(0, 86_400_000, ' milliseconds').default(60_000),
  TIONE_CACHE_MAX_MB: integer(1, 65_536).default(64),
  TIONE_ALLOW_NO_CACHE: boolean.default('true'),
  // Not quoted: it may hold a password.
  REDIS_URL: z
    .string()
    .transform(namesIn)
    .refine((urls) => urls.every(isRedisUrl), {
      error:
        'must be a URL such as redis://host:6379 or rediss://user:password@host:6379, or several of a cluster, separated by commas',
    })
    .default([]),
  TIONE_ROUTER_SECRET: z
    .string()
    .transform(namesIn)
    .refine((secrets) => secrets.every((secret) => secret.length >= leastSecretLength), {
      error: `must have at least ${String(leastSecretLength)} characters, such as from: openssl rand -hex 32`,
    })
    .default([]),
  TIONE_SCAN_LIMIT: integer(100, 100_000).default(1_000),
  TIONE_ACTION_RETRY_MS: integer(1_000, 86_400_000, ' milliseconds').default(300_000),
  LOG_FORMAT: z.enum(logFormats, quoting('must be text or json')).default('text'),
  LOG_LEVEL: z.enum(logLevels, quoting('must be debug, info, warn, error or silent')).default('info'),
  ...accessRules,
});

/**
 * Reads the configuration from an environment. Blanks around values are cut off, and a blank variable counts as not set: the
 * credential chain reads its variables in the same way. Throws {@link ConfigurationError}.
 */
export function loadConfig(env: Environment): Config {
  const given = Object.fromEntries(
    Object.keys(variables).flatMap((name) => {
      const value = env[name]?.trim();
      return value ? [[name, value] as const] : [];
    }),
  );
  const parsed = schema.safeParse(given);
  const problems = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`),
    ...pairProblems(given, env),
    ...endpointProblems(given),
    ...accessProblems(given),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(problems);
  const values = parsed.data;
  return {
    host: values.HOST,
    port: values.PORT,
    // Whoever names an upstream means it: demo data in its place would be a lie.
    mode: values.TIONE_MODE ?? (given['TIONE_ENDPOINT'] === undefined ? 'auto' : 'live'),
    defaultRegion: values.TENCENTCLOUD_REGION,
    regions: [
      values.TENCENTCLOUD_REGION,
      ...values.TIONE_REGIONS.filter((name) => name !== values.TENCENTCLOUD_REGION),
    ],
    endpoint: new URL(values.TIONE_ENDPOINT),
    allowInsecureEndpoint: values.TIONE_ALLOW_INSECURE_ENDPOINT === 'true',
    timeoutMs: values.TIONE_TIMEOUT_MS,
    // Time for a second attempt.
    attemptTimeoutMs: values.TIONE_ATTEMPT_TIMEOUT_MS ?? Math.floor(values.TIONE_TIMEOUT_MS / 2),
    requestsPerSecond: values.TIONE_RATE_LIMIT,
    cacheTtlMs: values.TIONE_CACHE_TTL_MS,
    cacheStaleMs: values.TIONE_CACHE_STALE_MS,
    cacheMaxBytes: values.TIONE_CACHE_MAX_MB * 1024 * 1024,
    allowNoCache: values.TIONE_ALLOW_NO_CACHE === 'true',
    redisUrls: values.REDIS_URL.map(redact),
    routerSecrets: values.TIONE_ROUTER_SECRET.map(redact),
    access: accessConfig(values),
    scanLimit: values.TIONE_SCAN_LIMIT,
    actionRetryMs: values.TIONE_ACTION_RETRY_MS,
    log: { format: values.LOG_FORMAT, level: values.LOG_LEVEL },
  };
}

/**
 * Half of a key pair is never what was meant, and would silently fall through to the next credential source. Nor is a blank
 * half: a secret was to be there. An empty one is how templates spell "not set".
 */
function pairProblems(given: Environment, env: Environment): string[] {
  const [id, key] = ['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY'] as const;
  const blank = [id, key].filter((name) => env[name] && given[name] === undefined);
  if (blank.length > 0) return blank.map((name) => `${name} is set but blank: give it its value, or unset it`);
  if ((given[id] === undefined) === (given[key] === undefined)) return [];
  const [present, absent] = given[id] === undefined ? [key, id] : [id, key];
  return [`${absent} is missing: ${present} is set, and a key pair needs both`];
}

/** Apart from the rules above, because it needs two variables and must be told together with all other problems. */
function endpointProblems({ TIONE_ENDPOINT, TIONE_ALLOW_INSECURE_ENDPOINT }: Environment): string[] {
  if (TIONE_ENDPOINT === undefined || !URL.canParse(TIONE_ENDPOINT)) return [];
  const problem = endpointProblem(new URL(TIONE_ENDPOINT), TIONE_ALLOW_INSECURE_ENDPOINT === 'true');
  return problem === undefined ? [] : [`TIONE_ENDPOINT ${problem}`];
}
