/** The way of a request through the gateway of Tencent Cloud API 3.0, refusals in the upstream's order. */
import { apiVersion } from '../tione/types.ts';
import type { Action, ActionResult } from './actions/action.ts';
import type { Choices } from './choices.ts';
import type { FaultPlan } from './fault-plan.ts';
import { JsonError, parseJson } from './json.ts';
import { parseQuery } from './query.ts';
import type { RateLimit } from './rate.ts';
import {
  actionOffline,
  invalidAction,
  invalidRegion,
  invalidAuthorization,
  missingParameter,
  noSuchVersion,
  Refusal,
  sizeExceeded,
  wrongType,
} from './refusal.ts';
import type { Store } from './store.ts';
import type { Verify } from './verify.ts';

export interface ApiRequest {
  readonly method: string;
  /** Exactly as sent, without `?`. */
  readonly query: string;
  /** By lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** The exact bytes: the signature covers them. Undefined when they are more than the listener takes. */
  readonly body: Uint8Array | undefined;
  /** UNIX milliseconds. */
  readonly arrivedAtMs: number;
  /** What the clock that signatures are checked by said then. */
  readonly clockMs: number;
}

export interface Gateway {
  /** Answers or throws a {@link Refusal}. `onParams` is told the parameters as soon as they are read, for the books. */
  readonly handle: (request: ApiRequest, onParams: (params: unknown) => void) => ActionResult;
}

export interface GatewayParts {
  readonly actions: ReadonlyMap<string, Action>;
  readonly choices: Choices;
  readonly store: Store;
  readonly verify: Verify;
  readonly rateLimit: RateLimit;
  readonly faults: FaultPlan;
}

/** Documented sizes: 32 KB for a GET, 10 MB for a POST with TC3. */
const maxQueryBytes = 32 * 1024;
const maxBodyBytes = 10 * 1024 * 1024;

const contentTypes = { GET: 'application/x-www-form-urlencoded', POST: 'application/json' } as const;

export function createGateway({ actions, choices, store, verify, rateLimit, faults }: GatewayParts): Gateway {
  return {
    handle: (request, onParams) => {
      const { header, query, arrivedAtMs, clockMs } = request;
      const method = checkedMethod(request.method);
      const body = checkedContent(method, request, choices);
      const names = commonHeaders(header, choices);
      const secretId = verify({ ...names, method, query, header, body, clockMs });
      if (names.version !== apiVersion) throw noSuchVersion(names.version);
      const action = actions.get(names.action);
      if (action === undefined) throw invalidAction(names.action);
      if (faults.isOffline(names.action)) throw actionOffline(names.action);
      const region = checkedRegion(header('x-tc-region'), choices);
      const countCall = (): void => {
        const call = { action: names.action, region };
        rateLimit(`${names.action} ${secretId}`, arrivedAtMs, faults.amount('otherRequestsPerSecond', call));
        faults.refuse(call);
      };
      if (choices.rateCounted === 'before-parameters') countCall();
      const given = method === 'GET' ? parseQuery(query) : parseBody(body);
      onParams(given);
      const run = action.read(given, { path: '', textual: method === 'GET', nullParameter: choices.nullParameter });
      if (choices.rateCounted === 'after-parameters') countCall();
      return run({ store, region, choices });
    },
  };
}

function checkedMethod(method: string): 'GET' | 'POST' {
  if (method === 'GET' || method === 'POST') return method;
  throw new Refusal('UnsupportedProtocol', `The method \`${method}\` is not supported: only GET and POST are.`);
}

function checkedContent(method: 'GET' | 'POST', { header, query, body }: ApiRequest, choices: Choices): Uint8Array {
  const type = (header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== contentTypes[method]) {
    const expected = `\`${contentTypes[method]}\` expected for ${method} with TC3-HMAC-SHA256`;
    throw new Refusal(choices.badContentType, `The content type \`${type ?? ''}\` is not supported: ${expected}.`);
  }
  if (query.length > maxQueryBytes) throw sizeExceeded('RequestSizeLimitExceeded', maxQueryBytes);
  if (body === undefined || body.length > maxBodyBytes) throw sizeExceeded('RequestSizeLimitExceeded', maxBodyBytes);
  return body;
}

function commonHeaders(header: ApiRequest['header'], choices: Choices) {
  const needed = (name: string): string => {
    const value = header(`x-tc-${name.toLowerCase()}`);
    if (value === undefined || value === '') throw missingParameter(name);
    return value;
  };
  const [action, version, timestamp] = [needed('Action'), needed('Version'), needed('Timestamp')];
  if (!/^\d{1,11}$/.test(timestamp)) throw wrongType('Timestamp', 'Integer');
  const authorization = header('authorization');
  if (authorization === undefined)
    throw choices.noAuthorization === 'MissingParameter'
      ? missingParameter('Authorization')
      : invalidAuthorization('it is missing');
  return { action, version, timestampSeconds: Number(timestamp), authorization };
}

/** What a region of Tencent Cloud looks like, whether TI-ONE is offered there or not. */
const regionName = /^[a-z]{2,}(?:-[a-z0-9]+)+$/;

function checkedRegion(region: string | undefined, { regions, unknownRegion }: Choices): string {
  if (region === undefined || region === '') throw missingParameter('Region');
  if (regions.includes(region)) return region;
  throw invalidRegion(regionName.test(region) ? unknownRegion : 'InvalidParameterValue');
}

function parseBody(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  try {
    return parseJson(body);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new Refusal('InvalidParameter', `The body is not valid JSON in UTF-8: ${error.message}.`);
  }
}
