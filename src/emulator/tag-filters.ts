/** Matching of `TagFilters.N` by the tags of a model. */
import type { Tag } from '../tione/types.ts';
import type { Choices } from './choices.ts';
import { combine, countedValues, testsWithout, textTest, type Test } from './match.ts';
import { listOf, objectOf, optional, text, type Reader } from './parameters.ts';

/** Nothing of it is marked as required in the published metadata. */
export interface GivenTagFilter {
  readonly TagKey?: string;
  readonly TagValues?: readonly string[];
}

export const tagFilters: Reader<readonly GivenTagFilter[]> = listOf(
  objectOf({ TagKey: optional(text), TagValues: optional(listOf(text)) }),
);

/** Turns tag filters into one test of the tags of a model. */
export function tagTest(filters: readonly GivenTagFilter[], choices: Choices): Test<readonly Tag[]> {
  const tests = filters.flatMap((filter, index) => testsOf(filter, `TagFilters.${String(index)}.TagKey`, choices));
  return combine(tests, choices.tagFiltersCombine);
}

/** Empty when the filter is to be ignored. */
function testsOf(
  { TagKey: key, TagValues = [] }: GivenTagFilter,
  path: string,
  choices: Choices,
): readonly Test<readonly Tag[]>[] {
  const { tagFilterWithoutKey, tagFilterWithoutValues, tagValuesCombine } = choices;
  if (key === undefined && tagFilterWithoutKey !== 'any-key') return testsWithout(tagFilterWithoutKey, path);
  const values = countedValues(TagValues, choices);
  if (values.length === 0 && tagFilterWithoutValues !== 'key-alone') return testsWithout(tagFilterWithoutValues, path);
  const hasKey = (tag: Tag): boolean => key === undefined || tag.TagKey === key;
  if (values.length === 0) return [(tags) => tags.some(hasKey)];
  const fuzzy = values.length === 1 && choices.oneTagValueIsFuzzy;
  const groups = tagValuesCombine === 'or' ? [values] : values.map((value) => [value]);
  const matches = groups.map((group) => textTest(group, fuzzy, choices));
  // A tag without a value has no text to match, not even an empty one.
  const hasText = (tag: Tag, test: Test<string>): boolean => typeof tag.TagValue === 'string' && test(tag.TagValue);
  return [(tags) => matches.every((test) => tags.some((tag) => hasKey(tag) && hasText(tag, test)))];
}
