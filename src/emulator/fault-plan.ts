/** The faults in force: which of them hits the next call. */
import { readFaults } from './fault-rules.ts';
import type { FaultName, FaultRule, Faults, TimeFormat } from './faults.ts';
import { Refusal, requestLimitExceeded } from './refusal.ts';

export interface FaultPlan {
  /** The faults in force, `times` as they are left; good for {@link FaultPlan.set}. */
  readonly get: () => Faults;
  /** Replaces all faults, or throws a `FaultsError` and changes nothing. */
  readonly set: (faults: unknown) => void;
  readonly isOffline: (action: string) => boolean;
  /** Throws when a fault of refusal hits this call. */
  readonly refuse: (action: string) => void;
  /** The value of a fault that hits this call; undefined when none does. */
  readonly duration: (name: 'latencyMs' | 'slowBodyMs', action: string) => number | undefined;
  readonly hits: (name: 'dropConnection' | 'truncate' | 'unknownEnums', action: string) => boolean;
  /** HTTP status of the page. */
  readonly notJson: (action: string) => number | undefined;
  readonly timeFormat: (action: string) => TimeFormat | undefined;
}

export function createFaultPlan(knownActions: readonly string[], rateLimit: number): FaultPlan {
  let offlineActions: readonly string[] = [];
  let rules = new Map<FaultName, readonly FaultRule[]>();

  const take = (name: FaultName, action: string): FaultRule | undefined => {
    const all = rules.get(name) ?? [];
    const hit = all.find(({ actions }) => actions?.includes(action) ?? true);
    if (hit?.times !== undefined) {
      const left = hit.times - 1;
      rules.set(
        name,
        all.flatMap((rule) => (rule !== hit ? [rule] : left > 0 ? [{ ...rule, times: left }] : [])),
      );
    }
    return hit;
  };

  return {
    get: () => ({
      offlineActions,
      ...Object.fromEntries(
        [...rules].filter(([, list]) => list.length > 0).map(([name, list]) => [name, brief(list)]),
      ),
    }),
    set: (faults) => {
      const read = readFaults(faults, knownActions);
      offlineActions = read.offlineActions;
      rules = new Map(read.rules);
    },
    isOffline: (action) => offlineActions.includes(action),
    refuse: (action) => {
      if (take('throttle', action) !== undefined) throw requestLimitExceeded(rateLimit + 1, rateLimit);
      const error = take('errorCode', action);
      if (error !== undefined)
        throw new Refusal(String(error.value), error.message ?? 'This error was asked for through the admin path.');
    },
    duration: (name, action) => {
      const hit = take(name, action);
      return hit === undefined ? undefined : Number(hit.value);
    },
    hits: (name, action) => take(name, action) !== undefined,
    notJson: (action) => {
      const hit = take('notJson', action);
      if (hit === undefined) return undefined;
      return typeof hit.value === 'number' ? hit.value : 200;
    },
    timeFormat: (action) => {
      const value = take('timeFormat', action)?.value;
      return value === 'utc' || value === 'china' || value === 'mixed' ? value : undefined;
    },
  };
}

/** The shortest spelling of a list of rules. */
function brief(list: readonly FaultRule[]): unknown {
  const each = list.map((rule) => (Object.keys(rule).length === 1 ? rule.value : rule));
  return each.length === 1 ? each[0] : each;
}
