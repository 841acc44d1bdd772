/** Who keeps what was made of a reading can find out whether memory would still give the same one. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { emulatorCredentials } from '../../src/emulator/emulator.ts';
import { createCredential } from '../../src/tione/credentials/credential.ts';
import { fromStatic } from '../../src/tione/credentials/provider.ts';
import { pass, stopClock, until } from '../helpers/clocked-system.ts';
import {
  createLoadersSystem,
  type LoadersSystem,
  type LoadersSystemOptions,
  type OneRequest,
} from '../helpers/loaders.ts';
import { idOf, insertNumbered, versionIdOf } from '../helpers/many-models.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

const region = 'ap-guangzhou';
const key = { region, id: idOf(1) };
const place = { id: idOf(1), region: undefined };

function createOne(options: LoadersSystemOptions = {}): LoadersSystem {
  const all = createLoadersSystem(options);
  for (const number of [1, 2]) insertNumbered(all.system, number, { versions: 2 });
  return all;
}

async function read({ request }: LoadersSystem, ask: (request: OneRequest) => unknown, isFresh = false) {
  const one = request(isFresh);
  await until(Promise.resolve(ask(one)));
  return one.noted.map(({ isStill }) => isStill);
}

const versions = ({ loaders }: OneRequest) => loaders.versions(key);
const tags = ({ loaders }: OneRequest) => loaders.tags(key);
const version = ({ loaders }: OneRequest) => loaders.version({ id: versionIdOf(1), region: undefined });
const some = ({ loaders }: OneRequest) => loaders.versions(key, [{ name: 'ModelFormat', values: ['ONNX'] }]);
const all = (stills: readonly (() => boolean)[]) => stills.map((isStill) => isStill());

it('holds for what was read upstream and for what memory gave, until it is no longer fresh', async () => {
  const system = createOne();
  const stills = [...(await read(system, versions)), ...(await read(system, versions))];
  expect(all(stills)).toEqual([true, true]);
  await pass(4_990);
  expect(all(stills)).toEqual([true, true]);
  await pass(10);
  expect(all(stills)).toEqual([false, false]);
});

it('holds while others are read', async () => {
  const system = createOne();
  const stills = await read(system, versions);
  await read(system, ({ loaders }) => loaders.versions({ region, id: idOf(2) }));
  expect(all(stills)).toEqual([true]);
});

interface Row {
  readonly what: string;
  readonly first: (request: OneRequest) => unknown;
  readonly then: (request: OneRequest) => unknown;
}

const newer: readonly Row[] = [
  { what: 'versions that are read again', first: versions, then: versions },
  {
    what: 'versions that come with their model',
    first: versions,
    then: ({ loaders }) => loaders.model(place, { tags: true, versions: true }),
  },
  {
    what: 'tags that come with versions',
    first: tags,
    then: ({ loaders }) => loaders.model(place, { tags: true, versions: true }),
  },
  { what: 'a version that comes with its model', first: version, then: versions },
  { what: 'filtered versions, of which all are read', first: some, then: versions },
];

it.each(newer)('ends for $what', async ({ first, then }) => {
  const system = createOne();
  const stills = await read(system, first);
  expect(all(stills)).toEqual([true]);
  await pass(1_000);
  expect(all(stills)).toEqual([true]);
  await read(system, then, true);
  expect(all(stills)).toEqual([false]);
});

it('ends with what is pushed out of memory', async () => {
  const system = createOne({ reads: { maxBytes: 8_000 } });
  const stills = await read(system, versions);
  expect(all(stills)).toEqual([true]);
  for (let number = 10; number < 20; number += 1) {
    insertNumbered(system.system, number, { versions: 2 });
    await read(system, ({ loaders }) => loaders.versions({ region, id: idOf(number) }));
  }
  expect(all(stills)).toEqual([false]);
});

it('ends with what is forgotten because the credential may not read it any more', async () => {
  const system = createOne();
  const stills = await read(system, versions);
  system.system.emulator.faults.set({ errorCode: 'UnauthorizedOperation' });
  await read(system, ({ loaders }) => Promise.resolve(loaders.versions(key)).catch(() => undefined), true);
  expect(all(stills)).toEqual([false]);
});

it('ends when the credential is replaced, and holds again when it is back', async () => {
  let identity = 'A';
  const give = () => createCredential({ ...emulatorCredentials, identity, source: 'test' });
  const credentials = Object.assign(() => Promise.resolve(give()), { known: give });
  const system = createOne({ client: { credentials } });
  const stills = await read(system, versions);
  expect(all(stills)).toEqual([true]);
  identity = 'B';
  expect(all(stills)).toEqual([false]);
  identity = 'A';
  expect(all(stills)).toEqual([true]);
});

it('never holds where nobody knows the credential without waiting', async () => {
  const provider = fromStatic(emulatorCredentials);
  const system = createOne({ client: { credentials: (options) => provider(options) } });
  expect(all(await read(system, versions))).toEqual([false]);
  expect(system.reads.identityNow()).toBeUndefined();
});

it('ends for what is not to be seen as soon as for what is not there', async () => {
  const system = createOne({ rights: { tags: [{ key: 'number', values: ['2'] }] } });
  const stills = await read(system, versions);
  expect(all(stills)).toEqual([true]);
  await pass(990);
  expect(all(stills)).toEqual([true]);
  await pass(20);
  expect(all(stills)).toEqual([false]);
});

it('does not hold for what is stale', async () => {
  const system = createOne();
  await read(system, versions);
  await pass(5_100);
  system.system.emulator.faults.set({ errorCode: 'InternalError' });
  expect(all(await read(system, versions))).toEqual([false]);
});
