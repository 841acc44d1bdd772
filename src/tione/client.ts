/** The client: typed calls over a pipeline of stages. */
import { endpointProblem } from '../endpoint.ts';
import { actions, type Action, type ParamsOf, type ResultOf } from './actions.ts';
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
}

export interface CallOptions {
  /** The region whose data is asked for (`X-TC-Region`). */
  readonly region: string;
  /** Aborts the call down to the socket. An abort with a `TimeoutError` counts as a deadline. */
  readonly signal?: AbortSignal | undefined;
}

export interface TioneClient {
  /** Calls one action. Rejects with {@link TioneError}. */
  call<A extends Action>(action: A, params: ParamsOf<A>, options: CallOptions): Promise<ResultOf<A>>;
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
}: TioneClientOptions): TioneClient {
  const problem = endpointProblem(endpoint, allowInsecureEndpoint);
  if (problem !== undefined) throw new TypeError(`endpoint ${problem}`);
  // From the outside in. The signature carries the time, so signing is always the last stage before the transport.
  const send = createSignedSend({ endpoint, credentials, transport, now, language });
  return {
    async call<A extends Action>(action: A, params: ParamsOf<A>, { region, signal }: CallOptions) {
      const result = await send({ action, region, params, signal: signal ?? new AbortController().signal });
      if (hasShape(action, result)) return result;
      throw new TioneError(`${action} (${region}): the answer has not the documented shape`, {
        kind: 'unavailable',
        action,
        region,
        requestId: requestIdOf(result),
      });
    },
  };
}

function hasShape<A extends Action>(action: A, result: object): result is ResultOf<A> {
  return actions[action].hasShape(result);
}
