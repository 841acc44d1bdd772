import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { variables } from '../src/config-variables.ts';
import { loadConfig, type Environment } from '../src/config.ts';
import { problemsOf } from './helpers/config-problems.ts';

const defaults = {
  host: '127.0.0.1',
  port: 4000,
  mode: 'auto',
  defaultRegion: 'ap-guangzhou',
  regions: ['ap-guangzhou'],
  endpoint: new URL('https://tione.tencentcloudapi.com'),
  allowInsecureEndpoint: false,
  timeoutMs: 10_000,
  attemptTimeoutMs: 5_000,
  requestsPerSecond: 20,
  cacheTtlMs: 5_000,
  cacheStaleMs: 60_000,
  cacheMaxBytes: 64 * 1024 * 1024,
  allowNoCache: true,
  redisUrls: [],
  routerSecrets: [],
  access: {
    token: undefined,
    apiKeys: [],
    apiKeysFile: undefined,
    isOpenToAll: false,
    isLocalOnly: true,
    graphiql: true,
    introspection: true,
    inspector: 'on-request',
    metrics: true,
    corsOrigins: [],
    csrfAllowGet: false,
    requestsPerCaller: 0,
    persistedFile: undefined,
    persistedOnly: false,
  },
  scanLimit: 1_000,
  actionRetryMs: 300_000,
  log: { format: 'text', level: 'info' },
} as const;

test('an empty environment gives the documented defaults', () => {
  expect(loadConfig({})).toEqual(defaults);
});

test('an empty variable counts as not set', () => {
  expect(loadConfig(Object.fromEntries(Object.keys(variables).map((name) => [name, ''])))).toEqual(defaults);
});

/** Text that is not shown; what it is, is looked at where it is used. */
const reveals = { reveal: expect.any(Function) as unknown };
const pair = ['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY'];

test('so does a blank one, unless a secret was meant to be there', () => {
  const blank = Object.fromEntries(Object.keys(variables).map((name) => [name, ' \n']));
  const blankPair = pair.map((name) => `${name} is set but blank: give it its value, or unset it`);
  expect(problemsOf(blank)).toEqual(blankPair);
  expect(loadConfig({ ...blank, TENCENTCLOUD_SECRET_ID: '', TENCENTCLOUD_SECRET_KEY: undefined })).toEqual(defaults);
});

test('blanks around a value are cut off', () => {
  expect(loadConfig({ PORT: ' 80\n', TENCENTCLOUD_REGION: 'ap-shanghai\r\n' })).toEqual({
    ...defaults,
    port: 80,
    defaultRegion: 'ap-shanghai',
    regions: ['ap-shanghai'],
  });
});

test.each<{ env: Environment; change: object }>([
  { env: { HOST: '::1' }, change: { host: '::1' } },
  { env: { PORT: '0' }, change: { port: 0 } },
  { env: { PORT: '65535' }, change: { port: 65_535 } },
  { env: { TIONE_MODE: 'auto' }, change: {} },
  { env: { TIONE_MODE: 'live' }, change: { mode: 'live' } },
  { env: { TIONE_MODE: 'emulator' }, change: { mode: 'emulator' } },
  {
    env: { TENCENTCLOUD_REGION: 'ap-shanghai' },
    change: { defaultRegion: 'ap-shanghai', regions: ['ap-shanghai'] },
  },
  {
    env: { TENCENTCLOUD_REGION: 'ap-shanghai-fsi', TIONE_REGIONS: 'ap-guangzhou, ap-shanghai-fsi,ap-guangzhou,,' },
    change: { defaultRegion: 'ap-shanghai-fsi', regions: ['ap-shanghai-fsi', 'ap-guangzhou'] },
  },
  { env: { TIONE_TIMEOUT_MS: '100' }, change: { timeoutMs: 100, attemptTimeoutMs: 50 } },
  { env: { TIONE_CACHE_TTL_MS: '0' }, change: { cacheTtlMs: 0 } },
  {
    env: { TIONE_ROUTER_SECRET: `${'a'.repeat(32)}, ${'b'.repeat(40)}` },
    change: {
      routerSecrets: [reveals, reveals],
      access: { ...defaults.access, isLocalOnly: false, requestsPerCaller: 6_000 },
    },
  },
  { env: { TIONE_SCAN_LIMIT: '100000' }, change: { scanLimit: 100_000 } },
  { env: { TIONE_ACTION_RETRY_MS: '1000' }, change: { actionRetryMs: 1_000 } },
  { env: { LOG_FORMAT: 'json' }, change: { log: { format: 'json', level: 'info' } } },
  { env: { LOG_LEVEL: 'silent' }, change: { log: { format: 'text', level: 'silent' } } },
  { env: { TIONE_ALLOW_INSECURE_ENDPOINT: 'true' }, change: { allowInsecureEndpoint: true } },
  { env: { TIONE_ALLOW_INSECURE_ENDPOINT: 'false' }, change: {} },
])('$env is read as $change', ({ env, change }) => {
  expect(loadConfig(env)).toEqual({ ...defaults, ...change });
});

