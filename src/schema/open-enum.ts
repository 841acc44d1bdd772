/**
 * Open enums: TI-ONE changed its lists of values silently at least six times, so a value that is not known here becomes
 * `UNRECOGNIZED` and never an error, and each enum field has a `…Raw` twin with the verbatim text.
 */
import type { Maybe } from '../tione/types.ts';
import { text } from './absent.ts';
import { builder } from './builder.ts';
import type { OnUnknownValue } from './context.ts';

export interface KnownValue {
  readonly description: string;
  /** How TI-ONE writes it, where that is not the name itself. */
  readonly spellings?: readonly string[];
}

export interface OpenEnum<Name extends string> {
  /** The Pothos enum. */
  readonly type: ReturnType<typeof defineType<Name>>;
  /** The name of an upstream text, without regard to case; null for an absent one. Resolvers have it told where there is none. */
  readonly read: (raw: Maybe<string>, onUnknown?: OnUnknownValue) => Name | typeof unrecognized | null;
  /** The upstream's texts of a name, in every case they are known or likely to come in. */
  readonly spellings: (name: Name | typeof unrecognized) => readonly string[];
}

export const unrecognized = 'UNRECOGNIZED';

/** Of a text that is told; the longest known one has 34. */
const maxToldCharacters = 64;

export function openEnum<Name extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Name, KnownValue>>,
): OpenEnum<Name> {
  const names = Object.keys(values) as Name[]; // The keys of a literal are exactly its names.
  const spellingsOf = (value: Name): readonly string[] => values[value].spellings ?? [value];
  const byText = new Map(
    names.flatMap((value) => spellingsOf(value).map((spelling) => [spelling.toLowerCase(), value] as const)),
  );
  const spellings = new Map<string, readonly string[]>(
    names.map((value) => [
      value,
      [
        ...new Set(
          spellingsOf(value).flatMap((spelling) => [
            spelling,
            spelling.toUpperCase(),
            spelling.toLowerCase(),
            capitalized(spelling),
            eachWord(spelling),
          ]),
        ),
      ],
    ]),
  );
  return {
    type: defineType(name, description, values, names),
    read: (raw, onUnknown) => {
      const given = text(raw);
      if (given === null) return null;
      const known = byText.get(given.toLowerCase());
      if (known === undefined) onUnknown?.({ enum: name, value: given.slice(0, maxToldCharacters) });
      return known ?? unrecognized;
    },
    spellings: (value) => spellings.get(value) ?? [],
  };
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}

function eachWord(words: string): string {
  return words.split('_').map(capitalized).join('_');
}

function defineType<Name extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Name, KnownValue>>,
  names: readonly Name[],
) {
  return builder.enumType(name, {
    description: `${description} The list is open: keep a default branch in clients.`,
    values: Object.fromEntries([
      ...names.map((value) => [value, { description: values[value].description }] as const),
      [
        unrecognized,
        { description: 'A value that is newer than this schema; the `…Raw` field beside it has the text.' },
      ],
    ]) as Readonly<Record<Name | typeof unrecognized, { description: string }>>, // fromEntries forgets the keys.
  });
}
