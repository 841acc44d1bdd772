/** Whether Redis serves, and who is told when that changes. */

export interface Trouble {
  /** The server refused a command with that purpose; without a purpose, a link failed. */
  readonly failed: (error: unknown, purpose?: string) => void;
  /** A command with that purpose was answered as it should be; without a purpose, a link was opened. */
  readonly served: (purpose?: string) => void;
  /** Calls at once, and again at each change. */
  readonly watch: (listener: (sound: boolean) => void) => void;
}

export function createTrouble(tell: (problem: string | undefined) => void): Trouble {
  let trouble: { readonly purpose: string | undefined } | undefined;
  const listeners: ((sound: boolean) => void)[] = [];
  const changed = (problem: string | undefined): void => {
    for (const listener of listeners) listener(problem === undefined);
    tell(problem);
  };
  return {
    failed: (error, purpose) => {
      if (trouble !== undefined) return;
      trouble = { purpose };
      changed(messageOf(error));
    },
    served: (purpose) => {
      // A server that refuses one command (out of memory, read only, denied to this user) still answers others: the trouble is
      // over when that one is answered again, or messages would come in pairs for as long as it lasts.
      if (trouble === undefined || (trouble.purpose !== undefined && trouble.purpose !== purpose)) return;
      trouble = undefined;
      changed(undefined);
    },
    watch: (listener) => {
      listeners.push(listener);
      listener(trouble === undefined);
    },
  };
}

/** What an error says, in one line. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // What Node says of a host with several addresses none of which answers.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return error.message;
}
