/** Remembers for a while which un-published actions the upstream does not offer, so that nobody pays for asking again. */
import { actions, type Action } from './actions.ts';
import { TioneError } from './errors.ts';

export interface CapabilitiesOptions {
  /** Milliseconds after which an action that was not offered is tried again. */
  readonly retryAfterMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface Capabilities {
  /** The refusal that is still remembered; undefined when the action may well be offered. */
  readonly refusal: (action: Action, region: string) => TioneError | undefined;
  /** Learns from what a call ended with; most errors say nothing about what is offered. */
  readonly learn: (action: Action, region: string, error: unknown) => void;
}

/**
 * Only un-published actions: everything that they give has another way or says that it has none, while a published one that
 * is remembered as gone would stay gone for minutes after a moment's fault.
 */
export function createCapabilities({ retryAfterMs, now }: CapabilitiesOptions): Capabilities {
  const refusals = new Map<string, { readonly error: TioneError; readonly until: number }>();
  return {
    refusal: (action, region) => {
      if (refusals.size === 0) return undefined;
      const name = `${action} ${region}`;
      const remembered = refusals.get(name);
      if (remembered === undefined || now() < remembered.until) return remembered?.error;
      refusals.delete(name);
      return undefined;
    },
    learn: (action, region, error) => {
      if (!actions[action].published && error instanceof TioneError && error.kind === 'capability')
        refusals.set(`${action} ${region}`, { error, until: now() + retryAfterMs });
    },
  };
}
