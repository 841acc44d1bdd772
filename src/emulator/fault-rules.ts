/** Reading of faults: JSON that people wrote, into rules. */
import { faultValues, isWhole } from './fault-values.ts';
import { FaultsError, type FaultName, type FaultRule } from './faults.ts';

export interface FaultRules {
  readonly offlineActions: readonly string[];
  readonly rules: ReadonlyMap<FaultName, readonly FaultRule[]>;
}

/** The names that a fault may be scoped to. */
export interface KnownNames {
  readonly actions: readonly string[];
  readonly regions: readonly string[];
}

/** Throws {@link FaultsError} with every problem. */
export function readFaults(given: unknown, known: KnownNames): FaultRules {
  if (!isObject(given)) throw new FaultsError('faults must be a JSON object');
  const problems: string[] = [];
  const rules = new Map<FaultName, readonly FaultRule[]>();
  let offlineActions: readonly string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (name === 'offlineActions') offlineActions = readNames(value, name, known, 'actions', problems);
    else if (!isFaultName(name))
      problems.push(`${name}: no such fault; known: offlineActions, ${faultNames.join(', ')}`);
    else {
      const several = Array.isArray(value) ? (value as readonly unknown[]) : [value];
      rules.set(
        name,
        several.flatMap((one, index) => {
          const at = Array.isArray(value) ? `${name}[${String(index)}]` : name;
          return readRule(name, one, at, known, problems);
        }),
      );
    }
  }
  if (problems.length > 0) throw new FaultsError(problems.join('; '));
  return { offlineActions, rules };
}

const faultNames = Object.keys(faultValues);

function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faultValues, name);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readRule(name: FaultName, given: unknown, at: string, known: KnownNames, problems: string[]): FaultRule[] {
  const scoped = isObject(given) && !isValue(name, given) ? given : { value: given };
  const { value = true, message, actions, regions, after, percent, times, ...others } = scoped;
  const problem = (text: string): void => void problems.push(`${at}${text}`);
  for (const other of Object.keys(others))
    problem(`.${other}: unknown; value, actions, regions, after, percent and times are known`);
  if (!faultValues[name].isValid(value)) problem(`: must be ${faultValues[name].expected}`);
  if (message !== undefined && (name !== 'errorCode' || typeof message !== 'string'))
    problem('.message: must be text, and only errorCode has one');
  if (after !== undefined && !isCount(after, 0)) problem('.after: must be a whole number from 0');
  if (percent !== undefined && !isPercent(percent)) problem('.percent: must be a number over 0 and up to 100');
  if (times !== undefined && !isCount(times, 1)) problem('.times: must be a whole number from 1');
  // The value was checked against the table, whose values are those of a rule.
  const rule = { value: isObject(value) ? { ...value } : value } as FaultRule;
  return [
    {
      ...rule,
      ...(typeof message === 'string' ? { message } : {}),
      ...(actions === undefined ? {} : { actions: readNames(actions, `${at}.actions`, known, 'actions', problems) }),
      ...(regions === undefined ? {} : { regions: readNames(regions, `${at}.regions`, known, 'regions', problems) }),
      ...(isCount(after, 1) ? { after } : {}),
      ...(isPercent(percent) ? { percent } : {}),
      ...(isCount(times, 1) ? { times } : {}),
    },
  ];
}

/** Whether an object is the value itself, and no scope with a value in it. */
function isValue(name: FaultName, given: object): boolean {
  const keys = Object.keys(given);
  return keys.length > 0 && keys.every((key) => faultValues[name].members?.includes(key) ?? false);
}

function isCount(value: unknown, least: number): value is number {
  return isWhole(value, least, Number.MAX_SAFE_INTEGER);
}

function isPercent(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= 100;
}

function readNames(
  given: unknown,
  at: string,
  known: KnownNames,
  kind: keyof KnownNames,
  problems: string[],
): readonly string[] {
  const names: readonly unknown[] = Array.isArray(given) ? given : [undefined];
  const isKnown = (name: unknown): name is string => typeof name === 'string' && known[kind].includes(name);
  if (!names.every(isKnown))
    problems.push(`${at}: must be a list of ${kind.slice(0, -1)} names; known: ${known[kind].join(', ')}`);
  return names.filter(isKnown);
}
