/** The faults in force: which of them hits the next call. */
import { readFaults, type KnownNames } from './fault-rules.ts';
import type { FaultName, FaultRule, Faults, TimeFormat } from './faults.ts';
import { Refusal, requestLimitExceeded } from './refusal.ts';

/** What of a call decides whether a fault is for it. */
export interface FaultScope {
  readonly action: string;
  /** As sent; null when none was. */
  readonly region: string | null;
}

export interface FaultPlan {
  /** The faults in force, `times` as they are left; good for {@link FaultPlan.set}. */
  readonly get: () => Faults;
  /** Replaces all faults, or throws a `FaultsError` and changes nothing. */
  readonly set: (faults: unknown) => void;
  readonly isOffline: (action: string) => boolean;
  /** Throws when a fault of refusal hits this call. */
  readonly refuse: (call: FaultScope) => void;
  /** The value of a fault that hits this call; undefined when none does. */
  readonly duration: (name: 'latencyMs' | 'slowBodyMs', call: FaultScope) => number | undefined;
  readonly hits: (name: 'dropConnection' | 'truncate' | 'unknownEnums', call: FaultScope) => boolean;
  /** HTTP status of the page. */
  readonly notJson: (call: FaultScope) => number | undefined;
  readonly timeFormat: (call: FaultScope) => TimeFormat | undefined;
}

export function createFaultPlan(known: KnownNames, rateLimit: number): FaultPlan {
  let offlineActions: readonly string[] = [];
  let rules = new Map<FaultName, readonly FaultRule[]>();

  /** The first rule that hits this call. All rules that fit it count it, so that `after` means calls and not hits. */
  const take = (name: FaultName, call: FaultScope): FaultRule | undefined => {
    let hit: FaultRule | undefined;
    const left = (rules.get(name) ?? []).flatMap((rule): readonly FaultRule[] => {
      if (!fits(rule, call)) return [rule];
      const { after = 0, ...due } = rule;
      if (after > 0) return [after === 1 ? due : { ...due, after: after - 1 }];
      if (hit !== undefined) return [rule];
      hit = rule;
      if (rule.times === undefined) return [rule];
      return rule.times === 1 ? [] : [{ ...rule, times: rule.times - 1 }];
    });
    rules.set(name, left);
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
      const read = readFaults(faults, known);
      offlineActions = read.offlineActions;
      rules = new Map(read.rules);
    },
    isOffline: (action) => offlineActions.includes(action),
    refuse: (call) => {
      if (take('throttle', call) !== undefined) throw requestLimitExceeded(rateLimit + 1, rateLimit);
      const error = take('errorCode', call);
      if (error !== undefined)
        throw new Refusal(String(error.value), error.message ?? 'This error was asked for through the admin path.');
    },
    duration: (name, call) => {
      const hit = take(name, call);
      return hit === undefined ? undefined : Number(hit.value);
    },
    hits: (name, call) => take(name, call) !== undefined,
    notJson: (call) => {
      const hit = take('notJson', call);
      if (hit === undefined) return undefined;
      return typeof hit.value === 'number' ? hit.value : 200;
    },
    timeFormat: (call) => {
      const value = take('timeFormat', call)?.value;
      return value === 'utc' || value === 'china' || value === 'mixed' ? value : undefined;
    },
  };
}

function fits({ actions, regions }: FaultRule, { action, region }: FaultScope): boolean {
  return (actions?.includes(action) ?? true) && (regions?.some((name) => name === region) ?? true);
}

/** The shortest spelling of a list of rules. */
function brief(list: readonly FaultRule[]): unknown {
  const each = list.map((rule) => (Object.keys(rule).length === 1 ? rule.value : rule));
  return each.length === 1 ? each[0] : each;
}
