/** The client: typed calls over a pipeline of stages. */
import { endpointProblem } from '../endpoint.ts';
import { actions, type Action, type ParamsOf, type ResultOf } from './actions.ts';
import { createCapabilities } from './capabilities.ts';
import type { CredentialProvider } from './credentials/provider.ts';
import { requestIdOf } from './envelope.ts';
import { TioneError } from './errors.ts';
import { createSignedSend } from './signed-send.ts';
import type { Transport } from './transport.ts';

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
}

export interface CallOptions {
  /** The region whose data is asked for (`X-TC-Region`). */
  readonly region: string;
  /** Aborts the call down to the socket. An abort with a `TimeoutError` counts as a deadline. */
  readonly signal?: AbortSignal | undefined;
}

export interface TioneClient {
  /**
   * Calls one action. Rejects with {@link TioneError}; at once, without a call, with the earlier refusal of an action that is
   * known not to be offered.
   */
  call<A extends Action>(action: A, params: ParamsOf<A>, options: CallOptions): Promise<ResultOf<A>>;
  /** Whether the upstream offers an action in a region, as far as is known. */
  offers(action: Action, region: string): boolean;
}

/** TI-ONE's recommended, nearest access point (cloud.tencent.com/document/product/851/75053). */
export const defaultEndpoint = new URL('https://tione.tencentcloudapi.com');

/** @throws TypeError when the endpoint would send secrets in clear to another machine. */
export function createTioneClient({
  endpoint = defaultEndpoint,
  allowInsecureEndpoint = false,
  credentials,
  transport,
  now = Date.now,
  language = 'en-US',
  actionRetryMs = 300_000,
}: TioneClientOptions): TioneClient {
  const problem = endpointProblem(endpoint, allowInsecureEndpoint);
  if (problem !== undefined) throw new TypeError(`endpoint ${problem}`);
  // From the outside in. The signature carries the time, so signing is always the last stage before the transport.
  const send = createSignedSend({ endpoint, credentials, transport, now, language });
  const capabilities = createCapabilities({ retryAfterMs: actionRetryMs, now });
  return {
    async call<A extends Action>(action: A, params: ParamsOf<A>, { region, signal }: CallOptions) {
      const refusal = capabilities.refusal(action, region);
      if (refusal !== undefined) throw refusal;
      const result = await send({ action, region, params, signal: signal ?? new AbortController().signal }).catch(
        (error: unknown) => {
          capabilities.learn(action, region, error);
          throw error;
        },
      );
      if (hasShape(action, result)) return result;
      throw new TioneError(`${action} (${region}): the answer has not the documented shape`, {
        kind: 'unavailable',
        action,
        region,
        requestId: requestIdOf(result),
      });
    },
    offers: (action, region) => capabilities.refusal(action, region) === undefined,
  };
}

function hasShape<A extends Action>(action: A, result: object): result is ResultOf<A> {
  return actions[action].hasShape(result);
}
