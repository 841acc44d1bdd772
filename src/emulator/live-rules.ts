/** Rules in force: which one of a list hits a call, and what is left of the list then. */
import type { FaultName, FaultRule } from './faults.ts';
import { createRandom, type Random } from './random.ts';

/** What of a call decides whether a fault is for it. */
export interface FaultScope {
  readonly action: string;
  /** As sent; null when none was. */
  readonly region: string | null;
}

/** A rule with random numbers of its own, so that what others draw does not change its hits. */
export interface LiveRule {
  readonly rule: FaultRule;
  readonly random: Random;
}

export function liveRules(name: FaultName, list: readonly FaultRule[], seed: number): readonly LiveRule[] {
  return list.map((rule, index) => ({ rule, random: createRandom([seed, name, index].join('/')) }));
}

export interface Taken {
  readonly hit: LiveRule | undefined;
  readonly left: readonly LiveRule[];
}

/** Takes the first rule that hits this call. All rules that fit it count it, so that `after` means calls and not hits. */
export function takeRule(list: readonly LiveRule[], call: FaultScope): Taken {
  let hit: LiveRule | undefined;
  const left = list.flatMap((live): readonly LiveRule[] => {
    const { rule, random } = live;
    if (!fits(rule, call)) return [live];
    const { after = 0, ...due } = rule;
    if (after > 0) return [{ random, rule: after === 1 ? due : { ...due, after: after - 1 } }];
    if (hit !== undefined || !isDrawn(live)) return [live];
    hit = live;
    if (rule.times === undefined) return [live];
    return rule.times === 1 ? [] : [{ random, rule: { ...rule, times: rule.times - 1 } }];
  });
  return { hit, left };
}

function fits({ actions, regions }: FaultRule, { action, region }: FaultScope): boolean {
  return (actions?.includes(action) ?? true) && (regions?.some((name) => name === region) ?? true);
}

function isDrawn({ rule: { percent }, random }: LiveRule): boolean {
  return percent === undefined || random() * 100 < percent;
}
