/** The variables that say who may call, how often, and for what. */
import * as z from 'zod';
import { boolean, integer, namesIn, quoting } from './config-rules.ts';
import { isLoopbackHost } from './endpoint.ts';

export interface AccessConfig {
  /** Tokens of one issuer; undefined when none are accepted. */
  readonly token: TokenConfig | undefined;
  readonly apiKeys: readonly ApiKeyConfig[];
  /** A file of further keys, which may have rights. */
  readonly apiKeysFile: string | undefined;
  /** Whether it is on purpose that anybody may call. */
  readonly isOpenToAll: boolean;
  /** Whether only names of this machine are answered, because nothing else tells who calls. */
  readonly isLocalOnly: boolean;
  readonly graphiql: boolean;
  readonly introspection: boolean;
  readonly inspector: 'off' | 'on-request' | 'always';
  /** Whether there is a page of metrics. */
  readonly metrics: boolean;
  readonly corsOrigins: readonly string[];
  readonly csrfAllowGet: boolean;
  /** Requests in a minute; 0 sets no limit. */
  readonly requestsPerCaller: number;
  readonly persistedFile: string | undefined;
  readonly persistedOnly: boolean;
}

export interface TokenConfig {
  /** Where its keys are: an address, or the path of a file. */
  readonly keySet: URL | string;
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** Undefined for all that have a public key. */
  readonly algorithms: readonly Algorithm[] | undefined;
  readonly clockToleranceSeconds: number;
}

export interface ApiKeyConfig {
  readonly name: string;
  readonly sha256: string;
  readonly scopes: readonly string[] | undefined;
}

/** Those with a public key. With a shared secret, whoever can check a token could make one. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;
type Algorithm = (typeof algorithms)[number];
const algorithmsIn = (text: string): Algorithm[] =>
  namesIn(text).flatMap((name) => algorithms.filter((known) => known === name));

const apiKeyForm = /^([\w.-]{1,64}):([\da-f]{64})(?::([\w.:-]+(?:\+[\w.:-]+)*))?$/i;
const isUrl = (text: string): boolean => /^https?:/i.test(text);

function isKeySetSource(text: string): boolean {
  if (!isUrl(text)) return !/^[a-z][a-z\d+.-]+:\/\//i.test(text);
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return (protocol === 'https:' || isLoopbackHost(hostname)) && username === '' && password === '';
}

function apiKeyIn(entry: string): ApiKeyConfig[] {
  const [, name, sha256, scopes] = apiKeyForm.exec(entry) ?? [];
  if (name === undefined || sha256 === undefined) return [];
  return [{ name, sha256: sha256.toLowerCase(), scopes: scopes?.split('+') }];
}

const isOrigin = (text: string): boolean => isUrl(text) && URL.canParse(text) && new URL(text).origin === text;

export const accessRules = {
  AUTH: z.enum(['none'], quoting('can only be none, for a server that anybody may call')).optional(),
  // Not quoted: it may hold a password.
  AUTH_JWKS: z
    .string()
    .refine(isKeySetSource, {
      error: 'must be an https:// URL without a password (http:// on this machine only), or the path of a file',
    })
    .transform((text): URL | string => (isUrl(text) ? new URL(text) : text))
    .optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z
    .string()
    .transform(namesIn)
    .refine((names) => names.length > 0, { error: 'must name an audience' })
    .default([]),
  AUTH_ALGORITHMS: z
    .string()
    .refine(
      (text) => algorithmsIn(text).length === namesIn(text).length && namesIn(text).length > 0,
      quoting(`must be some of ${algorithms.join(', ')}`),
    )
    .transform(algorithmsIn)
    .optional(),
  AUTH_CLOCK_TOLERANCE_S: integer(0, 60, ' seconds').default(5),
  // Not quoted: somebody may have put the key itself here.
  AUTH_API_KEYS: z
    .string()
    .transform(namesIn)
    .refine((entries) => entries.length > 0 && entries.every((entry) => apiKeyForm.test(entry)), {
      error:
        'must be NAME:SHA256 or NAME:SHA256:SCOPE+SCOPE, the hash of the key in hex, such as from: tione-graphql key',
    })
    .transform((entries) => entries.flatMap(apiKeyIn))
    .refine((keys) => new Set(keys.map(({ name }) => name)).size === keys.length, {
      error: 'must not name two keys alike',
    })
    .default([]),
  AUTH_API_KEYS_FILE: z.string().optional(),
  GRAPHIQL: boolean.optional(),
  INTROSPECTION: boolean.optional(),
  INSPECTOR: z.enum(['off', 'on-request', 'always'], quoting('must be off, on-request or always')).optional(),
  // Anybody's: only one of its values means something here.
  NODE_ENV: z.string().optional(),
  METRICS: boolean.optional(),
  CORS_ORIGINS: z
    .string()
    .refine(
      (text) => namesIn(text).every(isOrigin),
      quoting('must be origins such as https://console.example, separated by commas'),
    )
    .transform(namesIn)
    .default([]),
  CSRF_ALLOW_GET: boolean.default('false'),
  RATE_LIMIT_PER_CALLER: integer(0, 1_000_000).optional(),
  PERSISTED_DOCUMENTS: z.string().optional(),
  PERSISTED_DOCUMENTS_ONLY: boolean.default('false'),
};

interface Values extends z.infer<z.ZodObject<typeof accessRules>> {
  readonly HOST: string;
  readonly TIONE_ROUTER_SECRET: readonly string[];
}

/** In a minute: a hundred a second keep a page or a job going, and no replica busy. */
const requestsPerCaller = 6_000;

