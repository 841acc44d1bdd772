/** Generated versions, filters, orders and pages: few values each, so that they meet often, and nasty ones among them. */
import * as fc from 'fast-check';
import type { TrainingModelVersionDTO } from '../../src/tione/types.ts';
import {
  enumFields,
  knownTexts,
  type EnumField,
  type EnumFilter,
  type VersionFilter,
  type VersionOrder,
} from './oracle.ts';

/** Ids that hold one another, that differ beyond 2^53, and two with one number. */
const idPool = [
  ...['mv-v1-1', 'mv-v1-11', 'mv-v1-111', 'mv-v2-1', 'mv-1', '12', 'mv-v10-13', 'mv-v9-14'],
  ...['mv-v1-9007199254740992', 'mv-v1-9007199254740993', 'mv-v1-700000000000000001', 'mv-v1-700000000000000002'],
] as const;

const nastyTexts = [
  '',
  ' ',
  '%',
  '_',
  '"',
  "'",
  '\\',
  '\u0000',
  '\ud800',
  '未知',
  'ß',
  'İ',
  '👍🏽',
  'null',
  '{}',
] as const;
export const nasty = fc.oneof(fc.constantFrom(...nastyTexts), fc.string({ unit: 'binary', maxLength: 6 }));

const labels = fc.oneof(
  { arbitrary: fc.constantFrom('v1', 'v2', 'v10', 'V2', 'v02', 'v2.10', 'v2.9', 'latest'), weight: 3 },
  { arbitrary: nasty, weight: 1 },
);

/** What a field may hold that is no text: null, or no key at all. */
const absent = fc.constantFrom('', null, undefined);

const capitalized = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
const eachWord = (text: string): string => text.split('_').map(capitalized).join('_');

/** As TI-ONE may spell them: upper case as documented, and the kinds of odd case that it was seen to use. */
function spellings(text: string): readonly string[] {
  const all = [text, text.toLowerCase(), capitalized(text), eachWord(text)];
  return text === 'GOOSEFSX' ? [...all, 'GooseFSx'] : all;
}

const texts: Readonly<Record<EnumField, fc.Arbitrary<string>>> = mapFields((field) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...Object.values(knownTexts[field]).flat()).chain(oddCase), weight: 6 },
    { arbitrary: fc.constantFrom('NEWER', 'newer', 'NORMA', 'PMML ', 'HUGGING_FACE_', '新'), weight: 1 },
    { arbitrary: nasty, weight: 1 },
  ),
);

function oddCase(text: string): fc.Arbitrary<string> {
  return fc.constantFrom(...spellings(text));
}

function mapFields<T>(make: (field: EnumField) => T): Readonly<Record<EnumField, T>> {
  const [type, format, algorithmFramework, source, status] = enumFields;
  return {
    type: make(type),
    format: make(format),
    algorithmFramework: make(algorithmFramework),
    source: make(source),
    status: make(status),
  };
}

const start = Date.parse('2024-02-29T23:59:58Z');
const milliseconds = fc.nat({ max: 8 }).map((step) => start + step * 500);
const iso = (ms: number): string => new Date(ms).toISOString();
const chinaMs = 8 * 3_600_000;

/** All the ways in which times were seen to come. */
const wireTimes = fc.oneof(
  { arbitrary: milliseconds.map((ms) => iso(ms)), weight: 2 },
  { arbitrary: milliseconds.map((ms) => iso(ms).replace('.000Z', 'Z')), weight: 2 },
  {
    arbitrary: milliseconds.map((ms) =>
      iso(ms + chinaMs)
        .slice(0, 23)
        .replace('T', ' '),
    ),
    weight: 2,
  },
  { arbitrary: milliseconds.map((ms) => iso(ms + chinaMs).replace('Z', '+08:00')), weight: 1 },
  { arbitrary: milliseconds.map((ms) => iso(ms + chinaMs).replace('Z', '+08')), weight: 1 },
  { arbitrary: fc.constantFrom('', 'soon', null, undefined), weight: 1 },
);

