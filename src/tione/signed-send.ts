/** The innermost stage of the pipeline: credential, signature, transport, envelope. */
import { createCredential, CredentialError, type Credential } from './credentials/credential.ts';
import type { CredentialProvider } from './credentials/provider.ts';
import { readAnswer } from './envelope.ts';
import { TioneError } from './errors.ts';
import { createSigner, payloadHash } from './signer.ts';
import type { Transport } from './transport.ts';
import { apiVersion } from './types.ts';

/** One logical request to the upstream. */
export interface Call {
  readonly action: string;
  readonly region: string;
  readonly params: object;
  readonly signal: AbortSignal;
}

/** Answers a call with the content of `Response`, or throws {@link TioneError}. A stage of the pipeline wraps one in another. */
export type Send = (call: Call) => Promise<object>;

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
  const credentialFor = async (signal: AbortSignal): Promise<Credential> => {
    const credential = await credentials({ signal });
    if (credential !== checked) createCredential(credential);
    checked = credential;
    return credential;
  };
  return async ({ action, region, params, signal }) => {
    try {
      const credential = await credentialFor(signal).catch(asCredentialError);
      const timestamp = Math.floor(now() / 1000);
      const body = JSON.stringify(params);
      const signed = { 'content-type': contentType, host, 'x-tc-action': action };
      const authorization = sign(
        { method: 'POST', query: '', headers: signed, payloadHash: payloadHash(body) },
        credential,
        timestamp,
      );
      const { status, text } = await transport({
        method: 'POST',
        url,
        headers: {
          ...signed,
          authorization,
          'x-tc-version': apiVersion,
          'x-tc-timestamp': String(timestamp),
          'x-tc-region': region,
          'x-tc-language': language,
          ...(credential.token === undefined ? {} : { 'x-tc-token': credential.token }),
        },
        body,
        signal,
      });
      return readAnswer(status, text, { action, region, credential });
    } catch (error) {
      throw error instanceof TioneError ? error : failure(error, action, region, signal);
    }
  };
}

/** Errors of a provider's own are left out: they may quote what it read or sent. */
function asCredentialError(error: unknown): never {
  if (error instanceof CredentialError) throw error;
  throw new CredentialError('the provider of credentials failed', { tryNext: false });
}

/** What a failed exchange means. A `TimeoutError` as the reason of an abort is our deadline; any other is the caller leaving. */
function failure(cause: unknown, action: string, region: string, signal: AbortSignal): TioneError {
  const where = `${action} (${region})`;
  if (signal.aborted) {
    const late = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
    return late
      ? new TioneError(`${where}: no answer within the time limit`, { kind: 'deadline', action, region, cause })
      : new TioneError(`${where}: the request was cancelled`, { kind: 'cancelled', action, region, cause });
  }
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
