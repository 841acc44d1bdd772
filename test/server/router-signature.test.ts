/** With a router secret, nothing at the GraphQL endpoint is answered that no router has signed. */
import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { maxSkewSeconds, signatureHeader, signRouterRequest } from '../../src/server/router-signature.ts';
import { createSystem } from '../helpers/system.ts';
import { routerSecret as secret } from '../helpers/secrets.ts';

const nextSecret = 'another-secret-that-is-about-to-come';
const nowSeconds = 1_800_000_000;

const bodyOf = (query: string): string => JSON.stringify({ query });
const body = bodyOf('{ __typename }');

function systemWithSecrets(...routerSecrets: readonly string[]) {
  return createSystem({ server: { routerSecrets, now: () => nowSeconds * 1000 + 999 } });
}

interface Sent {
  readonly body?: string;
  readonly signature?: string | undefined;
  readonly method?: string;
  readonly path?: string;
  readonly accept?: string;
}

async function send({ server }: ReturnType<typeof createSystem>, sent: Sent) {
  const { method = 'POST', path = '/graphql', signature, accept = 'application/json' } = sent;
  return server.fetch(
    new Request(`http://127.0.0.1${path}`, {
      method,
      headers: {
        accept,
        'content-type': 'application/json',
        ...(signature === undefined ? {} : { [signatureHeader]: signature }),
      },
      body: method === 'POST' ? (sent.body ?? body) : null,
    }),
  );
}

const signed = (text: string, key = secret, at = nowSeconds): string => signRouterRequest(key, text, at);

it('signs with HMAC-SHA256 over time and body, as any language can', () => {
  const hmac = createHmac('sha256', secret)
    .update(`${String(nowSeconds)}\n${body}`)
    .digest('hex');
  expect(signRouterRequest(secret, body, nowSeconds)).toBe(`${String(nowSeconds)}:${hmac}`);
});

it.each([
  ['a query', '{ trainingModel(id: "m-608587242317024640") { name } }'],
  ['_service', '{ _service { sdl } }'],
  ['_entities', '{ _entities(representations: [{ __typename: "TrainingModel", id: "m-1" }]) { __typename } }'],
  ['introspection', '{ __schema { queryType { name } } }'],
])('answers a signed request, and no unsigned one: %s', async (_title, query) => {
  const system = systemWithSecrets(secret);
  const text = bodyOf(query);
  const answer = await send(system, { body: text, signature: signed(text) });
  expect(answer.status).toBe(200);
  expect(await answer.json()).not.toHaveProperty('errors');
  system.calls();
  const refused = await send(system, { body: text });
  expect(refused.status).toBe(401);
  expect(refused.headers.get('www-authenticate')).toBe('TIONE-HMAC-SHA256');
  expect(await refused.json()).toEqual({
    errors: [{ message: expect.stringContaining('is missing') as unknown, extensions: { code: 'UNAUTHENTICATED' } }],
  });
  expect(system.calls()).toEqual([]);
});

it.each<[string, Sent, string]>([
  ['another body', { signature: signed(`${body} `) }, 'does not belong to this body'],
  ['another secret', { signature: signed(body, nextSecret) }, 'does not belong to this body'],
  ['another time', { signature: signed(body).replace(/^\d+/, String(nowSeconds - 1)) }, 'does not belong to this body'],
  ['an old time', { signature: signed(body, secret, nowSeconds - maxSkewSeconds - 1) }, 'is not of the last'],
  ['a time to come', { signature: signed(body, secret, nowSeconds + maxSkewSeconds + 1) }, 'is not of the last'],
  ['no time', { signature: signed(body).replace(/^\d+:/, '') }, 'must be TIMESTAMP:SIGNATURE'],
  [
    'upper case',
    {
      signature: signed(body)
        .toUpperCase()
        .replace(/[0-9]$/, 'A'),
    },
    'must be TIMESTAMP:SIGNATURE',
  ],
  ['a cut signature', { signature: signed(body).slice(0, -2) }, 'must be TIMESTAMP:SIGNATURE'],
  ['an empty header', { signature: '' }, 'must be TIMESTAMP:SIGNATURE'],
  ['GET', { method: 'GET', path: '/graphql?query={__typename}', signature: signed('') }, 'sent with POST'],
  ['a broken body', { body: '{', signature: undefined }, 'is missing'],
])('refuses %s with 401 before anything is parsed', async (_title, sent, message) => {
  const answer = await send(systemWithSecrets(secret), sent);
  expect(answer.status).toBe(401);
  const { errors } = (await answer.json()) as { errors: readonly { message: string }[] };
  expect(errors[0]?.message).toContain(message);
});

it.each([-maxSkewSeconds, 0, maxSkewSeconds])('takes a clock that differs by %i s', async (skew) => {
  const answer = await send(systemWithSecrets(secret), { signature: signed(body, secret, nowSeconds + skew) });
  expect(answer.status).toBe(200);
});

it('takes either secret while it is changed', async () => {
  const system = systemWithSecrets(secret, nextSecret);
  for (const key of [secret, nextSecret])
    expect((await send(system, { signature: signed(body, key) })).status).toBe(200);
});

it.each([
  '/graphql/',
  '/graphql//',
  '//graphql',
  '/%67raphql',
  '/GraphQL',
  '/x/graphql',
  '/graphql/x',
  '/',
  '/health/../graphql',
])('lets nothing unsigned in by another spelling of the path: %s', async (path) => {
  const system = systemWithSecrets(secret);
  for (const sent of [{}, { method: 'GET', accept: 'text/html' }, { method: 'GET' }])
    expect((await send(system, { path, ...sent })).status).toBe(401);
  expect(system.calls()).toEqual([]);
});

it('leaves health checks alone', async () => {
  const system = systemWithSecrets(secret);
  for (const path of ['/health/live', '/health/ready'])
    expect((await send(system, { method: 'GET', path })).status).toBe(200);
});

it('keeps the limit of the body', async () => {
  const large = bodyOf(`{ __typename } #${'x'.repeat(300_000)}`);
  expect((await send(systemWithSecrets(secret), { body: large, signature: signed(large) })).status).toBe(413);
});
