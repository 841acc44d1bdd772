/** Values in a good document that are made to get through: ids, regions, filters, cursors, representations. */
import { apiKey, asks, json, narrowKey, seen, type Hostile } from './hostile.ts';

const refused = { status: 200, code: 'BAD_USER_INPUT' };
const uncoercible = { status: 400, code: 'BAD_USER_INPUT' };
const harmless = { status: 200, code: undefined };

const byId = 'query ($v: ID!) { trainingModel(id: $v) { id } }';
const ids: readonly (readonly [string, string])[] = [
  ['a line break at its end', 'm-1\n'],
  ['a header', 'm-1\r\nX-TC-Action: DeleteTrainingModel'],
  ['a NUL', 'm-1\u0000'],
  ['a text that runs backwards', 'm-1\u202e'],
  ['half a surrogate', 'm-1\ud800'],
  ['wide digits', 'm-１２３'],
  ['Arabic digits', 'm-١٢٣'],
  ['JSON', 'm-1","Fuzzy":true,"x":"'],
  ['a path', '../../etc/passwd'],
  ['a template', '${process.env.TENCENTCLOUD_SECRET_KEY}'],
  ['SQL', "m-1' OR '1'='1"],
  ['__proto__', '__proto__'],
  ['200 kB', `m-${'1'.repeat(200_000)}`],
  ['nothing', ''],
];

const regions = [
  'ap-guangzhou\r\nHost: evil.example',
  'ap-guangzhou\u0000',
  '__proto__',
  'evil.example/?',
  'AP-GUANGZHOU',
  '',
  'x'.repeat(200_000),
];

const list = 'query ($v: String) { trainingModels(first: 2, after: $v) { nodes { id } } }';
const cursor = (parts: unknown): string =>
  Buffer.from(typeof parts === 'string' ? parts : JSON.stringify(parts)).toString('base64url');
const cursors: readonly (readonly [string, string])[] = [
  ['garbage', '%%%'],
  ['nothing', ''],
  ['text', cursor('x')],
  ['no list', cursor({ 0: 'x', length: 5 })],
  ['an empty list', cursor([])],
  ['NaN', cursor('["x",NaN,"m-1"]')],
  ['another list', cursor(['AAAAAAAAAAAA', 1, 'm-1', 0, 1])],
  ['a huge index', cursor(['AAAAAAAAAAAA', 1, 'm-1', 1e300, 1e300])],
  ['a negative index', cursor(['AAAAAAAAAAAA', 1, 'm-1', -1, -1])],
  ['__proto__', cursor(['__proto__', '__proto__', '__proto__'])],
  ['objects', cursor([{ toString: 1 }, { toString: 1 }, { toString: 1 }])],
  ['100,000 brackets', cursor('['.repeat(100_000))],
];

const entities = 'query ($v: [_Any!]!) { _entities(representations: $v) { __typename } }';
const representation = (id: unknown, type: unknown = 'TrainingModel') => ({ __typename: type, id });
const representations: readonly (readonly [string, unknown])[] = [
  ['a number', 7],
  ['a list', [[[[]]]]],
  ['no type', { id: 'm-1' }],
  ['the type __proto__', representation('m-1', '__proto__')],
  ['the type constructor', representation('m-1', 'constructor')],
  ['the type Query', representation('m-1', 'Query')],
  ['a type with a line break', representation('m-1', 'TrainingModel\n')],
  ['a type that is an object', representation('m-1', { toString: 1 })],
  ['no id', { __typename: 'TrainingModel' }],
  ['an id that is an object', representation({ toString: 1 })],
  ['an id with a line break', representation('m-1\n')],
];

const many = (count: number, value: (index: number) => unknown): unknown[] =>
  Array.from({ length: count }, (_, index) => value(index));
const byIds = 'query ($v: [ID!]!) { trainingModelsByIds(ids: $v) { id } }';
const filtered = 'query ($v: TrainingModelFilter) { trainingModels(filter: $v) { totalCount } }';
const sized = (argument: string): string => `query ($v: Int) { trainingModels(${argument}: $v) { totalCount } }`;
const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

