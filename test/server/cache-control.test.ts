/** `Cache-Control` for gateways that cache: how long a whole answer may be used, and nothing to keep of any other. */
import { expect, it } from 'vitest';
import { signatureHeader, signRouterRequest } from '../../src/server/router-signature.ts';
import { createSystem, type SystemOptions } from '../helpers/system.ts';
import { routerSecret } from '../helpers/secrets.ts';

async function cacheControl(query: string, options: SystemOptions = {}): Promise<string | null> {
  const body = JSON.stringify({ query });
  const [secret = ''] = options.server?.routerSecrets ?? [];
  const response = await createSystem(options).server.fetch(
    new Request('http://127.0.0.1/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [signatureHeader]: signRouterRequest(secret, body, 1_800_000_000),
      },
      body,
    }),
  );
  return response.headers.get('cache-control');
}

const model = '{ trainingModel(id: "m-608587242317024640") { name } }';
const entities =
  '{ _entities(representations: [{ __typename: "TrainingModel", id: "m-608587242317024640" }]) { __typename } }';

it.each([model, entities])(
  'a whole answer may be kept by whoever asked, for as long as it counts as fresh: %s',
  async (query) => {
    expect(await cacheControl(query, { server: { cacheTtlMs: 5_000 } })).toBe('private, max-age=5');
    expect(await cacheControl(query, { server: { cacheTtlMs: 61_999 } })).toBe('private, max-age=61');
  },
);

it('it may be kept behind a router that signs, too', async () => {
  const server = {
    cacheTtlMs: 5_000,
    routerSecrets: [routerSecret],
    now: () => 1_800_000_000_000,
  };
  expect(await cacheControl(model, { server })).toBe('private, max-age=5');
});

it.each([
  ['an error on one field', '{ a: trainingModel(id: "x") { name } b: trainingModel(id: "m-1") { name } }'],
  ['an error on one representation', '{ _entities(representations: [{ __typename: "X" }]) { __typename } }'],
  ['an invalid document', '{ nothing }'],
  ['a document that cannot be parsed', '{'],
])('nothing is to be kept of %s', async (_title, query) => {
  expect(await cacheControl(query, { server: { cacheTtlMs: 5_000 } })).toBe('no-store');
});

it.each([0, 999])('nothing is to be kept when answers are fresh for %i ms', async (cacheTtlMs) => {
  expect(await cacheControl(model, { server: { cacheTtlMs } })).toBe('no-store');
});
