/** What the ends of calls tell: how the upstream is, and how it takes the credential. */
import { TioneError, type ErrorKind } from './errors.ts';

/**
 * By the latest call that told something:
 * - `answering`: it answers, be it with the refusal of what was asked.
 * - `throttling`: its request rate is used up.
 * - `failing`: it answers that it is broken, or answers nonsense.
 * - `unreachable`: no answer comes.
 * - `unknown`: there was no such call of late.
 */
export type UpstreamState = 'answering' | 'throttling' | 'failing' | 'unreachable' | 'unknown';

/** Answers that neither accept nor refuse the credential, such as that of a gateway before it has looked, change nothing. */
export interface CredentialStanding {
  /** Whether the upstream has ever accepted it. */
  readonly wasAccepted: boolean;
  /** Undefined when it has not been refused since it was last accepted. */
  readonly refusal: CredentialRefusal | undefined;
}

/** A row of refusals without a sign of acceptance between. Times are in milliseconds of `performance.now()`. */
export interface CredentialRefusal {
  /** The upstream's code of the latest one. */
  readonly code: string;
  readonly firstAt: number;
  readonly latestAt: number;
}

export interface Standing {
  /** Learns from the end of a call; without an error it went well. */
  readonly ended: (error?: unknown) => void;
  readonly upstream: () => UpstreamState;
  readonly credential: () => CredentialStanding;
}

/** Milliseconds for which one call tells how the upstream is. */
const rememberedMs = 60_000;
/** Only who knows the key can say these of it; other errors may come from before it was looked at. */
const acceptances: ReadonlySet<ErrorKind> = new Set(['not-found', 'forbidden']);

export function createStanding(): Standing {
  let upstream: UpstreamState = 'unknown';
  let upstreamAt = -Infinity;
  let wasAccepted = false;
  let refusal: CredentialRefusal | undefined;
  return {
    ended: (error) => {
      const time = performance.now();
      const seen = upstreamAfter(error);
      if (seen !== undefined) {
        upstream = seen;
        upstreamAt = time;
      }
      if (isAcceptance(error)) {
        wasAccepted = true;
        refusal = undefined;
      }
      const code = refusalCode(error);
      if (code !== undefined) refusal = { code, firstAt: refusal?.firstAt ?? time, latestAt: time };
    },
    upstream: () => (performance.now() - upstreamAt < rememberedMs ? upstream : 'unknown'),
    credential: () => ({ wasAccepted, refusal }),
  };
}

/** Undefined when the end says nothing of the upstream: the caller left, or there was no credential to call it with. */
function upstreamAfter(error: unknown): UpstreamState | undefined {
  if (error === undefined) return 'answering';
  if (!(error instanceof TioneError)) return undefined;
  const { kind, upstreamCode, requestId } = error;
  if (kind === 'throttled') return 'throttling';
  if (kind === 'unavailable') return upstreamCode === undefined && requestId === undefined ? 'unreachable' : 'failing';
  return upstreamCode === undefined ? undefined : 'answering';
}

function isAcceptance(error: unknown): boolean {
  return error === undefined || (error instanceof TioneError && acceptances.has(error.kind));
}

/** Undefined when the credential was not refused, which it cannot be where none could be had. */
function refusalCode(error: unknown): string | undefined {
  return error instanceof TioneError && error.kind === 'authentication' ? error.upstreamCode : undefined;
}
