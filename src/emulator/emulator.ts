/** The embedded TI-ONE: the whole of the emulated service as one fetch handler. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { documentedRequestsPerSecond } from '../tione/types.ts';
import { actions } from './actions/table.ts';
import { createAdmin, isAdminPath } from './admin.ts';
import { maxAnswerLength, refusalText, resultText } from './answer.ts';
import { createCalls, type CallReport, type Calls } from './calls.ts';
import { defaultChoices, type Choices } from './choices.ts';
import { emulatorCredentials, type EmulatorCredentials } from './credentials.ts';
import { deliver, jsonResponse, type Sleep } from './deliver.ts';
import { createFaultPlan } from './fault-plan.ts';
import type { Faults } from './faults.ts';
import { createGateway, type ApiRequest } from './gateway.ts';
import { createModelSet, type ModelSet } from './model-set.ts';
import { fillStore } from './data/fill-store.ts';
import { createRateLimit } from './rate.ts';
import { Refusal, sizeExceeded } from './refusal.ts';
import { createStore } from './store.ts';
import { createVerify } from './verify.ts';

export { emulatorCredentials } from './credentials.ts';

export interface EmulatorOptions {
  /** The one key pair that is accepted. @default emulatorCredentials */
  readonly credentials?: EmulatorCredentials;
  /** Requests per second and action. @default 20, as documented */
  readonly rateLimit?: number;
  /** Milliseconds that every answer of the API is held back. @default 0 */
  readonly latencyMs?: number;
  /** Number of generated models, which take the place of the demo set; the published record stays. @default 100, if `versions` is given */
  readonly models?: number;
  /** Versions of each generated model. @default 3, if `models` is given */
  readonly versions?: number;
  /** Largest `Limit` of a list page that is honoured; upstream's is unknown. @default 100 */
  readonly maxLimit?: number;
  /** Other readings of what is unknown about TI-ONE, to test a client against them. @default defaultChoices */
  readonly choices?: Partial<Choices>;
  /** UNIX milliseconds. @default Date.now */
  readonly now?: () => number;
  /** Waits for latency and slow bodies; rejects when the signal aborts. @default a real timer */
  readonly sleep?: Sleep;
  /** @default randomUUID */
  readonly requestId?: () => string;
}

export interface Emulator {
  /**
   * The whole of TI-ONE as a fetch handler. A dropped connection is `Response.error()`, a truncated answer a body that
   * errors halfway. Without a `remoteAddress` the caller is in this process, and may use the admin path.
   */
  readonly fetch: (request: Request, connection?: { readonly remoteAddress?: string | undefined }) => Promise<Response>;
  /** What `GET` and `DELETE /_emulator/calls` do. */
  readonly calls: { readonly snapshot: () => CallReport; readonly reset: () => void };
  /** What `GET` and `PUT /_emulator/faults` do. `set` replaces all faults. */
  readonly faults: { readonly get: () => Faults; readonly set: (faults: Faults) => void };
  /** What `POST` and `DELETE /_emulator/models` do, and the whole data set for tests to compare with. */
  readonly store: ModelSet;
}

const realSleep: Sleep = (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal });

export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { credentials = emulatorCredentials, rateLimit = documentedRequestsPerSecond, latencyMs = 0 } = options;
  const { now = Date.now, sleep = realSleep, requestId = randomUUID } = options;
  const { maxLimit = defaultChoices.maxLimit } = options;
  const choices: Choices = { ...defaultChoices, maxLimit, ...options.choices };
  const store = createStore();
  fillStore(store, options);
  const modelSet = createModelSet(store, choices.regions, now);
  const calls = createCalls();
  const faults = createFaultPlan([...actions.keys()], rateLimit);
  const gateway = createGateway({
    actions,
    choices,
    store,
    faults,
    verify: createVerify(credentials, choices),
    rateLimit: createRateLimit(rateLimit),
  });
  const admin = createAdmin({ calls, faults, models: modelSet });

  const answer = async (request: Request, url: URL): Promise<Response> => {
    const arrivedAtMs = now();
    const header = headerOf(request, url);
    const action = header('x-tc-action') ?? '';
    const id = requestId();
    const end = calls.arrive(action, header('x-tc-region') ?? null, id, arrivedAtMs);
    const body = new Uint8Array(await request.arrayBuffer());
    const query = url.search.slice(1);
    const text = outcome({ method: request.method, query, header, body, arrivedAtMs }, action, id, end);
    const waitMs = latencyMs + (faults.duration('latencyMs', action) ?? 0);
    if (waitMs > 0) await sleep(waitMs, request.signal);
    return deliver(text, action, faults, sleep);
  };

  const outcome = (request: ApiRequest, action: string, id: string, end: ReturnType<Calls['arrive']>): string => {
    let params: unknown = null;
    try {
      const result = gateway.handle(request, (read) => {
        params = read;
      });
      const disguise = { unknownEnums: faults.hits('unknownEnums', action), timeFormat: faults.timeFormat(action) };
      const text = resultText(result, id, disguise);
      if (text.length > maxAnswerLength) throw sizeExceeded('ResponseSizeLimitExceeded', maxAnswerLength);
      end({ params, code: null });
      return text;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      end({ params, code: error.code });
      return refusalText(error, id, request.header('x-tc-language') ?? choices.language);
    }
  };

  return {
    fetch: async (request, connection) => {
      const url = new URL(request.url);
      if (isAdminPath(url.pathname)) return admin(request, url, connection?.remoteAddress);
      if (url.pathname === '/') return answer(request, url);
      return jsonResponse(JSON.stringify({ message: 'the API is at /, and nothing else is here' }), 404);
    },
    calls: { snapshot: calls.snapshot, reset: calls.reset },
    faults: { get: faults.get, set: faults.set },
    store: modelSet,
  };
}

/** Headers by name. In memory there is no `Host` header, and the URL names the host. */
function headerOf({ headers }: Request, url: URL): (name: string) => string | undefined {
  return (name) => headers.get(name) ?? (name === 'host' ? url.host : undefined);
}
