/** Signed calls of an emulator, in memory and over a socket. */
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import {
  createEmulator,
  emulatorCredentials,
  type Emulator,
  type EmulatorOptions,
} from '../../src/emulator/emulator.ts';
import { listen, toNodeListener, type Listening } from '../../src/http.ts';
import { createSigner, payloadHash } from '../../src/tione/signer.ts';

/** 2024-05-06T07:08:09.500Z: far from the borders of a second, a minute and a day. */
export const pinnedMs = 1_714_979_289_500;

export function pinnedEmulator(options: EmulatorOptions = {}): Emulator {
  return createEmulator({ now: () => pinnedMs, ...options });
}

export interface CallOptions {
  readonly method?: 'GET' | 'POST';
  readonly region?: string | undefined;
  readonly secretId?: string;
  readonly secretKey?: string;
  /** UNIX seconds. */
  readonly timestamp?: number;
  readonly contentType?: string;
  readonly service?: string;
  /** The host that is signed; the one that is sent unless given. */
  readonly signedHost?: string;
  /** The host that is sent. */
  readonly host?: string;
  /** Headers that are sent besides the usual ones; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Names of sent headers that are signed besides content-type and host. */
  readonly alsoSigned?: readonly string[];
  /** Query of a GET, as sent. */
  readonly query?: string;
  /** Text of the body that is sent; the JSON of the parameters unless given. */
  readonly body?: string;
  /** Text of the body that is signed; the one that is sent unless given. */
  readonly signedBody?: string;
}

export interface SignedCall {
  readonly method: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A request as a client of Tencent Cloud would send it, with whatever is to be wrong about it. */
export function signedCall(action: string, params: unknown, options: CallOptions = {}): SignedCall {
  const { method = 'POST', host = 'tione.tencentcloudapi.com', query = '', service = 'tione' } = options;
  const { secretId, secretKey } = { ...emulatorCredentials, ...options };
  const { timestamp = Math.floor(pinnedMs / 1000), alsoSigned = [] } = options;
  const region = 'region' in options ? options.region : 'ap-guangzhou';
  const body = method === 'GET' ? undefined : (options.body ?? JSON.stringify(params));
  const form = 'application/x-www-form-urlencoded';
  const usual = {
    host,
    'content-type': options.contentType ?? (method === 'GET' ? form : 'application/json'),
    'x-tc-action': action,
    'x-tc-version': '2021-11-11',
    'x-tc-timestamp': String(timestamp),
    'x-tc-region': region,
    ...options.headers,
  };
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(usual)) if (value !== undefined) headers[name] = value;
  const signed: Record<string, string> = {
    'content-type': headers['content-type'] ?? '',
    host: options.signedHost ?? host,
  };
  for (const name of alsoSigned) signed[name] = headers[name] ?? '';
  const isUnsigned = headers['x-tc-content-sha256'] === 'UNSIGNED-PAYLOAD';
  const payload = isUnsigned ? 'UNSIGNED-PAYLOAD' : (options.signedBody ?? body ?? '');
  headers['authorization'] ??= createSigner(service)(
    { method, query, headers: signed, payloadHash: payloadHash(payload) },
    { secretId, secretKey },
    timestamp,
  );
  return { method, query, headers, body };
}

export function toRequest({ method, query, headers, body }: SignedCall): Request {
  return new Request(`http://localhost/${query === '' ? '' : `?${query}`}`, { method, headers, body: body ?? null });
}

/** What is inside `Response`. */
export interface Answer {
  readonly RequestId: string;
  readonly Error?: { readonly Code: string; readonly Message: string };
  readonly [name: string]: unknown;
}

/** One signed call in memory; fails unless the answer is HTTP 200 with `application/json` exactly. */
export async function call(
  emulator: Pick<Emulator, 'fetch'>,
  action: string,
  params: unknown = {},
  options: CallOptions = {},
): Promise<Answer> {
  const response = await emulator.fetch(toRequest(signedCall(action, params, options)));
  const type = response.headers.get('content-type');
  if (response.status !== 200 || type !== 'application/json')
    throw new Error(`HTTP ${String(response.status)} with content type ${String(type)}`);
  // The emulator's own envelope: the assertions of the caller look at what is in it.
  return ((await response.json()) as { readonly Response: Answer }).Response;
}

/** `ok`, or the code of the refusal. */
export async function codeOf(...args: Parameters<typeof call>): Promise<string> {
  return (await call(...args)).Error?.Code ?? 'ok';
}

/** The ids of a page of models or of a list of versions. */
export function idsOf(answer: Answer): readonly string[] {
  const { TrainingModels: models, TrainingModelVersions: versions } = answer as {
    readonly TrainingModels?: readonly { readonly TrainingModelId: string }[];
    readonly TrainingModelVersions?: readonly { readonly TrainingModelVersionId: string }[];
  };
  return models?.map((row) => row.TrainingModelId) ?? versions?.map((row) => row.TrainingModelVersionId) ?? [];
}

/** Puts an emulator on a free port. */
export function serve(emulator: Emulator): Promise<Listening> {
  return listen(toNodeListener(emulator.fetch, { maxBodyBytes: 11 * 1024 * 1024 }), { host: '127.0.0.1', port: 0 });
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends exactly this path and these headers, `Host` included, over a socket. */
export function send(
  url: string,
  path: string,
  { method, headers, body }: Omit<SignedCall, 'query'>,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ hostname, port, path, method, headers, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => {
        text += chunk;
      });
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export interface AdminOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly remoteAddress?: string;
}

export interface AdminAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One call of the admin path, from this machine unless said otherwise. */
export async function admin(
  emulator: Emulator,
  method: string,
  path: string,
  body?: unknown,
  options: AdminOptions = {},
): Promise<AdminAnswer> {
  const { headers = {}, remoteAddress = '127.0.0.1' } = options;
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  const request = new Request(`http://localhost/_emulator${path}`, { method, headers, body: text });
  const response = await emulator.fetch(request, { remoteAddress });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}
