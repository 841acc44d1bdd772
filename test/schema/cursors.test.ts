/** Cursors belong to one list: model, region, filter and order. */
import { expect, it } from 'vitest';
import { createSmallSystem, failures, modelId, putModel } from '../helpers/small-system.ts';
import type { System } from '../helpers/system.ts';
import { listDocument, modelListDocument, readPage, summary, type ListVariables } from '../helpers/version-lists.ts';

const otherModel = 'm-700000000000000001';

const made: ListVariables = {
  id: modelId,
  filter: { status: { eq: 'SUCCESS' } },
  orderBy: { field: 'CREATED_AT', direction: 'DESC' },
  first: 2,
};

function systemWithVersions(): System {
  const system = createSmallSystem({}, { regions: ['ap-guangzhou', 'ap-shanghai'] });
  for (const id of [modelId, otherModel])
    putModel(
      system,
      [1, 2, 3, 4, 5].map((number) => ({ TrainingModelVersionId: `mv-v${String(number)}-${id.slice(2)}` })),
      id,
    );
  return system;
}

async function cursorOf(system: System, asked: ListVariables): Promise<string> {
  const cursor = (await readPage(system, asked)).pageInfo.endCursor ?? '';
  system.calls();
  return cursor;
}

const elsewhere: readonly (readonly [string, Partial<ListVariables>])[] = [
  ['another model', { id: otherModel }],
  ['another region', { region: 'ap-shanghai' }],
  ['another filter', { filter: { status: { eq: 'FAILED' } } }],
  ['no filter', { filter: null }],
  ['one condition more', { filter: { status: { eq: 'SUCCESS' }, version: { contains: 'v' } } }],
  ['another field of the order', { orderBy: { field: 'VERSION', direction: 'DESC' } }],
  ['another direction', { orderBy: { field: 'CREATED_AT', direction: 'ASC' } }],
];

it.each(elsewhere)('a cursor is refused with %s, before any call', async (_title, change) => {
  const system = systemWithVersions();
  const cursor = await cursorOf(system, made);
  for (const place of [{ after: cursor }, { before: cursor }]) {
    const answer = await system.query(listDocument, { ...made, ...change, ...place });
    expect(answer.data).toEqual({ trainingModelVersions: null });
    expect(failures(answer)).toEqual([{ path: ['trainingModelVersions'], code: 'BAD_USER_INPUT' }]);
    expect(answer.errors?.[0]?.message).toContain('The cursor belongs to another list');
  }
  expect(system.calls()).toEqual([]);
});

const asText = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

it.each([
  ['empty text', () => ''],
  ['garbage', () => 'not a cursor'],
  ['bytes', () => '\u0000\ud800\uffff'],
  ['a number', () => '1'],
  ['an offset cursor of others', () => Buffer.from('OffsetConnection:1').toString('base64')],
  ['an empty list', () => asText([])],
  ['an object', () => asText({ 0: 'x' })],
  ['null', () => asText(null)],
  ['a truncated cursor', (cursor: string) => cursor.slice(0, -4)],
  ['the end of a cursor', (cursor: string) => cursor.slice(4)],
  ['a cursor twice', (cursor: string) => cursor + cursor],
  ['very long garbage', () => 'A'.repeat(100_000)],
  ['very deep garbage', () => Buffer.from('['.repeat(50_000)).toString('base64url')],
])('%s as a cursor is refused before any call', async (_title, spoil) => {
  const system = systemWithVersions();
  const cursor = spoil(await cursorOf(system, made));
  for (const place of [{ after: cursor }, { before: cursor }]) {
    const answer = await system.query(listDocument, { ...made, ...place });
    expect(failures(answer)).toEqual([{ path: ['trainingModelVersions'], code: 'BAD_USER_INPUT' }]);
    expect(answer.errors?.[0]?.message.length).toBeLessThan(250);
  }
  expect(system.calls()).toEqual([]);
});

it('a refused cursor fails on the list alone', async () => {
  const system = systemWithVersions();
  const answer = await system.query(
    `{ trainingModel(id: "${modelId}") { id versions(after: "x") { totalCount } latestVersion { version } } }`,
  );
  expect(answer.data).toEqual({ trainingModel: { id: modelId, versions: null, latestVersion: { version: 'v5' } } });
  expect(failures(answer)).toEqual([{ path: ['trainingModel', 'versions'], code: 'BAD_USER_INPUT' }]);
  expect(system.calls()).toEqual(['DescribeTrainingModelVersions']);
});

it('a cursor serves both ways to the same list, and an order given is that order by default', async () => {
  const system = systemWithVersions();
  const after = await cursorOf(system, made);
  const next = summary(await readPage(system, { ...made, after }));
  expect(next).toMatchObject({ totalCount: 5, hasPreviousPage: true, hasNextPage: true });
  const model = await system.query(modelListDocument, { ...made, orderBy: null, after });
  expect(model.data?.trainingModel && summary(model.data.trainingModel.versions)).toEqual(next);
});

it('a cursor of the default region serves where that region is named', async () => {
  const system = systemWithVersions();
  const after = await cursorOf(system, made);
  const page = await readPage(system, { ...made, after, region: 'ap-guangzhou' });
  expect(summary(page)).toEqual(summary(await readPage(system, { ...made, after })));
});

it.each(['v'.repeat(5000), '模型版本'.repeat(300), '\ud800', '"\\\n'])(
  'cursors of every label are taken back (%#)',
  async (label) => {
    const system = createSmallSystem();
    putModel(
      system,
      [1, 2, 3].map((number) => ({ TrainingModelVersionId: `mv-v1-${String(number)}`, TrainingModelVersion: label })),
    );
    const asked = { id: modelId, orderBy: { field: 'VERSION', direction: 'ASC' }, first: 1 } as const;
    const after = await cursorOf(system, asked);
    expect(summary(await readPage(system, { ...asked, after })).ids).toEqual(['mv-v1-2']);
  },
);