const values: readonly (readonly [string, string, unknown, Partial<Hostile>])[] = [
  ['500 ids', byIds, many(500, (i) => `m-${String(i)}`), { ...harmless, calls: 10 }],
  ['501 ids', byIds, many(501, (i) => `m-${String(i)}`), refused],
  ['501 ids in a filter', filtered, { id: { in: many(501, (i) => `m-${String(i)}`) } }, refused],
  ['10 tags in a filter', filtered, { tags: many(10, (i) => ({ key: String(i) })) }, { ...harmless, calls: 1 }],
  ['11 tags in a filter', filtered, { tags: many(11, (i) => ({ key: String(i) })) }, refused],
  ['20,000 names in a filter', filtered, { name: { in: many(20_000, String) } }, { ...harmless, calls: 1 }],
  ['controls in a filter', filtered, { name: { contains: '\u0000\r\n\u2028\u202e' } }, { ...harmless, calls: 1 }],
  ['a filter by the name constructor', filtered, { constructor: {} }, uncoercible],
  ['a page of 100', sized('first'), 100, { ...harmless, calls: 1 }],
  ['a page of 101', sized('first'), 101, refused],
  ['a page of none', sized('last'), 0, refused],
  ['a page of -1', sized('first'), -1, refused],
  ['a page of 1.5', sized('first'), 1.5, uncoercible],
  ['a page of 2^31', sized('first'), 2 ** 31, uncoercible],
  ['a page of "100"', sized('first'), '100', uncoercible],
  ['1,000 representations', entities, many(1_000, (i) => representation(`m-${String(i)}`)), { ...harmless, calls: 20 }],
  ['1,001 representations', entities, many(1_001, () => representation('m-1')), refused],
  [
    '1,000 representations of versions',
    entities,
    many(1_000, (i) => representation(`mv-${String(i)}`, 'TrainingModelVersion')),
    refused,
  ],
];

const body = (query: string, v: unknown): string => asks(query, { v });

export const hostileValues: readonly Hostile[] = [
  ...ids.map(([title, v]) => ({ title: `an id of ${title}`, body: body(byId, v), ...refused })),
  ...regions.map((v) => ({
    title: `the region ${JSON.stringify(v.slice(0, 40))}`,
    body: body('query ($v: String) { trainingModel(id: "m-1", region: $v) { id } }', v),
    ...refused,
  })),
  ...cursors.map(([title, v]) => ({ title: `a cursor of ${title}`, body: body(list, v), ...refused })),
  ...representations.map(([title, v]) => ({
    title: `a representation of ${title}`,
    body: body(entities, [v]),
    ...refused,
  })),
  ...values.map(([title, query, v, expected]) => ({ title, body: body(query, v), ...refused, ...expected })),
  {
    title: 'variables of __proto__',
    body: `{"query":${JSON.stringify(byId)},"variables":{"__proto__":{"v":"m-1"}}}`,
    ...uncoercible,
  },
  {
    title: 'an id of 100,000 brackets',
    body: `{"query":${JSON.stringify(byId)},"variables":{"v":${nested}}}`,
    ...uncoercible,
  },
  {
    title: 'a representation of 100,000 brackets',
    body: `{"query":${JSON.stringify(entities)},"variables":{"v":[${nested}]}}`,
    ...refused,
  },
  {
    title: 'an id that is a number of 300 digits',
    body: `{"query":${JSON.stringify(byId)},"variables":{"v":1e300}}`,
    ...refused,
  },
  {
    title: 'a variable by the name of a method',
    body: asks('query ($toString: ID!) { trainingModel(id: $toString) { id } }', {}),
    ...uncoercible,
  },
  {
    title: 'representations of models that are not to be seen',
    headers: { ...json, 'x-api-key': narrowKey },
    body: body(
      entities,
      many(100, (i) => representation(`m-${String(i)}`)),
    ),
    ...harmless,
    says: /^\{"data":\{"_entities":\[(null,){99}null\]\}\}$/,
  },
  {
    title: 'one of them between others',
    headers: { ...json, 'x-api-key': narrowKey },
    body: body(byIds, ['m-1', seen, 'm-2']),
    ...harmless,
    calls: 1,
    says: /^\{"data":\{"trainingModelsByIds":\[null,\{"id":"m-608587242317024640"\},null\]\}\}$/,
  },
  {
    title: 'a model of another region by its name',
    headers: { ...json, 'x-api-key': apiKey },
    body: asks('{ trainingModel(id: "m-1", region: "us-east-1") { id } }'),
    ...refused,
  },
];
