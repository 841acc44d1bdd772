/** Nothing that a program may print, log or write down shows a secret, however deep it is looked at. */
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { createAuthentication } from '../src/access/authentication.ts';
import { connectAccess } from '../src/cli/access.ts';
import { loadConfig } from '../src/config.ts';
import { connectRedis } from '../src/redis/connect.ts';
import { createServer } from '../src/server/yoga.ts';
import { createTioneClient } from '../src/tione/client.ts';
import { fromEnvironment } from '../src/tione/credentials/from-environment.ts';
import { chain, fromStatic, memoize } from '../src/tione/credentials/provider.ts';
import { createHttpTransport, type Transport } from '../src/tione/transport.ts';
import { secretsIn } from './helpers/leaks.ts';
import { apiKey, keyPair, redisPassword, routerSecret } from './helpers/secrets.ts';

const region = 'ap-guangzhou';
const redisUrl = `redis://user:${redisPassword}@127.0.0.1:1`;
const env = { REDIS_URL: redisUrl, TIONE_ROUTER_SECRET: routerSecret, AUTH_API_KEYS: `ci:${sha256(apiKey)}` };

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function shown(value: unknown): string {
  const text = value instanceof Error ? `${String(value)} ${value.stack ?? ''}` : '';
  return `${inspect(value, { showHidden: true, depth: Infinity, getters: true })} ${JSON.stringify(value)} ${text}`;
}

function clientWith(transport: Transport) {
  return createTioneClient({ endpoint: new URL('http://127.0.0.1:1'), credentials, transport, attempts: 1 });
}

const credentials = memoize(fromStatic(keyPair), { now: Date.now });
const transport = createHttpTransport();
const client = clientWith(transport.send);

const failureOf = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);
const ask = (of = client) => of.call('DescribeTrainingModelVersion', { TrainingModelVersionId: 'mv-v1-1' }, { region });
const answering = (text: string) => clientWith(() => Promise.resolve({ status: 200, text }));
const refusal = { Code: 'AuthFailure', Message: `${keyPair.secretKey} ${keyPair.token}` };

it.each<[string, () => unknown]>([
  ['the configuration', () => loadConfig(env)],
  ['the configuration of a cluster', () => loadConfig({ ...env, REDIS_URL: `${redisUrl},${redisUrl}` })],
  [
    'what is wrong with a configuration',
    () => failureOf(Promise.resolve().then(() => loadConfig({ ...env, PORT: 'x' }))),
  ],
  ['a credential', () => credentials()],
  [
    'a credential of the environment',
    () => fromEnvironment({ TENCENTCLOUD_SECRET_ID: keyPair.secretId, TENCENTCLOUD_SECRET_KEY: keyPair.secretKey })(),
  ],
  ['providers of credentials', () => [credentials, chain(credentials)]],
  ['a client', () => client],
  ['a client that has called', async () => [await failureOf(ask()), client, transport]],
  ['the error of a call that found nobody', () => failureOf(ask())],
  [
    'the error of a call whose refusal repeats the secrets',
    () => failureOf(ask(answering(JSON.stringify({ Response: { Error: refusal } })))),
  ],
  [
    'the error of a call that was answered with the secrets',
    () => failureOf(ask(answering(`<html>${keyPair.secretKey}`))),
  ],
  [
    'the error of a provider that tells',
    () =>
      failureOf(
        ask(
          createTioneClient({
            credentials: () => Promise.reject(new Error(keyPair.secretKey)),
            transport: transport.send,
            attempts: 1,
          }),
        ),
      ),
  ],
  [
    'a server',
    () =>
      createServer({
        client,
        regions: [region],
        routerSecrets: [routerSecret],
        authenticate: createAuthentication({ keys: [{ name: 'ci', sha256: sha256(apiKey) }] }),
      }),
  ],
  [
    'what is wrong with an API key',
    () => failureOf(createAuthentication({ keys: [] })(new Headers({ 'x-api-key': apiKey }))),
  ],
])('%s shows no secret', async (_title, make) => {
  const text = shown(await make());
  expect(secretsIn(text)).toEqual([]);
  expect(text.length).toBeGreaterThan(20);
});

it('Redis shows no secret, while there is none and when it is closed', async () => {
  const messages: string[] = [];
  const redis = await connectRedis({ url: redisUrl, onTrouble: (message) => messages.push(message) });
  const failure = await failureOf(redis.run('key', ['PING']));
  redis.close();
  expect(secretsIn(shown([redis, failure, messages]))).toEqual([]);
  expect(messages).toHaveLength(1);
});

it('what is not shown is there for those who need it', async () => {
  const config = loadConfig(env);
  expect(config.redisUrls.map(({ reveal }) => reveal())).toEqual([redisUrl]);
  expect((await connectAccess(config, () => undefined)).routerSecrets).toEqual([routerSecret]);
});
