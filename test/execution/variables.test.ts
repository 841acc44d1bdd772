/** Variables and arguments are what graphql-js makes of them, whatever is sent. */
import { buildSchema, executeSync, getVariableValues, parse, type OperationDefinitionNode } from 'graphql';
import { expect, it } from 'vitest';
import { compile } from '../../src/execution/compile.ts';
import { variablesOf } from '../../src/execution/variables.ts';
import { createDice } from '../helpers/dice.ts';

const schema = buildSchema(`
  enum Colour { RED BLUE }
  input Part { a: Int = 5  b: [String!] }
  type Query { f(a: Int = 7, b: ID!, c: [ID!], d: Boolean, e: Part): String }`);

const types: readonly [string, ...string[]] = [
  'Int',
  ...['Int!', 'Float', 'Float!', 'String', 'String!', 'ID', 'ID!', 'Boolean', 'Boolean!'],
  ...['[ID!]!', '[ID]', '[[Int]]', '[Boolean!]', '[Float]', 'Colour', 'Colour!', 'Part', '[Part!]', 'Unknown'],
];
const defaults: Readonly<Record<string, string>> = { Int: '3', String: '"s"', ID: '4', Boolean: 'null', Part: '{}' };
const values: readonly [unknown, ...unknown[]] = [
  null,
  ...[undefined, 0, -0, 1, -1, 1.5, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53, NaN, Infinity],
  ...['', 'text', '1', 'RED', 'GREEN', true, false, {}, { a: 1 }, { a: 'x' }, { b: ['x'], c: 1 }, [], [1], ['a', 'b']],
  ...[['a', null], [1.5, 2], [[1], null], [true], [{ a: 1 }], [undefined], new Date(0), () => 1, 10n],
];

it('coerces 20,000 sets of variables as graphql-js does', () => {
  const dice = createDice(20);
  const names = ['a', 'b', '__proto__', 'constructor'];
  let [good, bad] = [0, 0];
  for (let turn = 0; turn < 2_000; turn += 1) {
    const chosen = names.filter(() => dice.chance(0.6));
    const definitions = chosen.map((name) => {
      const type = dice.pick(types);
      const value = defaults[type];
      return `$${name}: ${type}${value !== undefined && dice.chance(0.3) ? ` = ${value}` : ''}`;
    });
    const text = `query ${definitions.length === 0 ? '' : `(${definitions.join(', ')})`} { __typename }`;
    const { variableDefinitions = [] } = parse(text).definitions[0] as OperationDefinitionNode;
    const coerce = variablesOf(schema, variableDefinitions);
    for (let set = 0; set < 10; set += 1) {
      const entries = [...chosen, 'other']
        .filter(() => dice.chance(0.8))
        .map((name) => [name, dice.pick(values)] as const);
      const sent = Object.fromEntries(entries);
      const expected = getVariableValues(schema, variableDefinitions, sent).coerced;
      const got = coerce(sent);
      expect(got, text).toEqual(expected);
      expect(got && Object.keys(got), text).toEqual(expected && Object.keys(expected));
      if (expected === undefined) bad += 1;
      else good += 1;
    }
  }
  expect(Math.min(good, bad)).toBeGreaterThan(1_000);
});

it('hands resolvers the arguments that graphql-js hands them', () => {
  const field = schema.getQueryType()?.getFields()['f'];
  if (field === undefined) throw new TypeError('there is no such field');
  field.resolve = (_source, args: object) => JSON.stringify(args);
  const dice = createDice(21);
  const given = [
    'a: $a',
    'a: 4',
    'a: null',
    'b: $b',
    'b: "x"',
    'c: $c',
    'c: ["y", $b]',
    'd: $d',
    'e: { a: $a }',
    'e: {}',
  ];
  let whole = 0;
  for (let turn = 0; turn < 4_000; turn += 1) {
    const asked = new Map(given.filter(() => dice.chance(0.4)).map((one) => [one.slice(0, 1), one]));
    const list = [...asked.values()].join(' ');
    const text = `query ($a: Int, $b: ID = "z", $c: [ID!], $d: Boolean) { f${list === '' ? '' : `(${list})`} }`;
    const document = parse(text);
    const variableValues = Object.fromEntries(
      Object.entries<readonly [unknown, ...unknown[]]>({
        a: [1, null],
        b: ['i', null],
        c: [['i'], null, []],
        d: [true, null],
      })
        .filter(() => dice.chance(0.6))
        .map(([name, some]) => [name, dice.pick(some)]),
    );
    const { data, errors } = executeSync({ schema, document, variableValues });
    const compiled = compile(schema, document, undefined);
    const got = compiled?.run({ variableValues, contextValue: undefined });
    if (got !== undefined) whole += 1;
    // What fails in any way is left to graphql-js.
    expect(got, `${text} ${JSON.stringify(variableValues)}`).toBe(
      errors === undefined ? JSON.stringify(data) : undefined,
    );
  }
  expect(whole).toBeGreaterThan(500);
});
