/** Remembers which actions the upstream answers, and for a while which un-published ones it does not, so that nobody asks again. */
import { actions, type Action } from './actions.ts';
import { TioneError } from './errors.ts';

export interface CapabilitiesOptions {
  /** Milliseconds after which an action that was not offered is tried again. */
  readonly retryAfterMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What is known of an action in a region. */
export interface Capability {
  readonly action: Action;
  readonly region: string;
  /** Whether the action is in today's documentation of TI-ONE. */
  readonly published: boolean;
  readonly isOffered: boolean;
  /** Since when that is so, as far as was seen, in milliseconds since the epoch. */
  readonly since: number;
}

export interface Capabilities {
  /** The refusal that is still remembered; undefined when the action may well be offered. */
  readonly refusal: (action: Action, region: string) => TioneError | undefined;
  /** Learns that a call was answered. */
  readonly answered: (action: Action, region: string) => void;
  /** Learns from what a call failed with; most errors say nothing about what is offered. */
  readonly learn: (action: Action, region: string, error: unknown) => void;
  /** All that is known, in the order in which it was learned. */
  readonly known: () => readonly Capability[];
}

interface Seen {
  readonly capability: Capability;
  /** The refusal, and until when it is believed without asking. */
  readonly refusal?: { readonly error: TioneError; readonly until: number } | undefined;
}

/**
 * Only un-published actions are not asked for again: everything that they give has another way or says that it has none, while a
 * published one that is remembered as gone would stay gone for minutes after a moment's fault.
 */
export function createCapabilities({ retryAfterMs, now }: CapabilitiesOptions): Capabilities {
  const seen = new Map<string, Seen>();
  const note = (action: Action, region: string, refusal?: Seen['refusal']): void => {
    const name = `${action} ${region}`;
    const before = seen.get(name);
    const isOffered = refusal === undefined;
    const isSame = before?.capability.isOffered === isOffered;
    if (isSame && isOffered) return;
    const { published } = actions[action];
    const capability = isSame ? before.capability : { action, region, published, isOffered, since: now() };
    seen.set(name, { capability, refusal });
  };
  return {
    refusal: (action, region) => {
      if (actions[action].published) return undefined;
      const refusal = seen.get(`${action} ${region}`)?.refusal;
      return refusal !== undefined && now() < refusal.until ? refusal.error : undefined;
    },
    answered: note,
    learn: (action, region, error) => {
      if (!(error instanceof TioneError)) return;
      if (error.kind === 'capability') note(action, region, { error, until: now() + retryAfterMs });
      // It has looked for what was asked.
      else if (error.kind === 'not-found') note(action, region);
    },
    known: () => [...seen.values()].map(({ capability }) => capability),
  };
}
