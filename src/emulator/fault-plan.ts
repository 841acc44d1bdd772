/** The faults in force: which of them hits the next call. */
import { readFaults, type KnownNames } from './fault-rules.ts';
import { resetMoments, timeFormats, type FaultName, type Faults } from './faults.ts';
import type { ResetMoment, TimeFormat } from './faults.ts';
import { drawLatency, type Latency } from './latency.ts';
import { liveRules, takeRule, type FaultScope, type LiveRule } from './live-rules.ts';
import { Refusal, requestLimitExceeded } from './refusal.ts';

export interface FaultPlan {
  /** The faults in force, `times` as they are left; good for {@link FaultPlan.set}. */
  readonly get: () => Faults;
  /** Replaces all faults and starts the draws afresh, or throws a `FaultsError` and changes nothing. */
  readonly set: (faults: unknown) => void;
  readonly isOffline: (action: string) => boolean;
  /** Throws when a fault of refusal hits this call. */
  readonly refuse: (call: FaultScope) => void;
  /** Milliseconds; 0 when no fault hits this call. */
  readonly latencyMs: (call: FaultScope) => number;
  /** The value of a fault that hits this call; undefined when none does. */
  readonly amount: (
    name: 'slowBodyMs' | 'clockSkewSeconds' | 'otherRequestsPerSecond',
    call: FaultScope,
  ) => number | undefined;
  readonly hits: (name: 'stall' | 'dropConnection' | 'truncate' | 'unknownEnums', call: FaultScope) => boolean;
  /** HTTP status of the page. */
  readonly notJson: (call: FaultScope) => number | undefined;
  readonly timeFormat: (call: FaultScope) => TimeFormat | undefined;
  readonly resetConnection: (call: FaultScope) => ResetMoment | undefined;
}

export interface FaultPlanOptions {
  /** Requests per second and action. */
  readonly rateLimit: number;
  /** The same seed, faults and calls give the same hits. */
  readonly seed: number;
}

export function createFaultPlan(known: KnownNames, { rateLimit, seed }: FaultPlanOptions): FaultPlan {
  let offlineActions: readonly string[] = [];
  let rules = new Map<FaultName, readonly LiveRule[]>();

  const take = (name: FaultName, call: FaultScope): LiveRule | undefined => {
    const { hit, left } = takeRule(rules.get(name) ?? [], call);
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
      rules = new Map([...read.rules].map(([name, list]) => [name, liveRules(name, list, seed)]));
    },
    isOffline: (action) => offlineActions.includes(action),
    refuse: (call) => {
      if (take('throttle', call) !== undefined) throw requestLimitExceeded(rateLimit + 1, rateLimit);
      const error = take('errorCode', call)?.rule;
      if (error === undefined) return;
      const { value, message = 'This error was asked for through the admin path.' } = error;
      // The value was checked when it was read.
      throw new Refusal(value as string, message);
    },
    latencyMs: (call) => {
      const hit = take('latencyMs', call);
      // The value was checked when it was read.
      return hit === undefined ? 0 : drawLatency(hit.rule.value as Latency, hit.random);
    },
    amount: (name, call) => {
      const hit = take(name, call);
      return hit === undefined ? undefined : Number(hit.rule.value);
    },
    hits: (name, call) => take(name, call) !== undefined,
    notJson: (call) => {
      const hit = take('notJson', call);
      if (hit === undefined) return undefined;
      return typeof hit.rule.value === 'number' ? hit.rule.value : 200;
    },
    timeFormat: (call) => {
      const value = take('timeFormat', call)?.rule.value;
      return timeFormats.find((format) => format === value);
    },
    resetConnection: (call) => {
      const value = take('resetConnection', call)?.rule.value;
      return resetMoments.find((moment) => moment === value);
    },
  };
}

/** The shortest spelling of a list of rules. */
function brief(list: readonly LiveRule[]): unknown {
  const each = list.map(({ rule }) => (Object.keys(rule).length === 1 ? rule.value : rule));
  return each.length === 1 ? each[0] : each;
}