export function accessConfig(values: Values): AccessConfig {
  const isLocal = isLoopbackHost(values.HOST);
  const knowsCallers = authenticationVariables.some((name) => isGiven(values[name]));
  const isLocalOnly = !knowsCallers && values.AUTH === undefined;
  return {
    token: tokenConfig(values),
    apiKeys: values.AUTH_API_KEYS,
    apiKeysFile: values.AUTH_API_KEYS_FILE,
    isOpenToAll: values.AUTH === 'none',
    isLocalOnly,
    graphiql: values.GRAPHIQL === undefined ? isLocal : values.GRAPHIQL === 'true',
    introspection: values.INTROSPECTION === undefined ? isLocal || knowsCallers : values.INTROSPECTION === 'true',
    inspector: values.INSPECTOR ?? (isLocal || knowsCallers ? inspectorFor(values.NODE_ENV) : 'off'),
    metrics: values.METRICS === undefined ? isLocal || knowsCallers : values.METRICS === 'true',
    corsOrigins: values.CORS_ORIGINS,
    csrfAllowGet: values.CSRF_ALLOW_GET === 'true',
    requestsPerCaller: values.RATE_LIMIT_PER_CALLER ?? (isLocalOnly ? 0 : requestsPerCaller),
    persistedFile: values.PERSISTED_DOCUMENTS,
    persistedOnly: values.PERSISTED_DOCUMENTS_ONLY === 'true',
  };
}

function inspectorFor(environment: string | undefined): AccessConfig['inspector'] {
  return environment === 'development' ? 'always' : 'on-request';
}

/** Any of them lets the server know who calls. */
const authenticationVariables = ['AUTH_JWKS', 'AUTH_API_KEYS', 'AUTH_API_KEYS_FILE', 'TIONE_ROUTER_SECRET'] as const;

const isGiven = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0);

function tokenConfig(values: Values): TokenConfig | undefined {
  const { AUTH_JWKS: keySet, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audiences } = values;
  if (keySet === undefined || issuer === undefined) return undefined;
  const { AUTH_ALGORITHMS: chosen, AUTH_CLOCK_TOLERANCE_S: clockToleranceSeconds } = values;
  return { keySet, issuer, audiences, algorithms: chosen, clockToleranceSeconds };
}

/** What only several variables together show. */
export function accessProblems(given: Readonly<Record<string, string | undefined>>): string[] {
  const tokenVariables = ['AUTH_JWKS', 'AUTH_ISSUER', 'AUTH_AUDIENCE'];
  const missing = tokenVariables.filter((name) => given[name] === undefined);
  const known = authenticationVariables.filter((name) => given[name] !== undefined);
  const host = given['HOST'] ?? '';
  return [
    ...(missing.length === 0 || missing.length === tokenVariables.length
      ? []
      : missing.map((name) => `${name} is missing: tokens need ${tokenVariables.join(', ')}`)),
    ...(given['AUTH'] === undefined || known.length === 0
      ? []
      : [`AUTH=none lets anybody in: unset it, or ${known.join(' and ')}`]),
    ...(given['PERSISTED_DOCUMENTS_ONLY'] === 'true' && given['PERSISTED_DOCUMENTS'] === undefined
      ? ['PERSISTED_DOCUMENTS is missing: with PERSISTED_DOCUMENTS_ONLY=true nothing could be run']
      : []),
    ...(/^[\w.:-]+$/.test(host) && !isLoopbackHost(host) && known.length === 0 && given['AUTH'] === undefined
      ? [
          `HOST=${host} is open to other machines, and nothing tells who calls: set AUTH_JWKS (with AUTH_ISSUER and AUTH_AUDIENCE), ` +
            'AUTH_API_KEYS, AUTH_API_KEYS_FILE or TIONE_ROUTER_SECRET, or AUTH=none to let anybody in',
        ]
      : []),
  ];
}
