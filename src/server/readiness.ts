/** Whether requests are welcome. Decided by this process and its credential alone; what else is known is only told. */
import type { ClientStatus, TioneClient } from '../tione/client.ts';
import { createCredentialCheck, type CredentialState } from './credential-check.ts';

/** For anybody to read: nothing here names an account, a host or a region. */
export interface Readiness {
  /** `not-ready` when the process is stopping or its credential failing. */
  readonly status: 'ready' | 'not-ready';
  readonly checks: {
    readonly process: { readonly state: 'ok' | 'stopping' };
    readonly credential: CredentialState;
    /** By the calls of the last minute; `unknown` when there were none. */
    readonly upstream: { readonly state: 'ok' | 'throttling' | 'failing' | 'unreachable' | 'unknown' };
    /** `not-offered` when one of the regions does not; `unknown` until it is asked for. */
    readonly listAction: { readonly state: 'ok' | 'not-offered' | 'unknown' };
    /** Absent where none is used. */
    readonly redis?: { readonly state: 'ok' | 'unavailable' };
  };
}

export interface ReadinessOptions {
  readonly client: Pick<TioneClient, 'call' | 'identity' | 'status'>;
  /** Where TI-ONE is asked about the credential, when it must be. */
  readonly region: string;
  readonly isStopping: () => boolean;
  /** Undefined where no Redis is used. */
  readonly isRedisServing: (() => boolean) | undefined;
}

/**
 * Many checks cost no more than one. Trouble of TI-ONE or of Redis leaves a process ready: it would be the same for all replicas, and
 * without any of them clients would not even get what is remembered, nor be told what is wrong.
 */
export function createReadiness({
  client,
  region,
  isStopping,
  isRedisServing,
}: ReadinessOptions): () => Promise<Readiness> {
  const credential = createCredentialCheck({ client, region });
  return async () => {
    await credential.look();
    const found = credential.state();
    const stopping = isStopping();
    const status = client.status();
    return {
      status: stopping || found.state === 'failing' ? 'not-ready' : 'ready',
      checks: {
        process: { state: stopping ? 'stopping' : 'ok' },
        credential: found,
        upstream: { state: status.upstream === 'answering' ? 'ok' : status.upstream },
        listAction: { state: listState(status) },
        ...(isRedisServing === undefined ? {} : { redis: { state: isRedisServing() ? 'ok' : 'unavailable' } }),
      },
    };
  };
}

function listState({ capabilities }: ClientStatus): Readiness['checks']['listAction']['state'] {
  const lists = capabilities.filter(({ action }) => action === 'DescribeTrainingModels');
  if (lists.length === 0) return 'unknown';
  return lists.every(({ isOffered }) => isOffered) ? 'ok' : 'not-offered';
}
