/** Who is shown the calls of TI-ONE, and who is not. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createAuthentication } from '../../src/access/authentication.ts';
import type { InspectorOptions } from '../../src/server/inspector-options.ts';
import { signatureHeader, signRouterRequest } from '../../src/server/router-signature.ts';
import { createSigningKey, nowSeconds, sign, tokensOf } from '../access/issuer.ts';
import { askWith, explainOnly, showCalls, type InspectedAnswer } from '../helpers/inspected.ts';
import { routerSecret } from '../helpers/secrets.ts';
import { createSystem, type SystemOptions } from '../helpers/system.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const scopes = ['tione:read', 'tione:inspect'];
const tags = [{ key: 'team', values: ['red'] }];
const keys = [
  { name: 'plain', sha256: sha256('plain') },
  { name: 'inspector', sha256: sha256('inspector'), scopes },
  { name: 'of a region', sha256: sha256('of a region'), scopes, rights: { regions: ['ap-guangzhou'] } },
  {
    name: 'of all regions',
    sha256: sha256('of all regions'),
    scopes,
    rights: { regions: ['ap-guangzhou', 'ap-shanghai'] },
  },
  { name: 'of a model', sha256: sha256('of a model'), scopes, rights: { models: ['m-608587242317024640'] } },
  { name: 'of a tag', sha256: sha256('of a tag'), scopes, rights: { tags } },
];
const signingKey = await createSigningKey('first');
const authenticate = createAuthentication({ token: tokensOf(signingKey), keys });
const bearer = async (claims: Readonly<Record<string, unknown>>) => ({
  authorization: `Bearer ${await sign(signingKey, claims)}`,
});
const scope = scopes.join(' ');

const read = '{ trainingModel(id: "m-608587242317024640") { name } }';
const field = '{ trainingModelUpstream { calls { action } } trainingModel(id: "m-608587242317024640") { name } }';
const named = { trainingModel: { name: 'test-model' } };

type Headers = Readonly<Record<string, string>>;
interface Caller {
  readonly who: string;
  readonly headers: Headers;
  readonly mode: InspectorOptions['mode'];
  readonly isRouter?: boolean;
  /** Why it is refused; undefined when it is not. */
  readonly refused?: RegExp;
}

const noScope = /scope tione:inspect/;
const restricted = /rights are restricted/;
const both: readonly InspectorOptions['mode'][] = ['on-request', 'always'];
const known: readonly Omit<Caller, 'mode'>[] = [
  { who: 'a key without the scope', headers: { 'x-api-key': 'plain' }, refused: noScope },
  { who: 'a key with the scope', headers: { 'x-api-key': 'inspector' } },
  { who: 'a token without the scope', headers: await bearer({}), refused: noScope },
  { who: 'a token with the scope', headers: await bearer({ scope }) },
  { who: 'a token of a model', headers: await bearer({ scope, tione_models: ['m-1'] }), refused: restricted },
  { who: 'a key of a region', headers: { 'x-api-key': 'of a region' }, refused: restricted },
  { who: 'a key of all regions, by their names', headers: { 'x-api-key': 'of all regions' }, refused: restricted },
  { who: 'a key of a model', headers: { 'x-api-key': 'of a model' }, refused: restricted },
  { who: 'a key of a tag', headers: { 'x-api-key': 'of a tag' }, refused: restricted },
  { who: 'a router for a key with the scope', headers: { 'x-api-key': 'inspector' }, isRouter: true },
  { who: 'a router for a key of a tag', headers: { 'x-api-key': 'of a tag' }, isRouter: true, refused: restricted },
];
const callers: readonly Caller[] = [
  ...known.flatMap((caller) => both.map((mode) => ({ ...caller, mode }))),
  { who: 'a router', headers: {}, isRouter: true, mode: 'on-request', refused: noScope },
  { who: 'a router', headers: {}, isRouter: true, mode: 'always' },
  {
    who: 'a router for a key without the scope',
    headers: { 'x-api-key': 'plain' },
    isRouter: true,
    mode: 'on-request',
    refused: noScope,
  },
  { who: 'a router for a key without the scope', headers: { 'x-api-key': 'plain' }, isRouter: true, mode: 'always' },
];

function create(server: SystemOptions['server']) {
  return createSystem({ emulator: { models: 0 }, server: { now: () => nowSeconds * 1_000, ...server } });
}

function ask(system: ReturnType<typeof create>, query: string, headers: Headers, isRouter = false) {
  const signature = signRouterRequest(routerSecret, JSON.stringify({ query }), nowSeconds);
  return askWith(system, query, { headers: { ...headers, ...(isRouter ? { [signatureHeader]: signature } : {}) } });
}

function expectRefused({ tione, headers, text }: InspectedAnswer, why: RegExp): void {
  expect(tione).toEqual({ refused: expect.stringMatching(why) as unknown });
  expect(text).not.toContain('Describe');
  expect(headers.get('ratelimit')).toBeNull();
}

