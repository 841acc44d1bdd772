/** The innermost stage of the pipeline: credential, signature, transport, envelope. */
import type { Call, Send } from './call.ts';
import { Cancellation, signalOf } from './cancellation.ts';
import { createCredential, CredentialError, type Credential } from './credentials/credential.ts';
import type { CredentialProvider } from './credentials/provider.ts';
import { readAnswer } from './envelope.ts';
import { aborted, TioneError } from './errors.ts';
import { createSigner, payloadHash } from './signer.ts';
import type { Transport, TransportRequest } from './transport.ts';
import { apiVersion } from './types.ts';
import { never } from './until-aborted.ts';

export interface SignedSendOptions {
  readonly endpoint: URL;
  readonly credentials: CredentialProvider;
  readonly transport: Transport;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Language of the upstream's error texts. */
  readonly language: 'en-US' | 'zh-CN';
}

const service = 'tione';
const contentType = 'application/json';

/** Signs as late as possible: the signature carries the time, and a retried call is signed anew. */
export function createSignedSend({ endpoint, credentials, transport, now, language }: SignedSendOptions): Send {
  const sign = createSigner(service);
  const url = `${endpoint.origin}/`;
  const { host } = endpoint;
  let checked: Credential | undefined;
  /** Any provider may be given to the client: what it says is checked before it gets near a header. */
  const checkedOne = (credential: Credential): Credential => {
    if (credential !== checked) createCredential(credential);
    checked = credential;
    return credential;
  };
  const fetchCredential = async (call: Call): Promise<Credential> => {
    try {
      return checkedOne(await credentials({ signal: signalOf(call.signal) }));
    } catch (error) {
      throw tellable(error);
    }
  };
  const knownCredential = (): Credential | undefined => {
    try {
      const credential = credentials.known?.();
      return credential && checkedOne(credential);
    } catch (error) {
      throw tellable(error);
    }
  };
  const requestFor = (call: Call, credential: Credential): TransportRequest => {
    const { action, region } = call;
    const timestamp = Math.floor(now() / 1000);
    const body = JSON.stringify(call.params());
    const authorization = sign(
      {
        method: 'POST',
        query: '',
        headers: { 'content-type': contentType, host, 'x-tc-action': action },
        payloadHash: payloadHash(body),
      },
      credential,
      timestamp,
    );
    // One literal: where objects are spread into it, each call has its shape made anew.
    const headers: Record<string, string> = {
      'content-type': contentType,
      host,
      'x-tc-action': action,
      authorization,
      'x-tc-version': apiVersion,
      'x-tc-timestamp': String(timestamp),
      'x-tc-region': region,
      'x-tc-language': language,
    };
    if (credential.token !== undefined) headers['x-tc-token'] = credential.token;
    const { signal } = call;
    const isLight = signal instanceof Cancellation && transport.takesCancellation === true;
    return {
      method: 'POST',
      url,
      headers,
      body,
      signal: isLight ? never : signalOf(signal),
      cancellation: isLight ? signal : undefined,
    };
  };
  return async (call) => {
    try {
      const credential = knownCredential() ?? (await fetchCredential(call));
      const { status, text } = await transport(requestFor(call, credential));
      const { action, region } = call;
      return readAnswer(status, text, { action, region, credential });
    } catch (error) {
      throw error instanceof TioneError ? error : failure(error, call);
    }
  };
}

/** Errors of a provider's own are left out: they may quote what it read or sent. */
function tellable(error: unknown): CredentialError {
  return error instanceof CredentialError
    ? error
    : new CredentialError('the provider of credentials failed', { tryNext: false });
}

/** What a failed exchange means. */
function failure(cause: unknown, call: Call): TioneError {
  if (call.signal.aborted) return aborted(call, cause);
  const { action, region } = call;
  const where = `${action} (${region})`;
  if (cause instanceof CredentialError)
    return new TioneError(`${where}: no credential: ${cause.message}`, {
      kind: 'authentication',
      action,
      region,
      cause,
    });
  return new TioneError(`${where}: TI-ONE cannot be reached: ${networkFault(cause)}`, {
    kind: 'unavailable',
    action,
    region,
    cause,
  });
}

/** When a host with several addresses refuses on all of them, the error itself says nothing and its parts say why. */
function networkFault(cause: unknown): string {
  if (cause instanceof AggregateError && cause.message === '') return cause.errors.map(networkFault).join('; ');
  return cause instanceof Error ? cause.message : 'unknown network fault';
}
