import { getIntrospectionQuery } from 'graphql';
import { expect, it } from 'vitest';
import { createSystem } from '../helpers/system.ts';

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** Introspection in which each of four levels has `n` aliases. */
const aliased = (n: number): string => `
  { ${times(n, (i) => `s${String(i)}: __schema { ...S }`)} }
  fragment S on __Schema { ${times(n, (i) => `t${String(i)}: types { ...T }`)} }
  fragment T on __Type { ${times(n, (i) => `f${String(i)}: fields { ...F }`)} }
  fragment F on __Field { ${times(n, (i) => `n${String(i)}: name`)} }`;

/** Fragments that double with each level, so that 25 of them are 33 million. */
const doubled = `{ __schema { ...D0 } } ${times(
  25,
  (i) => `fragment D${String(i)} on __Schema { ...D${String(i + 1)} ...D${String(i + 1)} }`,
)} fragment D25 on __Schema { description }`;

const descriptions = times(500, (i) => `d${String(i)}: description`);
const typeByVariable = (rest: string) => `query Q${rest} { __type(name: $name) { fields { ${descriptions} } } }`;

it.each([
  ['24 aliases on each level of introspection', aliased(24)],
  ['a type named by a variable', typeByVariable('($name: String!)'), { name: 'TrainingModelVersion' }],
  ["a type named by a variable's default", typeByVariable('($name: String! = "TrainingModelVersion")')],
  ['aliased types with inline fragments', `{ __schema { types { ... { ${descriptions} } } } }`],
  ['fragments that double 25 times', doubled],
  ['the SDL under forty aliases', `{ ${times(40, (i) => `s${String(i)}: _service { sdl }`)} }`],
])('refuses %s before execution', async (_, query, variables?: Record<string, unknown>) => {
  const { data, errors } = await createSystem().query(query, variables);
  expect(data).toBeUndefined();
  expect(errors).toEqual([
    {
      message:
        'The answer about the schema has more than 1000000 characters. Ask with fewer aliases, or read the SDL from `_service { sdl }`.',
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
});

const allOptions = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
} as const;

it.each([
  ['the standard introspection query', getIntrospectionQuery()],
  ['the standard introspection query with all its options', getIntrospectionQuery(allOptions)],
  [
    "GraphiQL's introspection query",
    getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true }).replace(
      'IntrospectionQuery',
      'GraphiQL',
    ),
  ],
  ['a few aliases on each level', aliased(3)],
  ['the SDL', '{ _service { sdl } }'],
])('answers %s', async (_, query) => {
  const { data, errors } = await createSystem().query(query);
  expect(errors).toBeUndefined();
  expect(data).toEqual(expect.any(Object));
});

it.each([
  ['a fragment that contains itself', '{ __schema { ...A } } fragment A on __Schema { types { name } ...A }', {}],
  ['a variable without a value', 'query ($name: String!) { __type(name: $name) { name } }', {}],
  ['a variable of the wrong type', 'query ($name: String!) { __type(name: $name) { name } }', { name: 7 }],
])('leaves it to GraphQL to refuse %s', async (_, query, variables) => {
  const { data, errors } = await createSystem().query(query, variables);
  expect(data).toBeUndefined();
  expect(errors?.[0]?.message).toMatch(/fragment|Variable/);
});

it('gives 400 to clients of the new media type, as for every request that is refused whole', async () => {
  const { server } = createSystem();
  const statuses = ['application/json', 'application/graphql-response+json'].map(async (accept) => {
    const response = await server.fetch(
      new Request('http://127.0.0.1/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: JSON.stringify({ query: aliased(24) }),
      }),
    );
    return response.status;
  });
  expect(await Promise.all(statuses)).toEqual([200, 400]);
});
