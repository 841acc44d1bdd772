/** What is left of the rate, and how it is kept at hand: it is told with each answer, and nearly always the same. */
import type { Action } from './actions.ts';
import type { Slots } from './slots.ts';

/** What is left of the rate of an action. */
export interface Budget {
  /** Calls that may go out in a second, as far as is known now: fewer after refusals; null where there is no limit. */
  readonly limit: number | null;
  /** Calls that could go out now, one right after the other; null where there is no limit. */
  readonly remaining: number | null;
  /** Calls that wait for their turn. */
  readonly queued: number;
  /** Milliseconds that a call asked for now would wait. */
  readonly waitMs: number;
}

/** What is left of the rate of one action, over all regions: so TI-ONE counts. */
export interface ActionBudget extends Budget {
  readonly action: Action;
}

/** What is left of a lane while nothing of it is in use. */
export interface Untouched {
  /** Undefined when something happened since it was kept. */
  readonly budget: () => Budget | undefined;
  /** Nothing is in use now. */
  readonly begin: (budget: Budget) => void;
  /** Something has happened besides a slot that was taken. */
  readonly end: () => void;
}

export function createUntouched(slots: Slots): Untouched {
  let kept: Budget | undefined;
  let keptAt: number | undefined;
  return {
    budget: () => (kept !== undefined && keptAt === slots.revision?.() ? kept : undefined),
    begin: (budget) => {
      keptAt = slots.revision?.();
      // Slots that others take unseen may be fewer at any time.
      kept = keptAt === undefined ? undefined : budget;
    },
    end: () => {
      kept = undefined;
    },
  };
}

/** The same list for as long as it says the same. */
export function createBudgets(
  names: readonly Action[],
  budget: (action: Action) => Budget,
): () => readonly ActionBudget[] {
  let told: { readonly budget: Budget; readonly action: Action }[] = [];
  let budgets: readonly ActionBudget[] = [];
  return () => {
    if (told.length > 0 && told.every(({ budget: before, action }) => budget(action) === before)) return budgets;
    told = names.map((action) => ({ action, budget: budget(action) }));
    budgets = told.map(({ action, budget: now }) => ({ action, ...now }));
    return budgets;
  };
}
