/** What may be sent, and what is said of the rest: never an internal error, never a line in the log. */
import { expect, it } from 'vitest';
import type { HiddenError } from '../../src/server/error-mapping.ts';
import { createServer } from '../../src/server/yoga.ts';
import { createSystem } from '../helpers/system.ts';

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

async function send({ path = '/graphql', method = 'POST', headers = {}, body }: Sent) {
  const hidden: HiddenError[] = [];
  const { server } = createSystem({ server: { onHidden: (error) => void hidden.push(error) } });
  const request = new Request(`http://127.0.0.1${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  const response = await server.fetch(request);
  const text = await response.text();
  expect(hidden).toEqual([]);
  return { status: response.status, type: response.headers.get('content-type'), text, headers: response.headers };
}

const json = { 'content-type': 'application/json' };
const typename = '"query":"{__typename}"';
const bytes = new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]);

it.each<[string | Uint8Array<ArrayBuffer>, RegExp]>([
  ['', /invalid JSON/],
  ['{', /invalid JSON/],
  [bytes, /invalid JSON/],
  ['null', /received null/],
  ['7', /received number/],
  ['"text"', /received string/],
  ['[]', /Batching is not supported/],
  [`[{${typename}}]`, /Batching is not supported/],
  ['{"query":7}', /"query\\" param to be a string/],
  ['{"query":{"toString":1}}', /"query\\" param to be a string/],
  [`{${typename},"variables":"text"}`, /"variables\\" param/],
  [`{${typename},"variables":[]}`, /"variables\\" param/],
  [`{${typename},"extensions":7}`, /"extensions\\" param/],
  [`{${typename},"operationName":7}`, /"operationName\\" must be a string/],
  [`{${typename},"operationName":{"toString":1}}`, /"operationName\\" must be a string/],
  [`{${typename},"other":1}`, /Unexpected parameter/],
])('the body %j is a bad request', async (body, message) => {
  const { status, text } = await send({ headers: json, body });
  expect(text).toMatch(/"code":"BAD_REQUEST"/);
  expect(text).toMatch(message);
  expect(status).toBe(400);
});

it.each(['['.repeat(100_000), `{"query":"${'a'.repeat(10_000)}`, 'secret'])(
  'a body that is no JSON is not repeated in the answer',
  async (body) => {
    expect((await send({ headers: json, body })).text).toBe(
      '{"errors":[{"message":"POST body sent invalid JSON.","extensions":{"code":"BAD_REQUEST"}}]}',
    );
  },
);

it.each([
  ['variables={', /must be JSON objects/],
  ['variables=text', /must be JSON objects/],
  ['extensions=text', /must be JSON objects/],
  ['variables=[]', /"variables\\" param/],
  ['extensions=7', /"extensions\\" param/],
])('%s in a URL is a bad request', async (parameter, message) => {
  const { status, text } = await send({
    method: 'GET',
    path: `/graphql?query={__typename}&${parameter}`,
    headers: { 'apollo-require-preflight': 'true' },
  });
  expect(text).toMatch(/"code":"BAD_REQUEST"/);
  expect(text).toMatch(message);
  expect(status).toBe(400);
});

it.each(['{', '{"query":"{"}', '{"query":"query A{__typename} query B{__typename}"}', '{"query":"mutation{x}"}'])(
  'the body %j is no internal error',
  async (body) => {
    expect((await send({ headers: json, body })).text).toMatch(
      /"code":"(BAD_REQUEST|GRAPHQL_PARSE_FAILED|OPERATION_RESOLUTION_FAILURE|BAD_USER_INPUT)"/,
    );
  },
);

it.each([
  'application/x-www-form-urlencoded',
  'application/graphql',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'text/plain',
  'text/plain, application/json',
  'application/jsonp',
  ';',
])('a POST of %s is refused with the content type to use', async (type) => {
  const { status, text } = await send({ headers: { 'content-type': type }, body: `{${typename}}` });
  expect({ status, answer: JSON.parse(text) as unknown }).toEqual({
    status: 415,
    answer: {
      errors: [
        {
          message: 'POST needs the header "content-type: application/json", and a JSON body.',
          extensions: { code: 'BAD_REQUEST' },
        },
      ],
    },
  });
});

it('a POST without a content type is refused in the same way', async () => {
  const { status, text } = await send({ body: new TextEncoder().encode(`{${typename}}`) });
  expect(status).toBe(415);
  expect(text).toMatch(/content-type: application\/json/);
});

it.each(['text/event-stream', 'multipart/mixed', 'text/html', 'image/*', 'application/json;q=0'])(
  'an answer as %s is refused before execution, with the types there are',
  async (accept) => {
    const { status, text } = await send({ headers: { ...json, accept }, body: `{${typename}}` });
    expect(status).toBe(406);
    expect(text).toBe(
      'Answers are application/graphql-response+json or application/json: the header "accept" must allow one of them.\n',
    );
  },
);

it.each(['', '*/*', 'application/*', 'text/event-stream, application/json', 'text/html, */*;q=0.8'])(
  'the header "accept: %s" is answered in JSON',
  async (accept) => {
    const { status, type } = await send({ headers: { ...json, accept }, body: `{${typename}}` });
    expect({ status, type }).toEqual({ status: 200, type: 'application/json; charset=utf-8' });
  },
);

it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is refused with the methods there are', async (method) => {
  const { status, text, headers } = await send({ method });
  expect(status).toBe(405);
  expect(headers.get('allow')).toBe('GET, POST');
  expect(text).toMatch(/GraphQL only supports GET and POST/);
});

it.each(['/', '/graph', '/elsewhere/graphql', '/elsewhere?/graphql'])('%s says where GraphQL is', async (path) => {
  const { status, type, text } = await send({ method: 'GET', path, headers: { accept: 'text/html' } });
  expect({ status, type, text }).toEqual({
    status: 404,
    type: 'text/plain',
    text: 'Nothing is here. GraphQL is at /graphql\n',
  });
});

it.each<Sent>([
  { headers: json, body: '{' },
  { method: 'GET', path: '/elsewhere' },
  { method: 'GET', path: '/health/ready' },
  { headers: { 'content-type': 'text/plain' }, body: '' },
])(
  'every answer but a whole one forbids to keep it, and all forbid to guess their type, to name them elsewhere and to show them in a frame (%j)',
  async (sent) => {
    const { headers } = await send(sent);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  },
);

it('a mistake of our own code is masked, and told to the operator with its place', async () => {
  const mistake = new TypeError('undefined is not a model');
  const hidden: HiddenError[] = [];
  const server = createServer({
    client: {
      call: () => Promise.reject(mistake),
      offers: () => true,
      waitMs: () => 0,
      budget: () => [],
      status: () => ({
        breaker: 'closed',
        upstream: 'unknown',
        credential: { wasAccepted: false, refusal: undefined },
        capabilities: [],
      }),
      identity: () => Promise.resolve('somebody'),
      knownIdentity: () => undefined,
    },
    regions: ['ap-guangzhou'],
    onHidden: (error) => void hidden.push(error),
  });
  const body = JSON.stringify({ query: '{ mine: trainingModel(id: "m-1") { id name } }' });
  const request = new Request('http://127.0.0.1/graphql', { method: 'POST', headers: json, body });
  const answer: unknown = await (await server.fetch(request)).json();
  const correlationId = hidden[0]?.correlationId;
  expect(correlationId).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer).toMatchObject({
    errors: [
      { message: 'Unexpected error.', path: ['mine'], extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId } },
    ],
  });
  expect(hidden).toEqual([{ error: mistake, path: 'mine', requestId: undefined, correlationId }]);
});
