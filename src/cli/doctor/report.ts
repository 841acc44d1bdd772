/** What doctor finds, as data: `--json` prints a {@link Report} as it is, a terminal shows a line for each {@link Check}. */
import type { Action } from '../../tione/actions.ts';
import type { ErrorKind } from '../../tione/errors.ts';

export interface Report {
  /** Whether all that is needed works: no check has the verdict `FAIL`. The exit code is 0 then, otherwise 1. */
  readonly healthy: boolean;
  /** What `serve` would read: TI-ONE, or demo data of the embedded emulator. Null when the configuration does not tell. */
  readonly mode: Mode | null;
  /** In the order in which they were made. */
  readonly checks: readonly Check[];
}

export type Mode = 'live' | 'emulator';

/** A field that is absent could not be found out, or has nothing to say. */
export type Check =
  ConfigurationCheck | ModeCheck | CredentialCheck | ActionCheck | UntriedCheck | ClockCheck | RedisCheck;

/** Takes in a check as soon as it was made. */
export type Tell = (check: Check) => void;

export interface Finding {
  /** `ok`: works. `note`: works, and there is something to know or to mend. `FAIL`: needed, and does not work. */
  readonly verdict: 'ok' | 'note' | 'FAIL';
  /** For people, may change with any release: what was found and, where something is wrong, what to do. Never a secret. */
  readonly finding: string;
}

/** One problem of the configuration, or one of the files that it names. */
export interface ConfigurationCheck extends Finding {
  readonly subject: 'configuration';
  /** The environment variable that it is about. */
  readonly variable?: string | undefined;
}

/** There only where `serve` would answer with demo data. */
export interface ModeCheck extends Finding {
  readonly subject: 'mode';
}

export interface CredentialCheck extends Finding {
  readonly subject: 'credential';
  /** Where it comes from: `environment`, `profile file PATH`, `CVM role NAME`, `TKE OIDC`. */
  readonly source?: string | undefined;
  /** When temporary keys end, in ISO 8601; absent for keys that do not end, or whose end is not known. */
  readonly expiresAt?: string | undefined;
}

/** One signed call. */
export interface ActionCheck extends Finding {
  readonly subject: Action;
  readonly action: Action;
  readonly region: string;
  /** Milliseconds until it was over, pauses between attempts counted. */
  readonly ms: number;
  /** How often it was sent: as `serve` does, more than once where that may help. */
  readonly attempts: number;
  /** What kind of failure it was, such as `forbidden`, `capability`, `throttled`; absent when there was an answer. */
  readonly kind?: ErrorKind | undefined;
  /** The code of TI-ONE, such as `AuthFailure.SignatureFailure`. */
  readonly upstreamCode?: string | undefined;
  /** The text of TI-ONE, which may change. */
  readonly upstreamMessage?: string | undefined;
  /** Tencent Cloud's support asks for it. */
  readonly requestId?: string | undefined;
}

/** Calls that were not made, because the first one was not answered. */
export interface UntriedCheck extends Finding {
  readonly subject: 'actions';
  readonly untried: number;
}

/** The clock of this machine against the one of TI-ONE. */
export interface ClockCheck extends Finding {
  readonly subject: 'clock';
  /** Whole seconds by which this machine is ahead; behind where negative. */
  readonly skewSeconds?: number | undefined;
  /** Seconds by which it may differ in either direction. */
  readonly allowedSkewSeconds: number;
}

/** There only with a `REDIS_URL`. */
export interface RedisCheck extends Finding {
  /** `Redis`: the server itself. The others: what replicas do with it, and what may get in their way. */
  readonly subject: 'Redis' | 'Redis rate' | 'Redis cache' | 'Redis memory' | 'Redis clock';
  /** The server, without user and password. */
  readonly server: string;
  readonly product?: 'Redis' | 'Valkey' | undefined;
  readonly version?: string | undefined;
  readonly isCluster?: boolean | undefined;
  readonly isEncrypted?: boolean | undefined;
  /** Milliseconds of a round trip: the middle one of several. */
  readonly ms?: number | undefined;
  /** Bytes that it may use; 0 for no limit. */
  readonly maxMemoryBytes?: number | undefined;
  /** What it does when they are used up: its `maxmemory-policy`. */
  readonly evictionPolicy?: string | undefined;
  /** Seconds by which this machine is ahead of it; behind where negative. */
  readonly skewSeconds?: number | undefined;
}
