/** What the end of a call says to an operator. */
import { actions } from '../../tione/actions.ts';
import type { TioneError } from '../../tione/errors.ts';
import type { ActionCheck } from './report.ts';

/** A call that is over. */
type Call = Pick<ActionCheck, 'action' | 'region' | 'ms' | 'attempts'>;

/** `place`: what the finding begins with, to tell regions apart. */
export function describeAnswer(call: Call, place: string): ActionCheck {
  const { action, ms, attempts } = call;
  const took = `${String(ms)} ms`;
  if (attempts <= 1) return { verdict: 'ok', subject: action, finding: `${place}answers, ${took}`, ...call };
  const finding = `${place}answers at attempt ${String(attempts)}, ${took}: TI-ONE or the way there is busy or unsteady`;
  return { verdict: 'note', subject: action, finding, ...call };
}

/** Nothing but tags and lists needs the action that is not published, so a refusal of it is no failure. */
export function describeFailure(call: Call, place: string, error: TioneError): ActionCheck {
  const { kind, upstreamCode, upstreamMessage, requestId } = error;
  const isDispensable = !actions[call.action].published && (kind === 'forbidden' || kind === 'capability');
  const told = isDispensable || requestId === undefined ? '' : ` [request id ${requestId}]`;
  const loss = isDispensable ? '; without it tags and model lists are unavailable' : '';
  return {
    verdict: isDispensable ? 'note' : 'FAIL',
    subject: call.action,
    finding: `${place}${whatHappened(call, error)}${loss}${told}`,
    ...call,
    kind,
    upstreamCode,
    upstreamMessage,
    requestId,
  };
}

function whatHappened({ action, region }: Call, error: TioneError): string {
  const code = error.upstreamCode ?? 'no code';
  switch (error.kind) {
    case 'forbidden':
      return `not allowed (${code}): grant tione:${action} in CAM`;
    case 'capability':
      return `not offered (${code})${code === 'UnsupportedRegion' ? ': is the name of the region right?' : ''}`;
    case 'throttled':
      return `throttled (${code}): others use up the rate of this account; try again`;
    case 'authentication':
      return `refused (${code}): ${adviceFor(error)}`;
    default:
      return ownWords(error, `${action} (${region}): `);
  }
}

/** By documented code, what is wrong with the credential. */
const refusals: Readonly<Record<string, string>> = {
  'AuthFailure.InvalidSecretId': 'the secret id is none of an API key',
  'AuthFailure.SecretIdNotFound': 'there is no such secret id, or it is disabled',
  'AuthFailure.SignatureExpire': 'the clock of this machine is wrong',
  'AuthFailure.SignatureFailure': 'the secret key does not belong to the secret id',
  'AuthFailure.TokenFailure': 'the temporary keys have ended, or the token does not belong to them',
};

function adviceFor({ upstreamCode = '', upstreamMessage, message }: TioneError): string {
  return refusals[upstreamCode] ?? upstreamMessage ?? message;
}

/** Subject and region are told already; so is the request id. */
function ownWords({ message, requestId }: TioneError, prefix: string): string {
  const end = ` [request id ${requestId ?? 'unknown'}]`;
  const words = message.endsWith(end) ? message.slice(0, -end.length) : message;
  return words.startsWith(prefix) ? words.slice(prefix.length) : words;
}
