/** What is compiled, what is left to graphql-js, and what resolvers are given. */
import { expect, it } from 'vitest';
import { compiledOf, schemaOf, textOf } from './texts.ts';

const sdl = `
  directive @other on FIELD
  scalar Any
  type Query { any: Any  a: Int  b: Int }
  type Mutation { a: Int }`;
const plain = schemaOf(sdl, { 'Query.a': () => 1, 'Query.b': () => 2 });

it.each([
  ['a mutation', 'mutation { a }'],
  ['introspection of the schema', '{ a __schema { queryType { name } } }'],
  ['introspection of a type', '{ ...F } fragment F on Query { __type(name: "Query") { name } }'],
  ['another directive', '{ a @other }'],
  ['two operations', 'query A { a } query B { b }'],
  ['no operation', 'fragment F on Query { a }'],
  ['too many fields', `{ ${Array.from({ length: 2_001 }, (_, index) => `a${String(index)}: a`).join(' ')} }`],
])('does not compile %s', (_what, query) => {
  expect(compiledOf(plain, query)).toBeUndefined();
});

it('compiles the operation of the name', () => {
  const query = 'query A { a } query B { b }';
  const run = (operationName: string) =>
    compiledOf(plain, query, { operationName })?.run({ variableValues: {}, contextValue: undefined });
  expect([run('A'), run('B'), run('C'), run('')]).toEqual(['{"a":1}', '{"b":2}', undefined, undefined]);
});

it('keeps eight ways to skip and to include, and leaves others to graphql-js', () => {
  const names = ['a', 'b', 'c', 'd'];
  const query = `query (${names.map((name) => `$${name}: Boolean!`).join(', ')}) {
    ${names.map((name) => `${name}: a @include(if: $${name})`).join(' ')} }`;
  const compiled = compiledOf(plain, query);
  const texts = Array.from({ length: 16 }, (_, number) => {
    const values = Object.fromEntries(names.map((name, bit) => [name, (number & (1 << bit)) !== 0]));
    const expected = Object.fromEntries(names.filter((name) => values[name]).map((name) => [name, 1]));
    return [compiled?.run({ variableValues: values, contextValue: undefined }), JSON.stringify(expected)];
  });
  expect(texts.slice(0, 8).map(([got]) => got)).toEqual(texts.slice(0, 8).map(([, expected]) => expected));
  expect(texts.slice(8).map(([got]) => got)).toEqual(Array(8).fill(undefined));
  expect(compiled?.run({ variableValues: { a: true, b: true, c: true, d: false }, contextValue: undefined })).toBe(
    '{"a":1,"b":1,"c":1}',
  );
});

it.each([
  [
    'a promise of another library',
    {
      then: (resolve: () => void) => {
        resolve();
      },
    },
  ],
  ['a value that is told its key', { toJSON: (key: string) => key }],
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['a big number', 5n],
  ['nothing', undefined],
])('leaves to graphql-js what a scalar serializes to %s', (_what, value) => {
  const schema = schemaOf(sdl, { 'Query.any': () => 'something' });
  const scalar = schema.getType('Any');
  Object.assign(scalar ?? {}, { serialize: () => value });
  expect(textOf(schema, '{ any }', {})).toBeUndefined();
});

it('gives each resolver arguments of its own', () => {
  const seen: unknown[] = [];
  const schema = schemaOf('type Query { a(n: Int = 1): Int  b: Int }', {
    'Query.a': (_source, args: Record<string, unknown>) => {
      seen.push({ ...args });
      args['n'] = 7;
      return 1;
    },
    'Query.b': (_source, args: Record<string, unknown>) => {
      seen.push({ ...args });
      args['n'] = 7;
      return 1;
    },
  });
  const compiled = compiledOf(schema, '{ a x: a(n: 2) b }');
  void compiled?.run({ variableValues: {}, contextValue: {} });
  void compiled?.run({ variableValues: {}, contextValue: {} });
  expect(seen).toEqual([{ n: 1 }, { n: 2 }, {}, { n: 1 }, { n: 2 }, {}]);
});

it.each(['Query', 'Nobody', '', undefined])(
  'leaves a value of which the type is said to be %s to graphql-js',
  (name) => {
    const schema = schemaOf('type A { a: Int } type B { a: Int } union AB = A | B type Query { ab: AB }', {
      'Query.ab': () => ({ a: 1 }),
    });
    const type = schema.getType('AB');
    const run = (answer: string | undefined): unknown => {
      Object.assign(type ?? {}, { resolveType: () => answer });
      return textOf(schema, '{ ab { ... on A { a } } }', {});
    };
    expect([run('A'), run('B'), run(name)]).toEqual(['{"ab":{"a":1}}', '{"ab":{}}', undefined]);
  },
);
