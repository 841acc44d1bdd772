/** Generated requests: one for each number, the same whenever it is asked for. */
import type { GraphQLSchema } from 'graphql';
import { signatureHeader, signRouterRequest } from '../../src/server/router-signature.ts';
import { createDice, type Dice } from './dice.ts';
import { mutated, operationOf } from './fuzz-documents.ts';
import { anyJson, type Known } from './fuzz-values.ts';
import { apiKey, routerSecret } from './secrets.ts';

export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Characters up to U+00FF stand for bytes where it is not text. */
  readonly body: string | undefined;
}

export interface FuzzOptions {
  readonly schema: GraphQLSchema;
  readonly known: Known;
  /** Bearer tokens, good and bad. */
  readonly tokens: readonly [string, ...string[]];
  /** For signatures. */
  readonly nowSeconds: number;
}

const methods = ['PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'QUERY'] as const;
const paths = [
  '/',
  '/graphql/',
  '/graphql//',
  '/GRAPHQL',
  '/health/live',
  '/health/ready',
  '/health',
  '/metrics',
  '/graphql%2f',
  '/graphql/../health/live',
  '/%00',
  '/..%2f..%2fetc/passwd',
  '/favicon.ico',
  '/__proto__',
] as const;
const contentTypes = [
  'application/json; charset=utf-8',
  'application/graphql+json',
  'application/graphql',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/json;charset=utf-16',
  ';',
  '',
] as const;
const accepts = [
  '*/*',
  'application/json',
  'application/graphql-response+json',
  'text/html',
  'text/event-stream',
  'multipart/mixed',
  'application/json;q=0',
  ',;=',
  '',
] as const;
const cacheControls = ['no-cache', 'no-store', 'max-age=0', 'only-if-cached', 'no-cache="'] as const;
const others: readonly (readonly [string, string])[] = [
  ['origin', 'https://elsewhere.example'],
  ['x-tione-inspect', 'calls'],
  ['x-tione-inspect', 'explain'],
  ['x-tione-inspect', 'calls, explain'],
  ['x-request-id', 'an id of two words'],
  ['x-request-id', 'fuzz-1'],
  ['origin', 'null'],
  ['apollo-require-preflight', '1'],
  ['sec-fetch-site', 'same-origin'],
  ['x-forwarded-for', '127.0.0.1, ::1'],
  ['traceparent', '00-zz'],
  ['content-encoding', 'gzip'],
  ['access-control-request-method', 'POST'],
  ['if-none-match', '*'],
  ['accept-encoding', 'gzip;q=zz'],
  ['range', 'bytes=0-'],
  ['cookie', '__proto__=1'],
];

/** The request of this number. */
export function fuzzRequest(number: number, options: FuzzOptions): FuzzRequest {
  const dice = createDice(number);
  const parameters = parametersOf(dice, options);
  const headers: Record<string, string> = {};
  const isGet = dice.chance(0.2);
  const method = dice.chance(0.02) ? dice.pick(methods) : isGet ? 'GET' : 'POST';
  const body =
    method === 'POST' || method === 'PUT' || method === 'PATCH' ? bodyOf(parameters, dice, options) : undefined;
  if (body !== undefined) headers['content-type'] = dice.chance(0.95) ? 'application/json' : dice.pick(contentTypes);
  if (isGet && dice.chance(0.8)) headers['apollo-require-preflight'] = 'true';
  if (dice.chance(0.3)) headers['accept'] = dice.chance(0.8) ? 'application/json' : dice.pick(accepts);
  if (dice.chance(0.1)) headers['cache-control'] = dice.pick(cacheControls);
  for (const [name, value] of dice.chance(0.1) ? dice.some(others, 3) : []) headers[name] = value;
  Object.assign(headers, credentialOf(dice, body ?? '', options));
  const path = dice.chance(0.05) ? dice.pick(paths) : '/graphql';
  return { method, headers, body, path: isGet ? `${path}?${queryOf(parameters, dice)}` : path };
}

function parametersOf(dice: Dice, { schema, known }: FuzzOptions): Readonly<Record<string, unknown>> {
  const { query, variables } = operationOf(schema, dice, known);
  return {
    query: dice.chance(0.03) ? anyJson(dice, known) : dice.chance(0.12) ? mutated(query, dice) : query,
    variables,
    ...(dice.chance(0.05) ? { operationName: dice.chance(0.5) ? 'Fuzz' : anyJson(dice, known) } : {}),
    ...(dice.chance(0.05) ? { extensions: anyJson(dice, known) } : {}),
    ...(dice.chance(0.02) ? { extensions: { persistedQuery: { version: 1, sha256Hash: anyJson(dice, known) } } } : {}),
    ...(dice.chance(0.01) ? { documentId: anyJson(dice, known) } : {}),
  };
}

function bodyOf(parameters: Readonly<Record<string, unknown>>, dice: Dice, { known }: FuzzOptions): string {
  if (dice.chance(0.02)) return JSON.stringify(dice.chance(0.5) ? [parameters] : anyJson(dice, known));
  const text = JSON.stringify(parameters);
  return dice.chance(0.1) ? mutated(text, dice) : text;
}

function queryOf({ query, variables, ...rest }: Readonly<Record<string, unknown>>, dice: Dice): string {
  const all = { query, variables: JSON.stringify(variables), ...rest };
  const pairs = Object.entries(all).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const text = new URLSearchParams(pairs).toString();
  // Such as a URL may hold, so that both ways of sending take it.
  return dice.chance(0.1) ? mutated(text, dice).replaceAll(/[^!-~]|#/g, '%') : text;
}

function credentialOf(dice: Dice, body: string, { tokens, nowSeconds }: FuzzOptions): Readonly<Record<string, string>> {
  if (dice.chance(0.85)) return { 'x-api-key': apiKey };
  const right = signRouterRequest(routerSecret, body, nowSeconds);
  const headers: Record<string, string> = {};
  if (dice.chance(0.5))
    headers['authorization'] = dice.pick([
      `Bearer ${dice.pick(tokens)}`,
      `Bearer ${apiKey}`,
      'Bearer',
      'Basic YTpi',
      'Bearer \u00ff',
      '',
      `bearer ${'x'.repeat(9_000)}`,
    ]);
  if (dice.chance(0.5))
    headers[signatureHeader] = dice.pick([
      right,
      right.replace('1', '2'),
      signRouterRequest(routerSecret, body, 0),
      ':',
      `${String(nowSeconds)}:`,
      'x',
    ]);
  if (dice.chance(0.2)) headers['x-api-key'] = dice.pick([apiKey, `${apiKey} `, 'wrong', '']);
  return headers;
}
