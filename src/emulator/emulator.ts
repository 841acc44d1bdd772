/** The embedded TI-ONE: the whole of the emulated service as one fetch handler. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { documentedRequestsPerSecond } from '../tione/types.ts';
import { actions } from './actions/table.ts';
import { createAdmin, isAdminPath } from './admin.ts';
import { createApi } from './api.ts';
import { createCalls, type CallReport } from './calls.ts';
import { defaultChoices, type Choices } from './choices.ts';
import type { Connection } from './connection.ts';
import { emulatorCredentials, type EmulatorCredentials } from './credentials.ts';
import { jsonResponse, type Sleep } from './deliver.ts';
import { createFaultPlan } from './fault-plan.ts';
import type { Faults } from './faults.ts';
import { createGateway } from './gateway.ts';
import { createModelSet, type ModelSet } from './model-set.ts';
import { fillStore } from './data/fill-store.ts';
import { createRateLimit } from './rate.ts';
import { createStall } from './stall.ts';
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
  /** Regions that exist besides those of the choices. @default none */
  readonly regions?: readonly string[];
  /** How many of the last calls the book keeps one by one. @default 100 */
  readonly recentCalls?: number;
  /** Other readings of what is unknown about TI-ONE, to test a client against them. @default defaultChoices */
  readonly choices?: Partial<Choices>;
  /** Decides which calls a fault with `percent` hits, and how long a spread latency is. @default 1 */
  readonly seed?: number;
  /** UNIX milliseconds. @default Date.now */
  readonly now?: () => number;
  /** Waits for latency and slow bodies; rejects when the signal aborts. @default a real timer */
  readonly sleep?: Sleep;
  /** @default randomUUID */
  readonly requestId?: () => string;
}

export interface Emulator {
  /**
   * The whole of TI-ONE as a fetch handler. A dropped connection is `Response.error()`; a truncated answer or a reset
   * connection is a body that errors. Without a connection the caller is in this process, and may use the admin path.
   */
  readonly fetch: (request: Request, connection?: Connection) => Promise<Response>;
  /** What `GET` and `DELETE /_emulator/calls` do. */
  readonly calls: { readonly snapshot: () => CallReport; readonly reset: () => void };
  /** What `GET` and `PUT /_emulator/faults` do. `set` replaces all faults. */
  readonly faults: { readonly get: () => Faults; readonly set: (faults: Faults) => void };
  /** What `POST` and `DELETE /_emulator/models` do, and the whole data set for tests to compare with. */
  readonly store: ModelSet;
  /** Drops the connections of stalled calls, those to come included: a server that closes need not wait for them. */
  readonly close: () => void;
}

const defaultRecentCalls = 100;
const defaultSeed = 1;

const realSleep: Sleep = (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal });

export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { credentials = emulatorCredentials, rateLimit = documentedRequestsPerSecond, latencyMs = 0 } = options;
  const { now = Date.now, sleep = realSleep, requestId = randomUUID, recentCalls = defaultRecentCalls } = options;
  const { seed = defaultSeed } = options;
  const choices = chosen(options);
  const store = createStore();
  fillStore(store, options);
  const modelSet = createModelSet(store, choices.regions, now);
  const calls = createCalls(recentCalls);
  const faults = createFaultPlan({ actions: [...actions.keys()], regions: choices.regions }, { rateLimit, seed });
  const stall = createStall();
  const gateway = createGateway({
    actions,
    choices,
    store,
    faults,
    verify: createVerify(credentials, choices),
    rateLimit: createRateLimit(rateLimit),
  });
  const admin = createAdmin({ calls, faults, models: modelSet });
  const api = createApi({ gateway, calls, faults, stall, choices, latencyMs, now, sleep, requestId });

  return {
    fetch: async (request, connection) => {
      const url = new URL(request.url);
      if (isAdminPath(url.pathname)) return admin(request, url, connection);
      if (url.pathname === '/') return api(request, url, connection);
      return jsonResponse(JSON.stringify({ message: 'the API is at /, and nothing else is here' }), 404);
    },
    calls: { snapshot: calls.snapshot, reset: calls.reset },
    faults: { get: faults.get, set: faults.set },
    store: modelSet,
    close: stall.close,
  };
}

function chosen({ choices, maxLimit = defaultChoices.maxLimit, regions = [] }: EmulatorOptions): Choices {
  const all = { ...defaultChoices, maxLimit, ...choices };
  return { ...all, regions: [...new Set([...all.regions, ...regions])] };
}
