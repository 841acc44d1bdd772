/** What may be asked: about the schema, and in which documents. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createAuthentication } from '../../src/access/authentication.ts';
import type { AccessOptions } from '../../src/server/access-options.ts';
import { signatureHeader, signRouterRequest } from '../../src/server/router-signature.ts';
import { createSystem, type GraphQLAnswer } from '../helpers/system.ts';
import { routerSecret as secret } from '../helpers/secrets.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const nowSeconds = 1_800_000_000;
const keys = [
  { name: 'plain', sha256: sha256('plain') },
  { name: 'curious', sha256: sha256('curious'), scopes: ['tione:read', 'tione:introspect'] },
];

type Who = 'router' | 'plain' | 'curious' | 'router for plain';

function createCaller(options: AccessOptions) {
  const access = {
    routerSecrets: [secret],
    authenticate: createAuthentication({ keys }),
    now: () => nowSeconds * 1000,
  };
  const system = createSystem({ server: { ...access, ...options } });
  return async (who: Who, params: object): Promise<GraphQLAnswer<Record<string, unknown>>> => {
    const body = JSON.stringify(params);
    const response = await system.server.fetch(
      new Request('http://127.0.0.1/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(who.startsWith('router') ? { [signatureHeader]: signRouterRequest(secret, body, nowSeconds) } : {}),
          ...(who === 'router' ? {} : { 'x-api-key': who.replace('router for ', '') }),
        },
        body,
      }),
    );
    return (await response.json()) as GraphQLAnswer<Record<string, unknown>>;
  };
}

const codes = ({ errors = [] }: GraphQLAnswer<unknown>): unknown[] =>
  errors.map(({ extensions }) => extensions?.['code']);

const aboutSchema = [
  '{ __schema { queryType { name } } }',
  '{ __type(name: "Query") { name } }',
  '{ _service { sdl } }',
  'query { ...F } fragment F on Query { alias: __schema { queryType { name } } }',
];

it.each(aboutSchema)('with introspection off, tells only routers and those with a scope: %s', async (query) => {
  const ask = createCaller({ introspection: false });
  // Twice, and in turns: what one may see is not remembered for another.
  for (let count = 0; count < 2; count += 1) {
    expect(codes(await ask('plain', { query }))).toEqual(['FORBIDDEN']);
    expect((await ask('plain', { query })).data).toBeUndefined();
    for (const who of ['curious', 'router', 'router for plain'] as const)
      expect(await ask(who, { query })).not.toHaveProperty('errors');
  }
});

it('with introspection off, still tells the type of an object, and resolves entities', async () => {
  const ask = createCaller({ introspection: false });
  const query =
    '{ __typename _entities(representations: [{ __typename: "TrainingModel", id: "m-1" }]) { __typename } }';
  expect(await ask('plain', { query })).toEqual({ data: { __typename: 'Query', _entities: [null] } });
});

it.each([
  ['{ trainingModl(id: "m-1") { id } }', 'trainingModel'],
  ['{ trainingModel(idd: "m-1") { id } }', '"id"'],
  ['{ trainingModel(id: "m-1") }', '{ ... }'],
  ['query ($x: TrainingModelFilte) { __typename }', 'TrainingModelFilter'],
  ['{ trainingModels(orderBy: { field: CREATED_A }) { totalCount } }', 'CREATED_AT'],
])('with introspection off, an error names nothing of the schema that was not asked: %s', async (query, name) => {
  const [plain, open] = await Promise.all(
    [false, true].map((introspection) => createCaller({ introspection })('plain', { query })),
  );
  const text = (answer: typeof plain) => answer?.errors?.map(({ message }) => message).join('\n') ?? '';
  expect(text(open)).toContain('Did you mean');
  expect(text(open)).toContain(name);
  expect(text(plain)).not.toBe('');
  expect(text(plain)).not.toContain('Did you mean');
});

it('with introspection off, an error of a variable suggests nothing either', async () => {
  const params = {
    query: 'query ($o: TrainingModelOrder) { trainingModels(orderBy: $o) { totalCount } }',
    variables: { o: { field: 'CREATED_A', direction: 'ASC' } },
  };
  expect((await createCaller({})('plain', params)).errors?.[0]?.message).toContain('Did you mean');
  const [error] = (await createCaller({ introspection: false })('plain', params)).errors ?? [];
  expect(error?.message).toMatch(/does not exist in "TrainingModelOrderField" enum\.$/);
});

const listed = 'query Listed($id: ID!) { trainingModel(id: $id) { name } }';
const documents = new Map([[sha256(listed), listed]]);
const variables = { id: 'm-608587242317024640' };
const named = { data: { trainingModel: { name: 'test-model' } } };
const persistedQuery = (sha256Hash: unknown) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

it.each<[string, object]>([
  ['extensions.persistedQuery', persistedQuery(sha256(listed))],
  ['documentId', { documentId: sha256(listed) }],
  ['documentId with the algorithm', { documentId: `sha256:${sha256(listed)}` }],
  ['its text', { query: listed }],
  ['its text and hash', { query: listed, ...persistedQuery(sha256(listed)) }],
])('runs a persisted document by %s', async (_title, params) => {
  for (const only of [false, true])
    expect(await createCaller({ persisted: { documents, only } })('plain', { ...params, variables })).toEqual(named);
});

it.each<[object, string]>([
  [persistedQuery(sha256('other')), 'PERSISTED_QUERY_NOT_FOUND'],
  [persistedQuery('__proto__'), 'PERSISTED_QUERY_NOT_FOUND'],
  [{ documentId: 'x' }, 'PERSISTED_QUERY_NOT_FOUND'],
  [persistedQuery(7), 'BAD_REQUEST'],
  [{ extensions: { persistedQuery: null } }, 'BAD_REQUEST'],
  [{ documentId: 7 }, 'BAD_REQUEST'],
  [{}, 'BAD_REQUEST'],
  [{ query: 7 }, 'BAD_REQUEST'],
])('finds no document by %j', async (params, code) => {
  for (const only of [false, true])
    expect(codes(await createCaller({ persisted: { documents, only } })('plain', params))).toEqual([code]);
});

it('runs other documents too, unless only persisted ones are wanted; routers make theirs up', async () => {
  const query = '{ __typename }';
  const answered = { data: { __typename: 'Query' } };
  expect(await createCaller({ persisted: { documents } })('plain', { query })).toEqual(answered);
  const ask = createCaller({ persisted: { documents, only: true } });
  for (const params of [{ query }, { query, ...persistedQuery(sha256(listed)) }, { query, documentId: sha256(listed) }])
    expect(codes(await ask('plain', params))).toEqual(['PERSISTED_DOCUMENTS_ONLY']);
  expect(await ask('router', { query })).toEqual(answered);
  expect(await ask('router for plain', { query })).toEqual(answered);
});

it('knows no documentId where no documents are persisted', async () => {
  expect(codes(await createCaller({})('plain', { query: '{ __typename }', documentId: 'x' }))).toEqual(['BAD_REQUEST']);
});
