/** A client that calls nobody: it answers with placeholders what the real one would ask the upstream. */
import type { Action, ParamsOf } from '../tione/actions.ts';
import type { EndedAttempt } from '../tione/attempt.ts';
import type { CallOptions, Late, TioneClient } from '../tione/client.ts';
import { TioneError } from '../tione/errors.ts';
import { placeholder } from './placeholder.ts';

export interface DryClient extends TioneClient {
  /** The calls that were asked for so far. */
  readonly asked: () => readonly EndedAttempt[];
}

/** All else is as `client` knows it: the identity, what is offered, and how long calls would wait. */
export function createDryClient(client: TioneClient): DryClient {
  const attempts: EndedAttempt[] = [];
  return {
    ...client,
    call<A extends Action>(action: A, params: Late<ParamsOf<A>>, { region, onAttempt }: CallOptions) {
      if (!client.offers(action, region)) return Promise.reject(notOffered(action, region));
      const asked = typeof params === 'function' ? params() : params;
      const now = performance.now();
      const times = { beganAt: now, sentAt: now, endedAt: now };
      const ended = { action, region, attempt: 1, params: asked, requestId: undefined, error: undefined, ...times };
      attempts.push(ended);
      onAttempt?.(ended);
      return Promise.resolve(placeholder(action, asked));
    },
    asked: () => attempts,
  };
}

function notOffered(action: Action, region: string): TioneError {
  return new TioneError(`${action} (${region}): not offered`, { kind: 'capability', action, region });
}
