/** Reads the upstream's answer: `{"Response": {…, "RequestId"}}` or `{"Response": {"Error": {"Code", "Message"}, "RequestId"}}`. */
import type { Credential } from './credentials/provider.ts';
import { classify, TioneError } from './errors.ts';

interface Envelope {
  readonly Response?: {
    readonly Error?: { readonly Code?: unknown; readonly Message?: unknown } | null;
    readonly RequestId?: unknown;
  } | null;
}

export interface AnswerContext {
  readonly action: string;
  readonly region: string;
  /** Blanked out of the upstream's texts. */
  readonly credential: Credential;
}

/**
 * The content of `Response`. Success is the absence of `Response.Error`, whatever the HTTP status: the service answers
 * failures with 200 too. Throws {@link TioneError}.
 */
export function readAnswer(status: number, text: string, { action, region, credential }: AnswerContext): object {
  const response = parse(text)?.Response;
  if (response == null || typeof response !== 'object' || Array.isArray(response)) {
    const what = status === 200 ? 'an answer that is not a TI-ONE answer' : `HTTP status ${String(status)}`;
    throw new TioneError(`${action} (${region}): ${what}; something between here and TI-ONE may have answered`, {
      kind: 'unavailable',
      action,
      region,
    });
  }
  if (response.Error == null) return response;
  const upstreamCode = asText(response.Error.Code);
  const upstreamMessage = blankOut(asText(response.Error.Message) ?? '', credential);
  const requestId = requestIdOf(response);
  throw new TioneError(
    `${action} (${region}): ${upstreamCode ?? 'an error without a code'}: ${upstreamMessage} [request id ${requestId ?? 'unknown'}]`,
    {
      // An error without a code is a malformed answer.
      kind: upstreamCode === undefined ? 'unavailable' : classify(upstreamCode),
      action,
      region,
      upstreamCode,
      upstreamMessage,
      requestId,
    },
  );
}

/** Letters of `ImageSecret` written as escapes, as JSON allows and no serializer does. */
const escapedLetter = /\\u00(?:49|53|6[1357d]|7[24])/i;

/** `ImageSecret` (a registry login in answers) is dropped while parsing, so that nothing behind the client can hold it. */
function parse(text: string): Envelope | undefined {
  // With a reviver parsing takes several times longer. Looking for a quote, which is everywhere, would take a fifth of it.
  const mayHoldSecret = text.includes('ImageSecret') || (text.includes('\\u00') && escapedLetter.test(text));
  try {
    const value: unknown = mayHoldSecret ? JSON.parse(text, dropImageSecret) : JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function dropImageSecret(key: string, value: unknown): unknown {
  return key === 'ImageSecret' ? undefined : value;
}

/** `RequestId` of an answer, where it has one. */
export function requestIdOf(response: object): string | undefined {
  return 'RequestId' in response ? asText(response.RequestId) : undefined;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function blankOut(text: string, { secretId, secretKey, token }: Credential): string {
  return [secretKey, token, secretId].reduce<string>(
    (safe, secret) => (secret === undefined || secret === '' ? safe : safe.replaceAll(secret, '***')),
    text,
  );
}
