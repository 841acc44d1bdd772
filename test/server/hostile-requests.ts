/** What is no request of GraphQL over HTTP, though its sender may call. */
import { apiKey, asks, json, persisted, sha256, times, type Hostile } from './hostile.ts';

const typename = asks('{ __typename }');
const nested = (count: number): string => `${'['.repeat(count)}${']'.repeat(count)}`;
const bad = { status: 400, code: 'BAD_REQUEST' };
const documents = new Map([[sha256(persisted), persisted]]);
const only = { persisted: { documents, only: true } };
const withKey = (headers: Readonly<Record<string, string>>) => ({ 'x-api-key': apiKey, ...headers });
const token = { authorization: 'Bearer x' };

const bodies: readonly (readonly [string, string | Uint8Array<ArrayBuffer>])[] = [
  ['no body', ''],
  ['half a body', '{"query":'],
  ['100,000 brackets', '['.repeat(100_000)],
  ['100,000 brackets that close', nested(100_000)],
  ['40,000 objects', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`],
  ['bytes that are no UTF-8', new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0xff, 0x22, 0x7d])],
  ['a byte order mark of UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])],
  ['a batch', `[${typename},${typename}]`],
  ['a query in __proto__', `{"__proto__":${typename}}`],
  ['a constructor', '{"query":"{ __typename }","constructor":{"prototype":{}}}'],
  ['a toString', '{"query":"{ __typename }","toString":1}'],
  ['a second query that is none', '{"query":"{ __typename }","query":7}'],
  ['variables that are a list', '{"query":"{ __typename }","variables":[]}'],
  ['an operationName that cannot be text', '{"query":"{ __typename }","operationName":{"toString":1}}'],
  ['NaN', '{"query":"{ __typename }","variables":{"a":NaN}}'],
];

const types = [
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'text/plain; application/json',
  'application/graphql',
  'application/json-seq',
];

export const requests: readonly Hostile[] = [
  ...bodies.map(([title, body]) => ({ title, body, ...bad })),
  ...types.map((type) => ({
    title: `a form of ${type}`,
    headers: withKey({ 'content-type': type, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }),
    body: typename,
    status: 415,
    code: 'BAD_REQUEST',
  })),
  ...['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY'].map((method) => ({
    title: `the method ${method}`,
    method,
    status: 405,
    code: 'BAD_REQUEST',
  })),
  ...['/GRAPHQL', '/%67raphql', '//graphql', '/graphql%2f', '/graphql%00', '/graphql/../x'].map((path) => ({
    title: `the path ${path}`,
    path,
    body: typename,
    status: 404,
    code: undefined,
    says: /^Nothing is here\. GraphQL is at \/graphql\n$/,
  })),
  ...['cross-site', 'same-site', 'x'].map((site) => ({
    title: `a link of a page that is ${site}`,
    method: 'GET',
    path: '/graphql?query={__typename}',
    // As a page may send it to a server that knows nobody: no credential comes along by itself.
    headers: { 'sec-fetch-site': site },
    server: { authenticate: undefined, routerSecrets: [] },
    status: 403,
    code: 'BAD_REQUEST',
  })),
  { title: 'a mutation in a URL', method: 'GET', path: '/graphql?query=mutation{x}', status: 405, code: 'BAD_REQUEST' },
  {
    title: 'a document that is not there',
    body: '{"extensions":{"persistedQuery":{"version":1}}}',
    status: 200,
    code: 'BAD_REQUEST',
  },
  {
    title: 'a body of one byte too many',
    body: ' '.repeat(256 * 1024 + 1),
    status: 413,
    code: 'REQUEST_ENTITY_TOO_LARGE',
  },
  { title: 'a body of 10 MB', body: ' '.repeat(10_000_000), status: 413, code: 'REQUEST_ENTITY_TOO_LARGE' },
  { title: 'a body of just as much', body: typename.padEnd(256 * 1024), status: 200, code: undefined },
  {
    title: '100,000 brackets in extensions',
    body: `{"query":"{ __typename }","extensions":{"a":${nested(100_000)}}}`,
    status: 200,
    code: undefined,
  },
  {
    title: 'an answer as an event stream',
    headers: withKey({ ...json, accept: 'text/event-stream' }),
    body: typename,
    status: 406,
    code: undefined,
  },
  {
    title: 'a token that nobody knows, beside a form',
    headers: { ...token, 'content-type': 'text/plain' },
    body: typename,
    status: 401,
    code: 'UNAUTHENTICATED',
  },
  {
    title: 'an operation that is not there',
    body: asks('query A { __typename }', {}, { operationName: '__proto__' }),
    status: 400,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  {
    title: 'an operationName with a header in it',
    body: asks('query A { __typename }', {}, { operationName: 'A\r\nX-Evil: 1' }),
    status: 400,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  {
    title: 'an operationName of 200 kB',
    body: asks('query A { __typename }', {}, { operationName: 'A'.repeat(200_000) }),
    status: 400,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  {
    title: 'operations to choose from, and no choice',
    body: asks(times(50, (i) => `query Q${String(i)} { __typename }`)),
    status: 400,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  {
    title: 'another document where some are persisted',
    server: only,
    body: typename,
    status: 400,
    code: 'PERSISTED_DOCUMENTS_ONLY',
  },
  {
    title: 'another document with the hash of a persisted one',
    server: only,
    body: asks('{ __typename }', {}, { documentId: sha256(persisted) }),
    status: 400,
    code: 'PERSISTED_DOCUMENTS_ONLY',
  },
  {
    title: 'a persisted document and a blank more',
    server: only,
    body: asks(`${persisted} `),
    status: 400,
    code: 'PERSISTED_DOCUMENTS_ONLY',
  },
  {
    title: 'a document by the hash __proto__',
    server: only,
    body: JSON.stringify({ documentId: '__proto__' }),
    status: 400,
    code: 'PERSISTED_QUERY_NOT_FOUND',
  },
];
