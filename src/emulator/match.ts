/** Matching of texts by the values of a filter, and combining of several filters into one test. */
import type { Choices } from './choices.ts';
import { missingParameter } from './refusal.ts';

export type Test<T> = (value: T) => boolean;

/** The values of a filter that count. */
export function countedValues(values: readonly string[], { sameValueTwice }: Choices): readonly string[] {
  return sameValueTwice === 'counted' ? values : [...new Set(values)];
}

/** Whether a text matches any of these: a single one is fuzzy if wanted, any other number of them is exact. */
export function textTest(values: readonly string[], oneIsFuzzy: boolean, choices: Choices): Test<string> {
  const [first] = values;
  if (first !== undefined && values.length === 1 && oneIsFuzzy) return fuzzyTest(first, choices);
  const fold = folding(choices.exactIgnoresCase);
  const wanted = new Set(values.map(fold));
  return (text) => wanted.has(fold(text));
}

function fuzzyTest(value: string, { fuzzyMatch, fuzzyIgnoresCase }: Choices): Test<string> {
  const fold = folding(fuzzyIgnoresCase);
  const wanted = fold(value);
  return fuzzyMatch === 'substring' ? (text) => fold(text).includes(wanted) : (text) => fold(text).startsWith(wanted);
}

function folding(ignoresCase: boolean): (text: string) => string {
  return ignoresCase ? (text) => text.toLowerCase() : (text) => text;
}

export function combine<T>(tests: readonly Test<T>[], how: 'and' | 'or'): Test<T> {
  if (tests.length === 0) return () => true;
  return how === 'and' ? (value) => tests.every((test) => test(value)) : (value) => tests.some((test) => test(value));
}

/** The tests of a filter that lacks something: none when it is ignored. Or the refusal of the parameter at `path`. */
export function testsWithout(
  what: 'MissingParameter' | 'ignored' | 'matches-nothing',
  path: string,
): readonly Test<unknown>[] {
  if (what === 'MissingParameter') throw missingParameter(path);
  return what === 'ignored' ? [] : [() => false];
}
