/** When resolvers are started, and what happens when one fails. */
import { execute, parse } from 'graphql';
import { expect, it } from 'vitest';
import { compile } from '../../src/execution/compile.ts';
import { schemaOf, textOf } from './texts.ts';

const sdl = `
  type Node { id: Int!  node: Node  nodes: [Node!]! }
  type Query { node: Node  nodes: [Node!]!  a: Int }`;

it('starts resolvers in the order and in the tick in which graphql-js starts them', async () => {
  const log: string[] = [];
  let tick = 0;
  const answer =
    (value: () => unknown) => (_source: unknown, _args: unknown, _context: unknown, info: { path: object }) => {
      log.push(`${String(tick)} ${JSON.stringify(info.path)}`);
      return value();
    };
  const hops = async (count: number, value: unknown): Promise<unknown> => {
    for (let hop = 0; hop < count; hop += 1) await Promise.resolve();
    return value;
  };
  const schema = schemaOf(sdl, {
    'Query.node': answer(() => hops(3, {})),
    'Query.nodes': answer(() => [hops(2, {}), {}, hops(1, {})]),
    'Node.id': answer(() => hops(1, 1)),
    'Node.node': answer(() => (log.length > 40 ? null : hops(log.length % 4, {}))),
    'Node.nodes': answer(() => hops(1, [hops(2, {}), {}])),
  });
  const document = parse(`{
    nodes { id node { id nodes { id } } last: id }
    node { nodes { id node { id } } id }
    again: nodes { nodes { id } } }`);
  const watched = async (run: () => unknown): Promise<unknown> => {
    tick = 0;
    let isOver = false as boolean;
    const answered = Promise.resolve(run()).finally(() => {
      isOver = true;
    });
    // Each turn of this loop is a microtask.
    while (!isOver && tick < 100) {
      await Promise.resolve();
      tick += 1;
    }
    return [await answered, log.splice(0)];
  };
  const compiled = compile(schema, document, null);
  const [text, started] = (await watched(() => compiled?.run({ variableValues: {}, contextValue: {} }))) as [
    string,
    unknown,
  ];
  const [result, expected] = (await watched(() => execute({ schema, document }))) as [
    { readonly data: unknown },
    string[],
  ];
  expect(text).toBe(JSON.stringify(result.data));
  expect(expected.length).toBeGreaterThan(40);
  expect(started).toEqual(expected);
});

it('starts nothing more once a resolver has failed, and leaves no failure without somebody who hears it', async () => {
  const started: string[] = [];
  let goOn: (value: unknown) => void = () => undefined;
  const schema = schemaOf(sdl, {
    'Query.a': () => Promise.reject(new Error('first')),
    'Query.node': () => new Promise((resolve) => (goOn = resolve)),
    'Query.nodes': () => [new Error('at once'), Promise.reject(new Error('behind'))],
    'Node.id': () => started.push('id'),
    'Node.nodes': () => [],
  });
  expect(await textOf(schema, '{ a node { id } }', {})).toBeUndefined();
  goOn({});
  // Vitest fails where a promise is broken that nobody has asked.
  const late = textOf(schema, '{ a node { nodes { id } } }', {});
  expect(await late).toBeUndefined();
  goOn([Promise.reject(new Error('in a list'))]);
  expect(textOf(schema, '{ nodes { id } }', {})).toBeUndefined();
  await new Promise((resolve) => setImmediate(resolve));
  expect(started).toEqual([]);
});
