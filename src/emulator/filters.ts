/** Matching of `Filters.N`: one value may be fuzzy, any other number is exact. */
import type { Choices, OneValueIsFuzzy } from './choices.ts';
import type { GivenFilter } from './filter-shape.ts';
import { invalidValue } from './refusal.ts';

/** Per filter name, the texts of a row that it looks at; a row matches when any of them does. */
export type FilterFields<Row> = Readonly<Record<string, (row: Row) => readonly (string | null | undefined)[]>>;

export interface FilterRules {
  readonly choices: Choices;
  readonly oneValueIsFuzzy: OneValueIsFuzzy;
}

/** Turns filters into one test of a row; refuses names that the action does not know. */
export function rowTest<Row>(
  filters: readonly GivenFilter[],
  fields: FilterFields<Row>,
  rules: FilterRules,
): (row: Row) => boolean {
  const { choices } = rules;
  const tests: ((row: Row) => boolean)[] = [];
  filters.forEach((filter, index) => {
    const name = filter.Name;
    const textsOf = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (textsOf === undefined)
      throw invalidValue(`Filters.${String(index)}.Name`, `unknown filter \`${name}\``, choices.unknownFilterName);
    const matches = textTest(filter, rules);
    if (matches === undefined) return;
    const inverted = filter.Negative === true && choices.negative === 'complement';
    tests.push((row) => textsOf(row).some((text) => typeof text === 'string' && matches(text)) !== inverted);
  });
  if (tests.length === 0) return () => true;
  return choices.filtersCombine === 'and'
    ? (row) => tests.every((test) => test(row))
    : (row) => tests.some((test) => test(row));
}

/** Undefined when the filter is to be ignored. */
function textTest(filter: GivenFilter, { choices, oneValueIsFuzzy }: FilterRules) {
  const values = filter.Values ?? [];
  const [first] = values;
  if (first === undefined) return choices.filterWithoutValues === 'ignored' ? undefined : () => false;
  if (values.length === 1 && isFuzzy(filter.Fuzzy, oneValueIsFuzzy)) return fuzzyTest(first, choices);
  const wanted = new Set(values);
  return (text: string) => wanted.has(text);
}

function isFuzzy(fuzzy: boolean | undefined, rule: OneValueIsFuzzy): boolean {
  if (rule === 'always') return true;
  return rule === 'unless-false' ? fuzzy !== false : fuzzy === true;
}

function fuzzyTest(value: string, { fuzzyMatch, fuzzyIgnoresCase }: Choices): (text: string) => boolean {
  const fold = (text: string): string => (fuzzyIgnoresCase ? text.toLowerCase() : text);
  const wanted = fold(value);
  return fuzzyMatch === 'substring' ? (text) => fold(text).includes(wanted) : (text) => fold(text).startsWith(wanted);
}
