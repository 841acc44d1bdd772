/** The client: typed calls over a pipeline of stages. */
import { endpointProblem } from '../endpoint.ts';
import { actions, type Action, type ParamsOf, type ResultOf } from './actions.ts';
import type { EndedAttempt, WatchAttempt } from './attempt.ts';
import type { BreakerState } from './breaker.ts';
import { signalOf, type Ending } from './cancellation.ts';
import { createCapabilities, type Capability } from './capabilities.ts';
import { createIdentity } from './credentials/identity.ts';
import type { CredentialProvider } from './credentials/provider.ts';
import { createBudgets, type ActionBudget } from './budget.ts';
import { createPipeline } from './pipeline.ts';
import { createLocalSlots, type Slots } from './slots.ts';
import { never } from './until-aborted.ts';
import { createStanding, type CredentialStanding, type UpstreamState } from './standing.ts';
import type { Transport } from './transport.ts';
import type { OnUnknownField } from './unknown-fields.ts';
import { documentedEndpoint, documentedRequestsPerSecond } from './types.ts';

export interface TioneClientOptions {
  /** Scheme, host and port. @default https://tione.tencentcloudapi.com */
  readonly endpoint?: URL;
  /** Allows `http://` to another machine, where requests and answers travel in clear. @default false */
  readonly allowInsecureEndpoint?: boolean;
  readonly credentials: CredentialProvider;
  readonly transport: Transport;
  /** Milliseconds since the epoch; goes into the signature. @default Date.now */
  readonly now?: () => number;
  /** Language of the upstream's error texts. @default en-US */
  readonly language?: 'en-US' | 'zh-CN';
  /**
   * Milliseconds for which an un-published action that the upstream does not offer is not asked for again.
   * @default 300000
   */
  readonly actionRetryMs?: number;
  /** Calls that may go out in a second, for each action; a whole number, or Infinity. @default 20, as documented */
  readonly requestsPerSecond?: number;
  /** Where the slots for calls come from, when several processes share an account. @default this process alone */
  readonly slots?: Slots;
  /** How often a call is sent at the most, when what it fails for may pass. @default 4 */
  readonly attempts?: number;
  /** Milliseconds for one attempt, without the time that it waits for its turn. @default 5000 */
  readonly attemptTimeoutMs?: number;
  /** From 0 to 1; draws the pauses before further attempts. @default Math.random */
  readonly random?: () => number;
  /** Told of each attempt to call the upstream, and of its end. @default nobody */
  readonly watch?: WatchAttempt | undefined;
  /** Told of each field of an answer that this program does not know, each time that it comes. @default nobody */
  readonly onUnknownField?: OnUnknownField | undefined;
}

export interface CallOptions {
  /** The region whose data is asked for (`X-TC-Region`). */
  readonly region: string;
  /** Aborts the call down to the socket. An abort with a `TimeoutError` counts as a deadline. */
  readonly signal?: Ending | undefined;
  /**
   * When the answer is of no use any more, in milliseconds of `performance.now()`: a call that cannot go out before then fails
   * at once. @default never
   */
  readonly deadline?: number | undefined;
  /** Told of the end of each attempt of this call. @default nobody */
  readonly onAttempt?: ((ended: EndedAttempt) => void) | undefined;
}

/** How it stands with the upstream, as far as its calls have shown. */
export interface ClientStatus {
  readonly breaker: BreakerState;
  readonly upstream: UpstreamState;
  readonly credential: CredentialStanding;
  readonly capabilities: readonly Capability[];
}

export interface TioneClient {
  /**
   * Calls one action. Rejects with {@link TioneError}; at once, without a call, with the earlier refusal of an action that is
   * known not to be offered. Parameters may be a function, which is called when it is the call's turn to go out, and once more
   * for each further attempt.
   */
  call<A extends Action>(action: A, params: Late<ParamsOf<A>>, options: CallOptions): Promise<ResultOf<A>>;
  /** Whether the upstream offers an action in a region, as far as is known. */
  offers(action: Action, region: string): boolean;
  /** Milliseconds that a call, asked for now, would wait for its turn; of several calls the last one. */
  waitMs(action: Action, calls?: number): number;
  /** What is left of the rate now, by action. The same object while nothing changes. */
  budget(): readonly ActionBudget[];
  status(): ClientStatus;
  /**
   * Whose data is read: a short text that stays the same while that is the same, tells nothing of the credential and may be
   * written down. Rejects with a `CredentialError`.
   */
  identity(signal?: Ending): Promise<string>;
  /** The same where nothing has to be waited for: undefined while the credential has yet to be fetched. */
  knownIdentity(): string | undefined;
}

export type { ActionBudget } from './budget.ts';

/** A value, or how to get it when it is needed. */
export type Late<T> = T | (() => T);

const names = Object.keys(actions) as readonly Action[];

/** @throws TypeError when the endpoint would send secrets in clear to another machine. */
export function createTioneClient({
  endpoint = documentedEndpoint,
  allowInsecureEndpoint = false,
  credentials,
  now = Date.now,
  language = 'en-US',
  actionRetryMs = 300_000,
  requestsPerSecond = documentedRequestsPerSecond,
  slots = createLocalSlots(),
  attempts = 4,
  attemptTimeoutMs = 5_000,
  random = Math.random,
  watch,
  onUnknownField,
  transport,
}: TioneClientOptions): TioneClient {
  const problem = endpointProblem(endpoint, allowInsecureEndpoint);
  if (problem !== undefined) throw new TypeError(`endpoint ${problem}`);
  const { send, waitMs, budget, breaker } = createPipeline({
    endpoint,
    credentials,
    transport,
    now,
    language,
    requestsPerSecond,
    slots,
    attempts,
    attemptTimeoutMs,
    random,
    watch,
    onUnknownField,
  });
  const standing = createStanding();
  const capabilities = createCapabilities({ retryAfterMs: actionRetryMs, now });
  const identityOf = createIdentity();
  return {
    async call<A extends Action>(
      action: A,
      params: Late<ParamsOf<A>>,
      { region, signal = never, deadline = Infinity, onAttempt }: CallOptions,
    ) {
      const refusal = capabilities.refusal(action, region);
      if (refusal !== undefined) throw refusal;
      const late = typeof params === 'function' ? params : () => params;
      try {
        // The pipeline lets only answers through that have the shape of the action's.
        const answer = await send({ action, region, signal, deadline, params: late, onAttempt });
        capabilities.answered(action, region);
        standing.ended();
        return answer;
      } catch (error) {
        capabilities.learn(action, region, error);
        standing.ended(error);
        throw error;
      }
    },
    offers: (action, region) => capabilities.refusal(action, region) === undefined,
    waitMs,
    budget: createBudgets(names, budget),
    status: () => ({
      breaker: breaker.state(),
      upstream: standing.upstream(),
      credential: standing.credential(),
      capabilities: capabilities.known(),
    }),
    identity: async (signal) => identityOf(await credentials(signal === undefined ? {} : { signal: signalOf(signal) })),
    knownIdentity: () => {
      const credential = credentials.known?.();
      return credential && identityOf(credential);
    },
  };
}
