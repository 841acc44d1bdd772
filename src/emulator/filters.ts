/** Matching of `Filters.N`: one value may be fuzzy, any other number is exact. */
import type { Choices, OneValueIsFuzzy } from './choices.ts';
import type { GivenFilter } from './filter-shape.ts';
import { combine, countedValues, testsWithout, textTest, type Test } from './match.ts';
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
): Test<Row> {
  const tests = filters.flatMap((filter, index) => filterTest(filter, `Filters.${String(index)}.Name`, fields, rules));
  return combine(tests, rules.choices.filtersCombine);
}

/** Empty when the filter is to be ignored. */
function filterTest<Row>(
  { Name: name, Values = [], Fuzzy: fuzzy, Negative: negative }: GivenFilter,
  path: string,
  fields: FilterFields<Row>,
  { choices, oneValueIsFuzzy }: FilterRules,
): readonly Test<Row>[] {
  if (name === undefined) return testsWithout(choices.filterWithoutName, path);
  const textsOf = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (textsOf === undefined) throw invalidValue(path, `unknown filter \`${name}\``, choices.unknownFilterName);
  const values = countedValues(Values, choices);
  if (values.length === 0 && choices.filterWithoutValues === 'ignored') return [];
  const inverted = negative === true && choices.negative === 'complement';
  if (values.length === 0) return [() => inverted];
  const matches = textTest(values, isFuzzy(fuzzy, oneValueIsFuzzy), choices);
  return [(row) => textsOf(row).some((text) => typeof text === 'string' && matches(text)) !== inverted];
}

function isFuzzy(fuzzy: boolean | undefined, rule: OneValueIsFuzzy): boolean {
  if (rule === 'always') return true;
  return rule === 'unless-false' ? fuzzy !== false : fuzzy === true;
}
