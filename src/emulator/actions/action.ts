/** What an action of the emulated API is made of. */
import type { Choices } from '../choices.ts';
import type { Place, Reader } from '../parameters.ts';
import type { Store } from '../store.ts';

export interface ActionContext {
  readonly store: Store;
  readonly region: string;
  readonly choices: Choices;
}

/** The members of `Response` besides `RequestId`. May point into the store: it is only ever serialised. */
export type ActionResult = Readonly<Record<string, unknown>>;

export interface Action {
  /** Reads the parameters or throws the refusal that they deserve; what comes back answers the call. */
  readonly read: (given: unknown, place: Place) => (context: ActionContext) => ActionResult;
}

/** Ties the shape of an action's parameters to what it does with them. */
export function defineAction<P>(
  parameters: Reader<P>,
  run: (params: P, context: ActionContext) => ActionResult,
): Action {
  return {
    read: (given, place) => {
      const params = parameters(given, place);
      return (context) => run(params, context);
    },
  };
}
