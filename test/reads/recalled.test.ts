/** What is remembered is told at once, as the same objects, and without what waiting takes. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Loaders } from '../../src/loaders/index.ts';
import { pass, stopClock, until } from '../helpers/clocked-system.ts';
import { createLoadersSystem, type LoadersSystemOptions } from '../helpers/loaders.ts';
import { idOf, insertNumbered, nameOf, versionIdOf } from '../helpers/many-models.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

const region = 'ap-guangzhou';
const place = (number: number) => ({ id: idOf(number), region: undefined });
const page = {
  region,
  conditions: { narrowings: [], tags: [], isComplete: true },
  matches: () => true,
  ids: undefined,
  direction: 'DESC',
  withVersions: true,
  positionOf: ({ TrainingModelId: id }: { readonly TrainingModelId: string }) => ({ value: 0, id }),
  compare: () => 0,
} as const;
const range = {
  first: 2,
  last: undefined,
  after: undefined,
  before: undefined,
  wants: { entries: true, total: false },
};

interface Row {
  readonly what: string;
  readonly ask: (loaders: Loaders) => unknown;
}

const asks: readonly Row[] = [
  { what: 'a model', ask: (loaders) => loaders.model(place(1), { tags: false, versions: true }) },
  { what: 'a model with its tags', ask: (loaders) => loaders.model(place(1), { tags: true, versions: true }) },
  { what: 'tags', ask: (loaders) => loaders.tags({ region, id: idOf(1) }) },
  { what: 'versions', ask: (loaders) => loaders.versions({ region, id: idOf(1) }) },
  {
    what: 'versions that pass a filter',
    ask: (loaders) => loaders.versions({ region, id: idOf(1) }, [{ name: 'ModelFormat', values: ['ONNX'] }]),
  },
  { what: 'a model that is not there', ask: (loaders) => loaders.model(place(99), { tags: false, versions: true }) },
];

function createThree(options: LoadersSystemOptions = {}) {
  const all = createLoadersSystem(options);
  for (const number of [1, 2, 3]) insertNumbered(all.system, number, { versions: 2 });
  return all;
}

it.each(asks)('tells $what at once, and asks for no signal', async ({ ask }) => {
  const { system, request } = createThree();
  const first = request();
  const told = await until(Promise.resolve(ask(first.loaders)));
  expect(first.signals()).toBeGreaterThan(0);
  system.calls();
  const second = request();
  const again = ask(second.loaders);
  expect(again).not.toBeInstanceOf(Promise);
  expect(again).toBe(told);
  expect(second.signals()).toBe(0);
  expect(second.recorder.counts().reads).toMatchObject({ cache: 1, upstream: 0 });
  expect(system.calls()).toEqual([]);
});

it('tells it at once in one of several regions too', async () => {
  const { system, request } = createThree({ regions: ['ap-shanghai', region], server: {} });
  const ask = ({ loaders }: ReturnType<typeof request>) => loaders.model(place(1), { tags: false, versions: true });
  const told = await until(Promise.resolve(ask(request())));
  system.calls();
  expect(ask(request())).toBe(told);
  expect(system.calls()).toEqual([]);
});

it('tells a page, and a version, without a signal and as the same objects', async () => {
  const { request } = createThree();
  const ask = async ({ loaders }: ReturnType<typeof request>) => {
    const { entries } = await loaders.models(page, range);
    return [
      ...entries.map(({ node }) => node),
      await loaders.version({ id: versionIdOf(3), region: undefined }),
      await loaders.versions({ region, id: idOf(3) }),
    ];
  };
  const told = await until(ask(request()));
  expect(told[0]).toMatchObject({ name: nameOf(3) });
  const second = request();
  const again = await ask(second);
  expect(again.map((record, index) => record === told[index])).toEqual(told.map(() => true));
  expect(second.signals()).toBe(0);
  // The page brings the others.
  expect(second.recorder.counts().reads).toMatchObject({ cache: 1, upstream: 0 });
});

it('knows a version again that was found with its model', async () => {
  const { request } = createThree();
  const versions = await until(Promise.resolve(request().loaders.versions({ region, id: idOf(1) })));
  const alone = await request().loaders.version({ id: versionIdOf(1), region: undefined });
  expect(alone).toBe(versions?.find(({ row }) => row.TrainingModelVersionId === versionIdOf(1)));
});

it('knows a model again that a page has told of', async () => {
  const { request } = createThree();
  const { entries } = await until(request().loaders.models(page, range));
  const [first] = entries;
  const versions = request().loaders.versions({ region, id: idOf(3) });
  expect(versions).not.toBeInstanceOf(Promise);
  expect(versions).toMatchObject([{ readAt: first?.node.readAt }, { readAt: first?.node.readAt }]);
});

it('makes new objects of what is read anew', async () => {
  const { request } = createThree();
  const told = await until(Promise.resolve(request().loaders.versions({ region, id: idOf(1) })));
  await pass(1_000);
  const again = await until(Promise.resolve(request(true).loaders.versions({ region, id: idOf(1) })));
  expect(again).not.toBe(told);
  expect(again?.[0]?.readAt).toBeGreaterThan(told?.[0]?.readAt ?? Infinity);
});

it('asks anew for who wants nothing that was read before', async () => {
  const { system, request } = createThree();
  const ahead = { tags: false, versions: true };
  await until(Promise.resolve(request().loaders.model(place(1), ahead)));
  system.calls();
  const asked = request(true).loaders.model(place(1), ahead);
  expect(asked).toBeInstanceOf(Promise);
  await until(Promise.resolve(asked));
  expect(system.calls()).toHaveLength(1);
});

it('tells who may not see a model as little as if it was not there, and not sooner', async () => {
  const rights = { tags: [{ key: 'number', values: ['1'] }] };
  const { request } = createThree({ rights });
  const ask = (number: number) => request().loaders.model(place(number), { tags: false, versions: true });
  for (const number of [1, 2, 99]) await until(Promise.resolve(ask(number)));
  expect(ask(1)).toMatchObject({ name: nameOf(1) });
  for (const number of [2, 99]) {
    const asked = ask(number);
    expect(asked).toBeInstanceOf(Promise);
    expect(await asked).toBeNull();
  }
});
