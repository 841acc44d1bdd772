import { accessVariables, type VariableText } from './config-access-variables.ts';

/**
 * What each variable is, for people: one row of the README's table each. Those without a rule in the configuration belong to
 * the credential chain, which reads them itself: their values never come near an error message.
 */
export const variables: Readonly<Record<string, VariableText>> = {
  HOST: { meaning: 'address to listen on', fallback: '127.0.0.1' },
  PORT: { meaning: 'port to listen on; 0 takes a free one', fallback: '4000' },
  TIONE_MODE: {
    meaning:
      '`auto`: TI-ONE when a credential is found, otherwise the embedded emulator; `live`: TI-ONE or nothing; `emulator`: always the emulator',
    fallback: '`auto`; `live` when `TIONE_ENDPOINT` is set',
  },
  TENCENTCLOUD_SECRET_ID: { meaning: 'static key pair, its id', fallback: '–' },
  TENCENTCLOUD_SECRET_KEY: { meaning: 'static key pair, its key', fallback: '–' },
  TENCENTCLOUD_SESSION_TOKEN: { meaning: 'token of temporary keys', fallback: '–' },
  TENCENTCLOUD_TOKEN: { meaning: 'the same under its other name; `TENCENTCLOUD_SESSION_TOKEN` wins', fallback: '–' },
  TENCENTCLOUD_CREDENTIALS_FILE: {
    meaning:
      'profile file to read instead of `~/.tencentcloud/credentials` and `/etc/tencentcloud/credentials`; it must exist',
    fallback: '–',
  },
  TKE_REGION: { meaning: 'region of the token service, for the OIDC role of a TKE pod', fallback: '–' },
  TKE_PROVIDER_ID: { meaning: 'identity provider of the TKE cluster', fallback: '–' },
  TKE_WEB_IDENTITY_TOKEN_FILE: { meaning: 'file with the identity token of the TKE pod', fallback: '–' },
  TKE_ROLE_ARN: { meaning: 'role that the TKE pod takes', fallback: '–' },
  TENCENTCLOUD_REGION: {
    meaning: 'default region, such as `ap-shanghai` or, of a financial zone, `ap-shanghai-fsi`',
    fallback: 'ap-guangzhou',
  },
  TIONE_REGIONS: {
    meaning: 'regions that may be read, at most 20, comma-separated; the default region is always one',
    fallback: 'the default region',
  },
  TIONE_ENDPOINT: {
    meaning: 'base URL of the upstream (scheme, host, port)',
    fallback: 'https://tione.tencentcloudapi.com',
  },
  TIONE_ALLOW_INSECURE_ENDPOINT: {
    meaning: '`true` allows an `http://` endpoint on another machine, where everything travels in clear',
    fallback: 'false',
  },
  TIONE_TIMEOUT_MS: { meaning: "deadline of one GraphQL request's upstream work, in milliseconds", fallback: '10000' },
  TIONE_ATTEMPT_TIMEOUT_MS: {
    meaning: 'how long one attempt to call TI-ONE may take, in milliseconds; then there is another, while time is left',
    fallback: 'half of `TIONE_TIMEOUT_MS`',
  },
  TIONE_RATE_LIMIT: {
    meaning: 'requests per second for each action of TI-ONE, over all replicas that share a `REDIS_URL`',
    fallback: '20',
  },
  TIONE_CACHE_TTL_MS: {
    meaning:
      'how long what was read counts as fresh, in milliseconds, here and, as `Cache-Control` in whole seconds, for gateways; 0 keeps nothing',
    fallback: '5000',
  },
  TIONE_CACHE_STALE_MS: {
    meaning: 'how much longer it may be served, marked as stale, while TI-ONE cannot be read, in milliseconds',
    fallback: '60000',
  },
  TIONE_CACHE_MAX_MB: { meaning: 'memory for what was read, in megabytes', fallback: '64' },
  TIONE_ALLOW_NO_CACHE: {
    meaning: '`false` ignores `Cache-Control: no-cache` on requests, with which clients have everything read anew',
    fallback: 'true',
  },
  REDIS_URL: {
    meaning:
      'Redis or Valkey with which replicas share the rate limit and the cache: `redis://` or, over TLS, `rediss://`; of a cluster, one or several URLs, separated by commas',
    fallback: '–',
  },
  TIONE_ROUTER_SECRET: {
    meaning:
      'secret with which a router signs its requests, at least 32 characters; several, separated by commas, while it is changed. Then nothing else is answered, unless tokens or API keys are accepted too',
    fallback: '–',
  },
  TIONE_SCAN_LIMIT: {
    meaning: 'models that one list may look at, for a filter or a count that TI-ONE cannot do alone; 100 for each call',
    fallback: '1000',
  },
  TIONE_ACTION_RETRY_MS: {
    meaning:
      'how long it is remembered that TI-ONE does not offer `DescribeTrainingModels`, in milliseconds; then it is tried again',
    fallback: '300000',
  },
  LOG_FORMAT: {
    meaning:
      '`text`: lines for people; `json`: one JSON object a line, all on standard output ([docs/operations.md](docs/operations.md#logs))',
    fallback: 'text',
  },
  LOG_LEVEL: {
    meaning: 'least severity of what is logged: `debug`, `info`, `warn`, `error`, or `silent` for nothing at all',
    fallback: 'info',
  },
  ...accessVariables,
};