it.each(callers)('$who, $mode: refused $refused', async ({ headers, mode, isRouter, refused }) => {
  const system = create({ authenticate, routerSecrets: [routerSecret], inspector: { mode } });
  const calls = await ask(system, read, { ...headers, ...showCalls }, isRouter);
  const isSeen = calls.data?.['trainingModel'] !== null;
  expect(calls.errors).toBeUndefined();
  expect(calls.headers.get('cache-control')).toBe('no-store');
  system.calls();
  const explained = await ask(system, read, { ...headers, ...explainOnly }, isRouter);
  // Who asks what it would cost does not want to pay, whether they are told or not.
  expect(explained).toMatchObject({ status: 200 });
  expect(Object.values(explained.data ?? {}).every((value) => value === null)).toBe(true);
  expect(explained.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(refused && ['FORBIDDEN']);
  expect(system.calls()).toEqual([]);
  const inField = await ask(system, field, headers, isRouter);
  const unasked = await ask(system, read, headers, isRouter);
  if (refused !== undefined) {
    expectRefused(calls, refused);
    expectRefused(explained, refused);
    expect(inField.errors).toMatchObject([
      {
        path: ['trainingModelUpstream'],
        message: expect.stringMatching(refused) as unknown,
        extensions: { code: 'FORBIDDEN' },
      },
    ]);
    expect(inField.data).toEqual({ trainingModelUpstream: null, ...(isSeen ? named : { trainingModel: null }) });
    // Nor is it told to who has not asked.
    expect(unasked.text).toBe(JSON.stringify({ data: isSeen ? named : { trainingModel: null } }));
    return;
  }
  expect(calls).toMatchObject({ data: named, tione: { calls: [{ action: 'DescribeTrainingModelVersions' }] } });
  expect(explained.tione.explain).toMatchObject({ totalCalls: 1 });
  expect(inField).toMatchObject({ data: { trainingModelUpstream: { calls: [{}] }, ...named } });
  expect(unasked.tione.calls !== undefined).toBe(mode === 'always');
});

it('without authentication shows them to everybody who asks', async () => {
  const system = create({ inspector: { mode: 'on-request' } });
  expect((await ask(system, read, showCalls)).tione.calls).toHaveLength(1);
  expect((await ask(system, read, {})).text).toBe(JSON.stringify({ data: named }));
});

it('shows them to nobody when it is switched off', async () => {
  for (const server of [{}, { inspector: undefined }]) {
    const system = create(server);
    for (const asked of [showCalls, explainOnly]) expectRefused(await ask(system, read, asked), /switched off/);
    expect(await ask(system, field, {})).toMatchObject({
      data: { trainingModelUpstream: null, ...named },
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  }
});

it.each<[string, Headers]>([
  ['nothing more', {}],
  ['a header for calls', showCalls],
  ['a header that is none', { 'x-tione-inspect': 'yes' }],
])('runs nothing for who may not ask in a field what it would cost, with %s', async (_what, more) => {
  const system = create({ authenticate, inspector: { mode: 'on-request' } });
  const query = `{ trainingModelUpstream(dryRun: true) { explanation { totalCalls } } ${read.slice(1)}`;
  for (const key of ['of a tag', 'plain']) {
    const { data, errors, tione } = await ask(system, query, { 'x-api-key': key, ...more });
    expect(data).toEqual({ trainingModelUpstream: null, trainingModel: null });
    expect(errors).toMatchObject([{ path: ['trainingModelUpstream'], extensions: { code: 'FORBIDDEN' } }]);
    expect(tione.refused === undefined).toBe(Object.keys(more).length === 0);
    expect(system.calls()).toEqual([]);
  }
});

it.each(['', ' ', 'yes', 'calls, explain', 'calls,calls', 'calls;x', '__proto__', 'é', 'x'.repeat(10_000)])(
  'runs an operation whose header is "%s", and says what it must be',
  async (value) => {
    const { data, tione } = await ask(create({ inspector: { mode: 'always' } }), read, { 'x-tione-inspect': value });
    expect(data).toEqual(named);
    expect(tione).toEqual({ refused: 'The header x-tione-inspect must be calls or explain.' });
  },
);

it.each(['calls', 'CALLS', ' Calls '])('takes "%s" for calls', async (value) => {
  const { tione } = await ask(create({ inspector: { mode: 'on-request' } }), read, { 'x-tione-inspect': value });
  expect(tione.calls).toHaveLength(1);
});

it('shows them of a query in a URL too', async () => {
  const { server } = create({ inspector: { mode: 'on-request' } });
  const url = `http://127.0.0.1/graphql?query=${encodeURIComponent(read)}`;
  const response = await server.fetch(new Request(url, { headers: { ...showCalls, 'graphql-preflight': '1' } }));
  expect(await response.json()).toMatchObject({ data: named, extensions: { tione: { calls: [{}] } } });
  expect(response.headers.get('cache-control')).toBe('no-store');
});

it('shows them where introspection is off, and of persisted documents alone', async () => {
  const documents = new Map([[sha256(read), read]]);
  const system = create({
    inspector: { mode: 'on-request' },
    introspection: false,
    persisted: { documents, only: true },
  });
  expect((await ask(system, read, showCalls)).tione.calls).toHaveLength(1);
  const refused = await ask(system, field, showCalls);
  expect(refused).toMatchObject({
    status: 400,
    errors: [{ extensions: { code: 'PERSISTED_DOCUMENTS_ONLY' } }],
    tione: {},
  });
});

it('lets pages of named origins ask for them, and read what is told in headers', async () => {
  const origin = 'https://console.example';
  const system = create({ inspector: { mode: 'on-request' }, corsOrigins: [origin] });
  const preflight = await system.server.fetch(
    new Request('http://127.0.0.1/graphql', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-request-id,x-tione-inspect',
      },
    }),
  );
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toContain('x-tione-inspect');
  const { headers, tione } = await ask(system, read, { ...showCalls, origin });
  expect(tione.calls).toHaveLength(1);
  const exposed = headers.get('access-control-expose-headers')?.split(/, ?/) ?? [];
  expect(exposed).toEqual(expect.arrayContaining(['x-request-id', 'ratelimit', 'ratelimit-policy']));
});
