/** Documents that are made to cost much, to break something, or to learn of the schema. */
import { asks, times, type Hostile } from './hostile.ts';

const failed = { status: 200, code: 'GRAPHQL_PARSE_FAILED' };
const invalid = { status: 200, code: 'GRAPHQL_VALIDATION_FAILED' };
const tooMuch = { status: 200, code: 'BAD_USER_INPUT' };
const forbidden = { status: 200, code: 'FORBIDDEN' };

const doubling = (type: string, last: string): string =>
  times(
    150,
    (i) => `fragment F${String(i)} on ${type} { ${i === 149 ? last : `...F${String(i + 1)} ...F${String(i + 1)}`} }`,
  );
const deep = (levels: number): string =>
  levels === 0 ? 'id' : `versions(first: 1) { nodes { model { ${deep(levels - 1)} } } }`;
const wide = (levels: number): string =>
  levels === 0 ? 'id' : `versions(first: 100) { nodes { model { ${wide(levels - 1)} } } }`;
const one = 'trainingModel(id: "m-1")';

const documents: readonly (readonly [string, string, Pick<Hostile, 'status' | 'code'>])[] = [
  ['an empty document', ' ', failed],
  ['a NUL', '{ __typename \u0000 }', failed],
  ['a text that does not end', '{ trainingModel(id: "', failed],
  ['half a surrogate', '{ trainingModel(id: "\\ud800") { id } }', failed],
  ['4,000 tokens and one', `{ ${times(3_999, () => 'a')} }`, failed],
  ['1,900 levels of fields', '{ a '.repeat(1_900), failed],
  ['3,900 levels of lists', `{ a(b: ${'['.repeat(3_900)}`, failed],
  ['3,900 levels of types', `query ($a: ${'['.repeat(3_900)}`, failed],
  ['1,200 levels of objects', `{ a(b: ${'{ a: '.repeat(1_200)}`, failed],
  ['1,300 aliases', `{ ${times(1_300, (i) => `a${String(i)}: __typename`)} }`, failed],
  ['@skip 500 times', `{ __typename ${times(500, () => '@skip(if: false)')} }`, failed],
  ['@skip 200 times', `{ __typename ${times(200, () => '@skip(if: false)')} }`, invalid],
  ['1,900 directives that are none', `{ __typename ${times(1_900, () => '@x')} }`, failed],
  ['660 operations', times(660, (i) => `query Q${String(i)} { __typename }`), failed],
  [
    '300 fragments in circles',
    times(300, (i) => `fragment F${String(i)} on Query { ...F${String((i * 7) % 300)} }`),
    failed,
  ],
  ['a fragment in a circle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }', invalid],
  [
    '200 fragments in circles',
    `{ ...F0 } ${times(200, (i) => `fragment F${String(i)} on Query { ...F${String((i + 1) % 200)} ...F${String((i * 7) % 200)} }`)}`,
    invalid,
  ],
  [
    'one field 3,900 times',
    `{ ${times(3_900, () => '__typename')} }`,
    { status: 200, code: 'GRAPHQL_VALIDATION_FAILED' },
  ],
  ['a field of 200 kB', `{ ${'a'.repeat(200_000)} }`, invalid],
  ['a number of 200 kB', `{ trainingModels(first: ${'9'.repeat(200_000)}) { totalCount } }`, invalid],
  ['a number that is infinite', '{ trainingModels(first: 1e999) { totalCount } }', invalid],
  ['a block text of 200 kB', `{ trainingModel(id: """${' x'.repeat(100_000)}""") { id } }`, tooMuch],
  ['the field __proto__', '{ __proto__ { constructor } }', invalid],
  ['the type constructor', '{ ... on constructor { id } }', invalid],
  ['a variable of the type __proto__', 'query ($x: __proto__) { __typename }', invalid],
  ['a fragment by the name __proto__', '{ ...__proto__ }', invalid],
  ['a mutation', 'mutation { trainingModel(id: "m-1") { id } }', tooMuch],
  ['a subscription', 'subscription { trainingModel(id: "m-1") { id } }', tooMuch],
  [
    'a schema',
    'type Query { evil: String } extend schema { query: Query }',
    { status: 400, code: 'OPERATION_RESOLUTION_FAILURE' },
  ],
  ['16 levels of fields', `{ ${one} { ${deep(5)} } }`, tooMuch],
  ['lists in lists in lists', `{ ${one} { ${wide(3)} } }`, tooMuch],
  ['fragments that double 150 times', `{ ${one} { ...F0 } } ${doubling('TrainingModel', 'id')}`, tooMuch],
  ['fragments that double at the top', `{ ...F0 } ${doubling('Query', `${one} { id }`)}`, tooMuch],
  [
    'fragments that double below _entities',
    `{ _entities(representations: []) { ...F0 } } ${doubling('TrainingModel', 'id')}`,
    tooMuch,
  ],
  [
    '330 versions',
    `{ ${times(330, (i) => `a${String(i)}: trainingModelVersion(id: "mv-${String(i)}") { id }`)} }`,
    tooMuch,
  ],
  [
    '100 lists to search in',
    `{ ${times(100, (i) => `a${String(i)}: trainingModels(filter: { name: { contains: "${String(i)}" } }) { totalCount }`)} }`,
    tooMuch,
  ],
  ['introspection', '{ __schema { types { name } } }', forbidden],
  [
    'introspection by an alias in a fragment',
    '{ ...F } fragment F on Query { id: __type(name: "Query") { name } }',
    forbidden,
  ],
  [
    'introspection that is left out',
    '{ __typename @skip(if: true) __schema @skip(if: true) { queryType { name } } }',
    forbidden,
  ],
  ['the SDL', '{ _service { sdl } }', forbidden],
];

/** Where introspection is off, names of the schema are not told to those who guess. */
const guesses = [
  '{ trainingModl(id: "m-1") { id } }',
  '{ trainingModel(idd: "m-1") { id } }',
  '{ trainingModels(orderBy: { field: CREATED_A }) { totalCount } }',
  'query ($x: TrainingModelFilte) { __typename }',
];

export const hostileDocuments: readonly Hostile[] = [
  ...documents.map(([title, query, expected]) => ({ title, body: asks(query), ...expected })),
  ...guesses.map((query) => ({
    title: `the guess ${query}`,
    body: asks(query),
    ...invalid,
    says: /^(?!.*Did you mean)/,
  })),
];