test('whoever names an endpoint gets it or nothing, unless a mode is named too', () => {
  const env = { TIONE_ENDPOINT: 'https://tione.internal.tencentcloudapi.com' };
  expect(loadConfig(env)).toEqual({ ...defaults, mode: 'live', endpoint: new URL(env.TIONE_ENDPOINT) });
  expect(loadConfig({ ...env, TIONE_MODE: 'auto' }).mode).toBe('auto');
});

test.each(['http://127.0.0.1:9000', 'http://127.9.9.9', 'http://localhost:9000', 'http://[::1]:9000'])(
  '%s is on this machine, and needs no encryption',
  (endpoint) => {
    expect(loadConfig({ TIONE_ENDPOINT: endpoint }).endpoint).toEqual(new URL(endpoint));
  },
);

test.each(['http://tione.example', 'http://127.0.0.1.example', 'http://localhost.example', 'http://10.0.0.1:9000'])(
  '%s would send everything in clear: it is refused unless that is allowed',
  (endpoint) => {
    const env = { TIONE_ENDPOINT: endpoint };
    expect(problemsOf(env)).toEqual([
      expect.stringMatching(/^TIONE_ENDPOINT must be https:\/\/ .* TIONE_ALLOW_INSECURE_ENDPOINT=true /),
    ]);
    expect(problemsOf({ ...env, TIONE_ALLOW_INSECURE_ENDPOINT: 'false' })).toHaveLength(1);
    expect(loadConfig({ ...env, TIONE_ALLOW_INSECURE_ENDPOINT: 'true' }).allowInsecureEndpoint).toBe(true);
  },
);

const manyRegions = (count: number) => Array.from({ length: count }, (_, n) => `ap-region${String(n)}`).join();

test('TIONE_REGIONS may name twenty regions, repetitions apart', () => {
  expect(loadConfig({ TIONE_REGIONS: `${manyRegions(20)},${manyRegions(20)}` }).regions).toHaveLength(21);
});

test.each([
  {
    name: 'HOST',
    value: 'http://127.0.0.1',
    problem: 'HOST must be a host name or an IP address, not "http://127.0.0.1"',
  },
  { name: 'PORT', value: '65536', problem: 'PORT must be a whole number from 0 to 65535, not "65536"' },
  { name: 'PORT', value: '-1', problem: 'PORT must be a whole number from 0 to 65535, not "-1"' },
  { name: 'PORT', value: '4\ne3', problem: 'PORT must be a whole number from 0 to 65535, not "4\\ne3"' },
  { name: 'TIONE_MODE', value: 'Live', problem: 'TIONE_MODE must be auto, live or emulator, not "Live"' },
  { name: 'LOG_FORMAT', value: 'xml', problem: 'LOG_FORMAT must be text or json, not "xml"' },
  {
    name: 'LOG_LEVEL',
    value: 'verbose',
    problem: 'LOG_LEVEL must be debug, info, warn, error or silent, not "verbose"',
  },
  {
    name: 'TENCENTCLOUD_REGION',
    value: 'Guangzhou',
    problem: 'TENCENTCLOUD_REGION must be a region name such as ap-guangzhou, not "Guangzhou"',
  },
  {
    name: 'TIONE_REGIONS',
    value: 'ap-guangzhou;ap-shanghai',
    problem:
      'TIONE_REGIONS must be region names such as ap-guangzhou, separated by commas, not "ap-guangzhou;ap-shanghai"',
  },
  {
    name: 'TIONE_REGIONS',
    value: manyRegions(21),
    problem: 'TIONE_REGIONS must name at most 20 regions',
  },
  {
    name: 'TIONE_ENDPOINT',
    value: 'tione',
    problem: 'TIONE_ENDPOINT must be a URL such as https://tione.tencentcloudapi.com',
  },
  {
    name: 'TIONE_ENDPOINT',
    value: 'tione.example:443',
    problem: 'TIONE_ENDPOINT must start with https:// (got tione.example://)',
  },
  {
    name: 'TIONE_ENDPOINT',
    value: 'https://tione.example/v1',
    problem: 'TIONE_ENDPOINT must be scheme, host and port only, such as https://tione.tencentcloudapi.com',
  },
  {
    name: 'TIONE_ALLOW_INSECURE_ENDPOINT',
    value: 'yes',
    problem: 'TIONE_ALLOW_INSECURE_ENDPOINT must be true or false, not "yes"',
  },
  {
    name: 'TIONE_TIMEOUT_MS',
    value: '10s',
    problem: 'TIONE_TIMEOUT_MS must be a whole number from 100 to 600000 milliseconds, not "10s"',
  },
])('$name=$value is refused with what to do', ({ name, value, problem }) => {
  expect(problemsOf({ [name]: value })).toEqual([problem]);
});

