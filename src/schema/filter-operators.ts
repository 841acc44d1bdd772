/**
 * The operators of filters: their input types, and for each what it means here (a predicate) and upstream (a list of
 * values that the upstream can narrow by). Operators given together are AND-ed; one that is null counts as not given.
 */
import type { Maybe } from '../tione/types.ts';
import { builder } from './builder.ts';
import { unrecognized, type OpenEnum } from './open-enum.ts';

/** What a condition on one field means. */
export interface Condition<Value> {
  readonly matches: (value: Value) => boolean;
  /**
   * The texts that a matching value can have, in every spelling that is known or likely; undefined where they cannot be
   * listed. Empty: nothing can match.
   */
  readonly candidates?: readonly string[] | undefined;
  /** Whether nothing was asked, so that the condition need not be looked at. */
  readonly isVacuous: boolean;
}

const anyOf = 'Any of these; an empty list matches nothing and costs no upstream call.';
const noneOf = 'None of these. Entries without a value match; an empty list excludes nothing.';

export const IdFilter = builder.inputType('TrainingModelIdFilter', {
  description: 'Condition on an id. Operators given together must all hold.',
  fields: (t) => ({
    eq: t.id({ description: 'Exactly this id.' }),
    in: t.idList({ description: anyOf }),
    notIn: t.idList({ description: noneOf }),
  }),
});

export const TextFilter = builder.inputType('TrainingModelTextFilter', {
  description:
    'Condition on a text. Operators given together must all hold. Entries without a text match only when no operator is given.',
  fields: (t) => ({
    eq: t.string({ description: 'Exactly this text, case included.' }),
    in: t.stringList({ description: anyOf }),
    contains: t.string({ description: 'Texts that hold this one, without regard to case.' }),
  }),
});

export const TimeFilter = builder.inputType('TrainingModelTimeFilter', {
  description:
    'Condition on a timestamp: `from` ≤ timestamp < `to`. Entries without a timestamp match only when neither is given.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'The earliest timestamp that matches.' }),
    to: t.field({ type: 'DateTime', description: 'The earliest timestamp that does not match any more.' }),
  }),
});

/** `TrainingModelFormatFilter` and its like: one input for each enum, so that a value of another enum is a type error. */
export function enumFilter<Name extends string>(name: string, { type }: OpenEnum<Name>, rawField: string) {
  return builder.inputType(name, {
    description:
      `Condition on a \`${type.name}\`. Operators given together must all hold. ` +
      `\`${unrecognized}\` stands for every value that this schema does not know.`,
    fields: (t) => ({
      eq: t.field({ type, description: 'Exactly this value.' }),
      in: t.field({ type: [type], description: anyOf }),
      notIn: t.field({ type: [type], description: noneOf }),
      rawIn: t.stringList({
        description: `Any of these verbatim texts of \`${rawField}\`, case included: for values newer than this schema. An empty list matches nothing.`,
      }),
    }),
  });
}

interface Choice<T> {
  readonly eq?: Maybe<T>;
  readonly in?: Maybe<readonly T[]>;
  readonly notIn?: Maybe<readonly T[]>;
}

/** `isId` tells the shape of ids: what has another can match nothing, and never gets into a call. */
export function idCondition(choice: Choice<string>, isId: (id: string) => boolean): Condition<string> {
  const allowed = allowedValues(choice);
  const excluded = new Set(choice.notIn);
  return {
    matches: (id) => allowed?.has(id) !== false && !excluded.has(id),
    candidates: allowed && [...allowed].filter((id) => isId(id) && !excluded.has(id)),
    isVacuous: allowed === undefined && excluded.size === 0,
  };
}

export function textCondition(filter: Choice<string> & { contains?: Maybe<string> }): Condition<string | null> {
  const allowed = allowedValues(filter);
  const part = filter.contains?.toLowerCase();
  const isVacuous = allowed === undefined && part === undefined;
  const matches = (text: string | null): boolean =>
    isVacuous ||
    (text !== null && allowed?.has(text) !== false && (part === undefined || text.toLowerCase().includes(part)));
  return { matches, candidates: allowed && [...allowed].filter((text) => text !== '' && matches(text)), isVacuous };
}

export function timeCondition({ from, to }: { from?: Maybe<number>; to?: Maybe<number> }): Condition<number | null> {
  if (from == null && to == null) return { matches: () => true, isVacuous: true };
  return {
    matches: (time) => time !== null && time >= (from ?? -Infinity) && time < (to ?? Infinity),
    isVacuous: false,
  };
}

export function enumCondition<Name extends string>(
  { read, spellings }: OpenEnum<Name>,
  filter: Choice<Name | typeof unrecognized> & { rawIn?: Maybe<readonly string[]> },
): Condition<Maybe<string>> {
  const allowed = allowedValues(filter);
  const excluded = new Set(filter.notIn);
  const rawAllowed = filter.rawIn == null ? undefined : new Set(filter.rawIn.filter((raw) => raw !== ''));
  const matches = (raw: Maybe<string>): boolean => {
    const value = read(raw);
    if (value === null || raw == null) return allowed === undefined && rawAllowed === undefined;
    return allowed?.has(value) !== false && !excluded.has(value) && rawAllowed?.has(raw) !== false;
  };
  const listable = allowed !== undefined && !allowed.has(unrecognized);
  const candidates = rawAllowed ?? (listable ? [...allowed].flatMap(spellings) : undefined);
  const isVacuous = allowed === undefined && rawAllowed === undefined && excluded.size === 0;
  return { matches, candidates: candidates && [...candidates].filter(matches), isVacuous };
}

/** What `eq` and `in` leave together; undefined where neither is given. */
function allowedValues<T>({ eq, in: list }: Choice<T>): ReadonlySet<T> | undefined {
  if (eq == null) return list == null ? undefined : new Set(list);
  return new Set(list == null || list.includes(eq) ? [eq] : []);
}
