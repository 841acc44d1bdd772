/** Bodies are read as JSON is, whether their document has come before or not. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBodyReader } from '../../src/server/front/bodies.ts';

const asJson = (body: string): unknown => {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
};

const query = 'query Name($id: ID!) {\n  trainingModel(id: $id) { name }\n}';
const text = JSON.stringify(query);

it.for([
  `{"query":${text},"variables":{"id":"m-1"}}`,
  `{"query":${text},"variables":{"id":"m-1"},"query":"{ other }"}`,
  `{"query":${text},"variables":null,"operationName":"Name"}`,
  `{"query":${text}}`,
  `{"query":${text},}`,
  `{"query":${text}, }`,
  `{"query":${text},,"variables":{}}`,
  `{"query":${text},"variables":{}`,
  `{"query":${text},"variables":{}}}`,
  `{"query":${text},}, {"a":1}`,
  `{"query":${text},"__proto__":{"a":1}}`,
  `{"query":${text},"quer\\u0079":"{ other }"}`,
  ` {"query":${text},"variables":{}}`,
  `{"variables":{},"query":${text}}`,
  `{"query":${text.slice(0, -1)} ","variables":{}}`,
  '{"query":"","variables":{}}',
  '{"query":null,"variables":{}}',
  '[]',
  '',
])('reads %s', (body) => {
  const read = createBodyReader();
  for (const turn of [1, 2, 3]) {
    expect(read(`{"query":${text},"variables":{"turn":${String(turn)}}}`)).toEqual({ query, variables: { turn } });
    expect(read(body)).toEqual(asJson(body));
  }
});

it('reads bodies of many documents, in any order', () => {
  const some = fc.constantFrom('{ a }', '{ b }', '{ "\\u00e9\\n" }', query, `${query} `, '{ a }'.repeat(40));
  const rest = fc.dictionary(
    fc.constantFrom('variables', 'query', 'operationName', 'extensions', '__proto__'),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(some, rest, fc.nat(8)), { maxLength: 60 }), (bodies) => {
      const read = createBodyReader();
      for (const [document, others, cut] of bodies) {
        const whole = JSON.stringify({ query: document, ...others });
        const body = cut === 0 ? whole.slice(0, -1) : whole;
        expect(read(body)).toEqual(asJson(body));
      }
    }),
    { seed: 8, numRuns: 500 },
  );
});
