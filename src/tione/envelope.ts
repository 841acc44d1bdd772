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
  if (response == null || typeof response !== 'object') {
    const what = status === 200 ? 'an answer that is not a TI-ONE answer' : `HTTP status ${String(status)}`;
    throw new TioneError(`${action} (${region}): ${what}; something between here and TI-ONE may have answered`, {
      kind: 'unavailable',
      action,
      region,
    });
  }
  if (response.Error == null) return response;
  const upstreamCode = asText(response.Error.Code) ?? 'unknown';
  const upstreamMessage = blankOut(asText(response.Error.Message) ?? '', credential);
  const requestId = asText(response.RequestId);
  throw new TioneError(
    `${action} (${region}): ${upstreamCode}: ${upstreamMessage} [request id ${requestId ?? 'unknown'}]`,
    { kind: classify(upstreamCode), action, region, upstreamCode, upstreamMessage, requestId },
  );
}

/** `ImageSecret` (a registry login in answers) is dropped while parsing, so that nothing behind the client can hold it. */
function parse(text: string): Envelope | undefined {
  try {
    const value: unknown = text.includes('"ImageSecret"') ? JSON.parse(text, dropImageSecret) : JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function dropImageSecret(key: string, value: unknown): unknown {
  return key === 'ImageSecret' ? undefined : value;
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
