/** Texts of rows are kept where that is sure to be right, and for as long as there is room. */
import type { GraphQLSchema } from 'graphql';
import { expect, it } from 'vitest';
import type { Compiled, CompileOptions } from '../../src/execution/compile.ts';
import { createFragments, entryCharacters } from '../../src/execution/fragments.ts';
import { compiledOf, schemaOf } from './texts.ts';

const sdl = `
  type Row { a: String  b: String  c: String  told: String  now: String  list(first: Int): String  later: String  part: Part }
  type Part { x: String  y: String }
  type Query { rows: [Row] }`;

interface Context {
  effects: number;
}

/** Counts how often the resolver of `a` runs. */
function rowsOf(rows: readonly object[]) {
  let runs = 0;
  const schema = schemaOf(sdl, {
    'Query.rows': () => rows,
    'Row.a': (row: { readonly a: string }) => {
      runs += 1;
      return row.a;
    },
    'Row.later': (row: { readonly a: string }) => Promise.resolve(row.a),
    'Row.now': (_row, _args, { effects }: Context) => String(effects),
    'Row.told': (_row, _args, context: Context) => {
      context.effects += 1;
      return 'told';
    },
    'Row.part': (row: object) => row,
  });
  return { schema, runs: () => runs };
}

function run(schema: GraphQLSchema, query: string, options: CompileOptions<Context>) {
  const compiled = compiledOf(schema, query, options);
  return (contextValue: Context = { effects: 0 }): ReturnType<Compiled<Context>['run']> =>
    compiled?.run({ variableValues: {}, contextValue });
}

const isStable: CompileOptions<Context>['isStable'] = ({ name }) => name === 'Row';
const effects: CompileOptions<Context>['effects'] = (context) => context.effects;

it('makes the text of a row once, and again for another row, another operation, and where types are not stable', () => {
  const rows = [{ a: '1', b: 'x' }, { a: '2' }];
  const { schema, runs } = rowsOf(rows);
  const options = { isStable, fragments: createFragments() };
  const query = run(schema, '{ rows { a b } }', options);
  const text = '{"rows":[{"a":"1","b":"x"},{"a":"2","b":null}]}';
  expect([query(), query(), query()]).toEqual([text, text, text]);
  expect(runs()).toBe(2);
  rows.push({ a: '3' });
  expect(query()).toBe('{"rows":[{"a":"1","b":"x"},{"a":"2","b":null},{"a":"3","b":null}]}');
  expect(runs()).toBe(3);
  void run(schema, '{ rows { b a } }', options)();
  expect(runs()).toBe(6);
  const other = run(schema, '{ rows { a b } }', { ...options, isStable: () => false });
  void other();
  void other();
  expect(runs()).toBe(12);
});

it('keeps what stands before and behind a field that is not pure, and asks that one each time', () => {
  const { schema, runs } = rowsOf([{ a: '1' }]);
  const query = run(schema, '{ rows { x: a b now c y: a part { x y } } }', { isStable, fragments: createFragments() });
  const text = (now: string): string =>
    `{"rows":[{"x":"1","b":null,"now":"${now}","c":null,"y":"1","part":{"x":null,"y":null}}]}`;
  expect([query({ effects: 1 }), query({ effects: 2 })]).toEqual([text('1'), text('2')]);
  expect(runs()).toBe(2);
});

it('keeps no field with arguments, and none that is waited for', async () => {
  const { schema, runs } = rowsOf([{ a: '1', list: 'l' }]);
  const options = { isStable, fragments: createFragments() };
  const later = run(schema, '{ rows { a b later } }', options);
  expect([await later(), await later()]).toEqual(Array(2).fill('{"rows":[{"a":"1","b":null,"later":"1"}]}'));
  expect(runs()).toBe(2);
  const withArguments = run(schema, '{ rows { a list(first: 1) } }', options);
  void withArguments();
  void withArguments();
  expect(runs()).toBe(4);
});

it('keeps nothing that was computed by the row itself', () => {
  let count = 0;
  const row = {
    a: '1',
    get b() {
      count += 1;
      return String(count);
    },
    c: () => String((count += 1)),
  };
  const inherited = Object.create(row) as object;
  const { schema } = rowsOf([row, inherited]);
  const options = { isStable, fragments: createFragments() };
  const getter = run(schema, '{ rows { a b } }', options);
  expect(getter()).toBe('{"rows":[{"a":"1","b":"1"},{"a":"1","b":"2"}]}');
  expect(getter()).toBe('{"rows":[{"a":"1","b":"3"},{"a":"1","b":"4"}]}');
  const method = run(schema, '{ rows { a c } }', options);
  expect([method(), method()]).toEqual([
    '{"rows":[{"a":"1","c":"5"},{"a":"1","c":"6"}]}',
    '{"rows":[{"a":"1","c":"7"},{"a":"1","c":"8"}]}',
  ]);
});

it('keeps a resolver that says that it is pure, unless it has done something beside answering', () => {
  const { schema, runs } = rowsOf([{ a: '1' }]);
  const told = schema.getType('Row');
  if (told === undefined || !('getFields' in told)) throw new TypeError('there is no such type');
  const field = told.getFields()['told'];
  if (field === undefined) throw new TypeError('there is no such field');
  const count = (options: CompileOptions<Context>): number => {
    const query = run(schema, '{ rows { a told } }', { isStable, fragments: createFragments(), ...options });
    const before = runs();
    for (let index = 0; index < 3; index += 1) expect(query()).toBe('{"rows":[{"a":"1","told":"told"}]}');
    return runs() - before;
  };
  expect(count({})).toBe(3);
  field.extensions = { pure: true };
  expect(count({})).toBe(1);
  expect(count({ effects })).toBe(3);
});

it('lets go of everything when there is no more room, and begins anew', () => {
  const text = '"a":"x","b":null';
  const size = text.length + entryCharacters;
  const rows = Array.from({ length: 5 }, () => ({ a: 'x' }));
  const { schema, runs } = rowsOf(rows);
  const fragments = createFragments({ maxCharacters: 5 * size });
  const query = run(schema, '{ rows { a b } }', { isStable, fragments });
  void query();
  void query();
  expect([runs(), fragments.state()]).toEqual([5, { characters: 5 * size, epoch: 0 }]);
  // One more, of another operation.
  void run(schema, '{ rows { a b } }', { isStable, fragments })();
  expect(fragments.state()).toEqual({ characters: 5 * size, epoch: 1 });
  const before = runs();
  void query();
  expect(runs()).toBe(before + 5);
  expect(fragments.state().characters).toBeLessThanOrEqual(5 * size);
  // What is larger than all room is not kept, and takes nobody's place.
  const state = fragments.state();
  rows.splice(0, 5, { a: 'x'.repeat(6 * size) });
  void query();
  expect(fragments.state()).toEqual(state);
});
