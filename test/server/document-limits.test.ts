/** Documents that are too much, whatever they ask: refused before they are validated, and the last one that is not. */
import { expect, it } from 'vitest';
import type { HiddenError } from '../../src/server/error-mapping.ts';
import { createSystem } from '../helpers/system.ts';

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** `query` around so many levels of inline fragments. */
const nested = (levels: number): string => `${'{ ... '.repeat(levels - 1)}{ __typename }${'}'.repeat(levels - 1)}`;

const limits: readonly (readonly [string, number, (count: number) => string])[] = [
  ['aliases', 500, (count) => `{ ${times(count, (index) => `a${String(index)}: __typename`)} }`],
  [
    'directives',
    200,
    (count) => `{ ${times(count / 2, () => '... @include(if: true) { __typename @skip(if: false) }')} }`,
  ],
  ['operations', 50, (count) => times(count, (index) => `query Q${String(index)} { __typename }`)],
  [
    'fragments',
    200,
    (count) =>
      `query Q0 { ${times(count, (i) => `...F${String(i)}`)} } ${times(count, (i) => `fragment F${String(i)} on Query { __typename }`)}`,
  ],
  ['levels of brackets', 64, nested],
];

async function ask(query: string, operationName?: string) {
  const hidden: HiddenError[] = [];
  const { server } = createSystem({ server: { onHidden: (error) => void hidden.push(error) } });
  const response = await server.fetch(
    new Request('http://127.0.0.1/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, operationName }),
    }),
  );
  const answer: unknown = await response.json();
  expect(hidden).toEqual([]);
  return answer;
}

it.each(limits)('answers a document of as many %s as there may be', async (what, most, document) => {
  const answer = await ask(document(most), what === 'operations' ? 'Q0' : undefined);
  expect(answer).not.toHaveProperty('errors');
});

it.each(limits)('refuses one with more %s, and says where', async (what, most, document) => {
  const step = what === 'directives' ? 2 : 1;
  expect(await ask(document(most + step), 'Q0')).toEqual({
    errors: [
      {
        message: `The document has more than ${String(most)} ${what}.`,
        locations: [{ line: 1, column: expect.any(Number) as unknown }],
        extensions: { code: 'GRAPHQL_PARSE_FAILED' },
      },
    ],
  });
});

it.each([
  ['lists', `{ a(b: ${'['.repeat(3_900)}`],
  ['objects', `{ a(b: ${'{a: '.repeat(1_200)}`],
  ['selections', '{ a '.repeat(1_900)],
  ['types', `query ($a: ${'['.repeat(3_900)}`],
  ['inline fragments', nested(1_900)],
])('refuses thousands of %s within each other, and has no internal error', async (_what, query) => {
  expect(await ask(query)).toMatchObject({
    errors: [{ message: 'The document has more than 64 levels of brackets.' }],
  });
});

it('counts brackets as they close, and none in texts and comments', async () => {
  expect(
    await ask(`{ ${times(100, (i) => `a${String(i)}: __type(name: "{[(") { name }`)} } # ${'{'.repeat(100)}`),
  ).not.toHaveProperty('errors');
});

it.each([
  ['a field', `{ ${'a'.repeat(200_000)} }`],
  ['an argument', `{ trainingModel(${'a'.repeat(200_000)}: 1) { id } }`],
  ['a number', `{ trainingModels(first: ${'9'.repeat(200_000)}) { totalCount } }`],
  [
    'fragments in a circle',
    `{ ...F0 } ${times(200, (i) => `fragment F${String(i)} on Query { ...F${String((i + 1) % 200)} ...F${String((i * 7) % 200)} }`)}`,
  ],
])('cuts an error that repeats %s', async (_what, query) => {
  const { errors } = (await ask(query)) as { errors: readonly { message: string; locations: unknown }[] };
  expect(Math.max(...errors.map(({ message }) => message.length))).toBe(1_001);
  expect(errors[0]?.message).toMatch(/…$/);
  expect(errors[0]?.locations).toBeDefined();
});

it('tells of fragments that double which limit they break', async () => {
  const doubling = times(200, (i) =>
    i === 199
      ? 'fragment F199 on TrainingModel { id }'
      : `fragment F${String(i)} on TrainingModel { ...F${String(i + 1)} ...F${String(i + 1)} }`,
  );
  for (const root of ['trainingModel(id: "m-1")', '_entities(representations: [])'])
    expect(await ask(`{ ${root} { ...F0 } } ${doubling}`)).toMatchObject({
      errors: [
        {
          message: expect.stringMatching(
            /^The operation selects \S+ fields, .* at most 10000 are allowed\.$/,
          ) as unknown,
        },
      ],
    });
});
