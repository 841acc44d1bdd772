/** Generated calls of TI-ONE, with values that mean something to shells, terminals, argument parsers and JavaScript. */
import * as fc from 'fast-check';
import type { RepeatableCall } from '../../src/inspector/repeatable-call.ts';
import type { Filter, TagFilter } from '../../src/tione/types.ts';

export const nastyTexts = [
  ...[
    '',
    ' ',
    '-',
    '--',
    '-1',
    '-x',
    '--profile',
    '--region=ap-beijing',
    '--cli-input-json',
    'file:///dev/stdin',
    'help',
  ],
  ...[
    "'",
    "''",
    "it's",
    "'; touch /tmp/x; '",
    '"',
    '"; $(id); "',
    '`id`',
    '$(id)',
    '$HOME',
    '${x:-y}',
    '!!',
    "it's !x!",
  ],
  ...[
    '*',
    '?',
    '[a-z]',
    '{a,b}',
    '~',
    '~root',
    '=ls',
    '#',
    'a #b',
    ';',
    '&',
    '|',
    '<',
    '>',
    '(',
    ')',
    '%1',
    '^a^b',
    '\\',
  ],
  ...["\\'", "'\\''", "$'\\n'", '\\u0027', '${process.exit(1)}', '*/', '//', '<!--', '-->', '</script>', '__proto__'],
  ...['a\nb', 'a\r', '\t', '\u0000', '\u0003', '\u001b[201~\nid\n', '\u007f', '\u009b', '\u00a0', '\u2028', '\u2029'],
  ...[
    '\u202e',
    '\u200b',
    '\ufeff',
    '\ud800',
    '\udc00',
    '车牌识别',
    '　',
    'ß',
    '👍🏽',
    '👩‍💻',
    '\u{e0041}',
    'null',
    '{}',
    '[]',
  ],
];

const text = fc.oneof(
  { arbitrary: fc.constantFrom(...nastyTexts), weight: 3 },
  { arbitrary: fc.constantFrom('m-608587242317024640', 'mv-v1-625097625049989888', 'NORMAL'), weight: 1 },
  {
    arbitrary: fc.tuple(fc.constantFrom(...nastyTexts), fc.constantFrom(...nastyTexts)).map((two) => two.join('')),
    weight: 1,
  },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 12 }), weight: 1 },
);

const filters: fc.Arbitrary<readonly Filter[]> = fc.array(
  fc.record(
    { Name: text, Values: fc.array(text, { maxLength: 3 }), Fuzzy: fc.boolean(), Negative: fc.boolean() },
    { requiredKeys: ['Name', 'Values'] },
  ),
  { maxLength: 3 },
);
const tagFilters: fc.Arbitrary<readonly TagFilter[]> = fc.array(
  fc.record({ TagKey: text, TagValues: fc.array(text, { maxLength: 3 }) }, { requiredKeys: ['TagKey'] }),
  { maxLength: 3 },
);
const wholeNumber = fc.oneof(fc.integer({ min: -20, max: 200 }), fc.maxSafeInteger());

/** What the three actions may be given, each part there or not. */
const parameters = {
  DescribeTrainingModels: fc.record(
    {
      Filters: filters,
      TagFilters: tagFilters,
      OrderField: text,
      Order: fc.constantFrom('ASC', 'DESC'),
      Offset: wholeNumber,
      Limit: wholeNumber,
      WithModelVersions: fc.constantFrom(true, true, false, undefined),
    },
    { requiredKeys: [] },
  ),
  DescribeTrainingModelVersions: fc.record({ TrainingModelId: text, Filters: filters }, { requiredKeys: [] }),
  DescribeTrainingModelVersion: fc.record({ TrainingModelVersionId: text }),
};

export const calls: fc.Arbitrary<RepeatableCall> = fc
  .constantFrom('DescribeTrainingModels', 'DescribeTrainingModelVersions', 'DescribeTrainingModelVersion')
  .chain((action) =>
    fc.record({
      action: fc.constant(action),
      region: fc.constantFrom('ap-guangzhou', 'ap-shanghai-fsi', "it's", '-x', '$(id)'),
      params: parameters[action] as fc.Arbitrary<object>,
    }),
  );

/** What JSON makes of a value: what is sent. */
export function sent(params: object): unknown {
  return JSON.parse(JSON.stringify(params));
}