test.each([
  { absent: 'TENCENTCLOUD_SECRET_KEY', present: 'TENCENTCLOUD_SECRET_ID' },
  { absent: 'TENCENTCLOUD_SECRET_ID', present: 'TENCENTCLOUD_SECRET_KEY' },
])('half a key pair names what is missing: $absent', ({ absent, present }) => {
  const problem = `${absent} is missing: ${present} is set, and a key pair needs both`;
  expect(problemsOf({ [present]: 'half-of-a-pair' })).toEqual([problem]);
  expect(problemsOf({ [present]: 'half-of-a-pair', [absent]: '' })).toEqual([problem]);
  expect(problemsOf({ [present]: 'half-of-a-pair', [absent]: 'the-other-half' })).toEqual([]);
  expect(problemsOf({ [present]: 'half-of-a-pair', [absent]: ' ' })).toEqual([
    `${absent} is set but blank: give it its value, or unset it`,
  ]);
});

test('all problems are told at once', () => {
  const problems = problemsOf({
    HOST: 'no host',
    PORT: 'x',
    TIONE_MODE: 'x',
    TENCENTCLOUD_REGION: 'x',
    TIONE_REGIONS: 'x',
    TIONE_ENDPOINT: 'http://tione.example',
    TIONE_ALLOW_INSECURE_ENDPOINT: 'x',
    TIONE_TIMEOUT_MS: 'x',
    TENCENTCLOUD_SECRET_ID: 'half-of-a-pair',
  });
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'HOST',
    'PORT',
    'TIONE_MODE',
    'TENCENTCLOUD_REGION',
    'TIONE_REGIONS',
    'TIONE_ALLOW_INSECURE_ENDPOINT',
    'TIONE_TIMEOUT_MS',
    'TENCENTCLOUD_SECRET_KEY',
    'TIONE_ENDPOINT',
  ]);
});

test('no secret ever is in a message', () => {
  const secret = 'not-to-be-printed';
  const env = {
    PORT: 'x',
    TENCENTCLOUD_SESSION_TOKEN: secret,
    TENCENTCLOUD_TOKEN: secret,
    TIONE_ROUTER_SECRET: secret,
    TIONE_ENDPOINT: `https://someone:${secret}@tione.example`,
  };
  for (const half of pair) {
    const problems = problemsOf({ ...env, [half]: secret });
    expect(problems).toHaveLength(4);
    expect(problems.join('\n')).not.toContain(secret);
  }
  expect(problemsOf({ TIONE_ENDPOINT: `https://someone:${secret}@tione:example` }).join()).not.toContain(secret);
});

test('the table in the README lists exactly these variables, with the same meanings and defaults', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const [, table = ''] = /^\| variable \| meaning \| default \|\n\|[-| ]+\|\n((?:\|.*\|\n)+)/m.exec(readme) ?? [];
  const rows = table.split('\n').flatMap((row) => {
    const [, name = '', meaning, fallback] = /^\| `([A-Z_]+)` \| (.+) \| (.+) \|$/.exec(row) ?? [];
    return row === '' ? [] : [{ name, meaning, fallback }];
  });
  expect(rows).toEqual(Object.entries(variables).map(([name, told]) => ({ name, ...told })));
});
