/** Reading of faults: JSON that people wrote, into rules. */
import { FaultsError, faultValues, type FaultName, type FaultRule } from './faults.ts';

export interface FaultRules {
  readonly offlineActions: readonly string[];
  readonly rules: ReadonlyMap<FaultName, readonly FaultRule[]>;
}

/** Throws {@link FaultsError} with every problem. */
export function readFaults(given: unknown, knownActions: readonly string[]): FaultRules {
  if (!isObject(given)) throw new FaultsError('faults must be a JSON object');
  const problems: string[] = [];
  const rules = new Map<FaultName, readonly FaultRule[]>();
  let offlineActions: readonly string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (name === 'offlineActions') offlineActions = readActions(value, name, knownActions, problems);
    else if (!isFaultName(name))
      problems.push(`${name}: no such fault; known: offlineActions, ${faultNames.join(', ')}`);
    else {
      const several = Array.isArray(value) ? (value as readonly unknown[]) : [value];
      rules.set(
        name,
        several.flatMap((one, index) => {
          const at = Array.isArray(value) ? `${name}[${String(index)}]` : name;
          return readRule(name, one, at, knownActions, problems);
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

function readRule(
  name: FaultName,
  given: unknown,
  at: string,
  known: readonly string[],
  problems: string[],
): FaultRule[] {
  const scoped = isObject(given) ? given : { value: given };
  const { value = true, message, actions, times, ...others } = scoped;
  const problem = (text: string): void => void problems.push(`${at}${text}`);
  for (const other of Object.keys(others)) problem(`.${other}: unknown; value, actions and times are known`);
  if (!faultValues[name].isValid(value)) problem(`: must be ${faultValues[name].expected}`);
  if (message !== undefined && (name !== 'errorCode' || typeof message !== 'string'))
    problem('.message: must be text, and only errorCode has one');
  if (times !== undefined && !(typeof times === 'number' && Number.isInteger(times) && times > 0))
    problem('.times: must be a whole number from 1');
  // The value was checked against the table, whose values are text, numbers and true.
  const rule: FaultRule = { value: value as FaultRule['value'] };
  return [
    {
      ...rule,
      ...(typeof message === 'string' ? { message } : {}),
      ...(actions === undefined ? {} : { actions: readActions(actions, `${at}.actions`, known, problems) }),
      ...(typeof times === 'number' ? { times } : {}),
    },
  ];
}

function readActions(given: unknown, at: string, known: readonly string[], problems: string[]): readonly string[] {
  const names: readonly unknown[] = Array.isArray(given) ? given : [undefined];
  const isKnown = (name: unknown): name is string => typeof name === 'string' && known.includes(name);
  if (!names.every(isKnown)) problems.push(`${at}: must be a list of action names; known: ${known.join(', ')}`);
  return names.filter(isKnown);
}
