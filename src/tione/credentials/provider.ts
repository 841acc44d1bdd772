/** Where credentials come from: sources (`from…`, a file each) and the combinators {@link chain} and {@link memoize}. */
import { createCredential, CredentialError, type Credential, type CredentialParts } from './credential.ts';
import { untilAborted } from '../until-aborted.ts';

export { CredentialError, type Credential } from './credential.ts';

export interface CredentialProvider {
  /** Gives a credential, or rejects with {@link CredentialError}. The signal ends the waiting of this caller. */
  (options?: { readonly signal?: AbortSignal }): Promise<Credential>;
  /**
   * What a call would give, where that needs no waiting; it sees to renewal as a call does. @default callers always have to wait
   */
  readonly known?: () => Credential | undefined;
}

/**
 * The little HTTP that some sources need. It rejects on network faults (errors with a `code` such as `ENOTFOUND`) and when
 * the signal aborts, does not follow redirects, and bounds what it buffers.
 */
export type HttpRequest = (request: {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}) => Promise<{ readonly status: number; readonly text: string }>;

/** A credential that is known already. `source` is `given in code` unless named. */
export function fromStatic(
  credential: Omit<CredentialParts, 'source'> & { readonly source?: string },
): CredentialProvider {
  let made: Credential | undefined;
  const make = (): Credential => (made ??= createCredential({ source: 'given in code', ...credential }));
  // eslint-disable-next-line @typescript-eslint/require-await -- so that a malformed credential rejects instead of throwing
  const give = async (): Promise<Credential> => make();
  const known = (): Credential | undefined => {
    try {
      return make();
    } catch {
      // Those who call are told why.
      return undefined;
    }
  };
  return Object.assign(give, { known });
}

/**
 * The first source that applies. Stops at the first broken one: falling through to another identity would hide the
 * fault. When none applies, rejects with a {@link CredentialError} that has a line for each source: what was tried, and
 * why it did not apply.
 */
export function chain(...providers: readonly CredentialProvider[]): CredentialProvider {
  return async (options) => {
    const reasons: string[] = [];
    for (const provider of providers) {
      try {
        return await provider(options);
      } catch (error) {
        if (!(error instanceof CredentialError && error.tryNext)) throw error;
        reasons.push(error.message);
      }
    }
    const tried = reasons.map((reason) => `\n  ${reason}`).join('');
    throw new CredentialError(`no source has a credential; set up one of these:${tried}`, { tryNext: true });
  };
}

export interface MemoizeOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds before expiry from which a new credential is fetched. @default 300000, at most half the lifetime */
  readonly refreshBeforeMs?: number;
  /** Hears of failed refreshes in the background, which no caller notices while the held credential is valid. */
  readonly onRefreshError?: (error: unknown) => void;
}

/** Milliseconds. Tencent Cloud's SDKs for Python and Java take 300 s; the 30 s of Node leave little time for a second try. */
const defaultRefreshBeforeMs = 300_000;
/** Milliseconds between two refreshes in the background: some 30 tries within the margin, and no hammering of a dead server. */
const refreshPauseMs = 10_000;

/**
 * Keeps the credential of a provider. One that does not expire is loaded once. Others are refreshed in the background,
 * starting with the first call in the margin before expiry; a call waits only when there is no valid credential, and then
 * all calls wait for the same refresh. Failures are never kept: without a valid credential the next call tries again.
 *
 * The provider gets no signal, because its result is shared: a caller that aborts stops waiting, the refresh goes on. So
 * the provider must end by itself, as all sources here do.
 */
export function memoize(
  provider: CredentialProvider,
  { now, refreshBeforeMs = defaultRefreshBeforeMs, onRefreshError }: MemoizeOptions,
): CredentialProvider {
  let held: Credential | undefined;
  let refreshAt = Infinity;
  let running: Promise<Credential> | undefined;

  const keep = (credential: Credential): Credential => {
    const time = now();
    if (!isValid(credential, time))
      throw new CredentialError(`${credential.source}: the credential came expired: check this machine's clock`, {
        tryNext: false,
      });
    held = credential;
    refreshAt = refreshTime(credential, time, refreshBeforeMs);
    return credential;
  };
  // The provider is called a tick later, so that one that throws is as harmless as one that rejects.
  const refresh = (): Promise<Credential> =>
    (running ??= Promise.resolve()
      .then(() => provider())
      .then(keep)
      .finally(() => {
        running = undefined;
      }));
  const refreshInBackground = (): void => {
    refresh().catch((error: unknown) => {
      refreshAt = now() + refreshPauseMs;
      onRefreshError?.(error);
    });
  };

  const known = (): Credential | undefined => {
    const time = now();
    if (held === undefined || !isValid(held, time)) return undefined;
    if (time >= refreshAt && running === undefined) refreshInBackground();
    return held;
  };
  const give: CredentialProvider = async ({ signal } = {}) => {
    signal?.throwIfAborted();
    return known() ?? untilAborted(refresh(), signal);
  };
  return Object.assign(give, { known });
}

function isValid({ expiresAt = Infinity }: Credential, time: number): boolean {
  return time < expiresAt;
}

/** When a credential loaded at `time` is to be replaced. The pause holds for sources that keep giving an old credential, too. */
function refreshTime({ expiresAt = Infinity }: Credential, time: number, refreshBeforeMs: number): number {
  const margin = Math.min(refreshBeforeMs, (expiresAt - time) / 2);
  return Math.max(expiresAt - margin, time + refreshPauseMs);
}