const bounds = fc.tuple(milliseconds, fc.boolean()).map(([ms, utc]) => {
  return utc ? iso(ms) : iso(ms - 5.5 * 3_600_000).replace('Z', '-05:30');
});

export type WireRow = TrainingModelVersionDTO;

/** The versions of one model, each with its id and every field that a filter or an order looks at. */
export function versionRows(modelId: string): fc.Arbitrary<readonly WireRow[]> {
  return fc.uniqueArray(
    fc.record({
      TrainingModelId: fc.constant(modelId),
      TrainingModelVersionId: fc.constantFrom(...idPool),
      TrainingModelVersion: maybe(labels),
      VersionType: maybe(texts.type),
      TrainingModelFormat: maybe(texts.format),
      AlgorithmFramework: maybe(texts.algorithmFramework),
      TrainingModelSource: maybe(texts.source),
      TrainingModelStatus: maybe(texts.status),
      CreateTime: wireTimes,
    }),
    { selector: (row) => row.TrainingModelVersionId, maxLength: idPool.length },
  );
}

function maybe<T>(value: fc.Arbitrary<T>) {
  return fc.oneof({ arbitrary: value, weight: 5 }, { arbitrary: absent, weight: 1 });
}

/** At most two operators, and null, which counts as not given. */
export function operators<T extends Readonly<Record<string, unknown>>>(all: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return some(all, 2);
}

export function some<T extends Readonly<Record<string, unknown>>>(
  all: fc.Arbitrary<T>,
  atMost: number,
): fc.Arbitrary<T> {
  return all.chain((whole) =>
    fc
      .subarray(Object.keys(whole), { maxLength: atMost })
      // Every member of these types is optional, so that a part of the whole is of the type too.
      .map((names) => Object.fromEntries(names.map((name) => [name, whole[name]])) as T),
  );
}

export const option = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 8 });
export const few = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<readonly T[] | null> =>
  option(fc.array(value, { maxLength: 4 }));

export function enumFilter(field: EnumField): fc.Arbitrary<EnumFilter | null> {
  const name = fc.oneof(
    { arbitrary: fc.constantFrom(...Object.keys(knownTexts[field])), weight: 4 },
    { arbitrary: fc.constant('UNRECOGNIZED'), weight: 1 },
  );
  return option(operators(fc.record({ eq: option(name), in: few(name), notIn: few(name), rawIn: few(texts[field]) })));
}

const ids = fc.constantFrom(...idPool, '', 'mv-v1-', "' OR 1=1");

/** A filter with up to three conditions, over all fields and operators. */
export const versionFilters: fc.Arbitrary<VersionFilter | null> = option(
  some<VersionFilter & Readonly<Record<string, unknown>>>(
    fc.record({
      id: option(operators(fc.record({ eq: option(ids), in: few(ids), notIn: few(ids) }))),
      version: option(operators(fc.record({ eq: option(labels), in: few(labels), contains: option(labelPart()) }))),
      ...mapFields(enumFilter),
      createdAt: option(operators(fc.record({ from: option(bounds), to: option(bounds) }))),
    }),
    3,
  ),
);

function labelPart(): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom('', 'v', 'V', '2', '.', 'LATEST'), nasty);
}

export const versionOrders: fc.Arbitrary<VersionOrder | null> = option(
  fc.record({ field: fc.constantFrom('CREATED_AT', 'VERSION'), direction: fc.constantFrom('ASC', 'DESC') }),
);

/** Page sizes from one end, and places for the cursors as parts of the list from 0 to 1. */
export const pagesAsked = fc.record({
  size: fc.oneof(
    fc.record({ first: fc.option(fc.integer({ min: 1, max: 8 })) }),
    fc.record({ last: fc.option(fc.integer({ min: 1, max: 8 })) }),
  ),
  after: fc.option(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { nil: undefined, freq: 2 }),
  before: fc.option(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { nil: undefined, freq: 2 }),
});
