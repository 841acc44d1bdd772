/** What one operation may ask for counts below `_entities` too, before any call. */
import { expect, it } from 'vitest';
import { failures } from '../helpers/small-system.ts';
import { createSystem } from '../helpers/system.ts';

const representations = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ __typename: 'TrainingModel', id: `m-${String(index + 1)}` }));

const ask = (selection: string): string =>
  `query ($r: [_Any!]!) { _entities(representations: $r) { ... on TrainingModel { ${selection} } } }`;

const deep = (levels: number): string =>
  levels === 0 ? 'id' : `versions(first: 1) { nodes { model { ${deep(levels - 1)} } } }`;

it.each([
  ['too many values', 1_000, 'id versions(first: 100) { nodes { id version } }', /asks for up to 302001 values/],
  ['too deep', 1, deep(5), /nests \d+ levels deep/],
])('refuses %s below _entities with BAD_USER_INPUT', async (_title, count, selection, message) => {
  const system = createSystem();
  const answer = await system.query(ask(selection), { r: representations(count) });
  expect(answer.data).toBeUndefined();
  expect(failures(answer)).toEqual([{ path: undefined, code: 'BAD_USER_INPUT' }]);
  expect(answer.errors?.[0]?.message).toMatch(message);
  expect(system.calls()).toEqual([]);
});

it('refuses it under an alias, in a fragment, and beside another field', async () => {
  const system = createSystem();
  const large = '... on TrainingModel { versions(first: 100) { nodes { id version } } }';
  for (const query of [
    `query ($r: [_Any!]!) { _e0: _entities(representations: $r) { ${large} } }`,
    `query ($r: [_Any!]!) { ...Q } fragment Q on Query { _entities(representations: $r) { ${large} } }`,
    `query ($r: [_Any!]!) { trainingModel(id: "m-1") { id } _entities(representations: $r) { ${large} } }`,
  ]) {
    const answer = await system.query(query, { r: representations(1_000) });
    expect(failures(answer)).toEqual([{ path: undefined, code: 'BAD_USER_INPUT' }]);
  }
  expect(system.calls()).toEqual([]);
});

it('serves what is within the limits, with variables of every kind', async () => {
  const query = `query ($r: [_Any!]!, $from: DateTime, $first: Int) { _entities(representations: $r) {
    ... on TrainingModel { id versions(first: $first, filter: { createdAt: { from: $from } }) { totalCount } } } }`;
  const variables = { r: representations(3), from: '2022-01-01T00:00:00+08:00', first: 100 };
  expect(await createSystem().query(query, variables)).toEqual({ data: { _entities: [null, null, null] } });
});
