/** What a caller may not see is as if it was not there: in answers, errors, counts, orders, costs and what is remembered. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAuthentication } from '../../src/access/authentication.ts';
import { makeApiKey } from '../../src/access/api-keys.ts';
import type { Rights } from '../../src/access/caller.ts';
import { createSystem, type System } from '../helpers/system.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const all = makeApiKey();
const some = makeApiKey();

const seen = 'm-700000000000000001';
const hidden = 'm-700000000000000002';
const elsewhere = 'm-700000000000000003';
const missing = 'm-700000000000000009';
const versionOf = (id: string): string => `mv-v1-${id.slice(2)}`;

/** One model that the caller may see, and others of the same kind: one here, one in another region. */
function createGuardedSystem(rights: Rights): System {
  const system = createSystem({
    emulator: { models: 0, now: Date.now },
    server: {
      cacheTtlMs: 5_000,
      inspector: { mode: 'always' },
      authenticate: createAuthentication({
        keys: [
          { name: 'all', sha256: all.sha256 },
          { name: 'some', sha256: some.sha256, rights, scopes: ['tione:read', 'tione:inspect'] },
        ],
      }),
    },
  });
  const insert = (id: string, team: string, Region: string): void => {
    system.emulator.store.insert({
      TrainingModelId: id,
      TrainingModelName: `model of ${team}`,
      Region,
      Tags: [{ TagKey: 'team', TagValue: team }],
      TrainingModelVersions: [{ TrainingModelVersionId: versionOf(id) }],
    });
  };
  insert(seen, 'red', 'ap-guangzhou');
  insert(hidden, 'blue', 'ap-guangzhou');
  insert(elsewhere, 'blue', 'ap-shanghai');
  system.emulator.store.remove('m-608587242317024640');
  return system;
}

interface Told {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly calls: readonly string[];
}

type Headers = Readonly<Record<string, string>>;

async function ask(system: System, query: string, key: string = some.key, headers: Headers = {}): Promise<Told> {
  system.calls();
  const response = await system.server.fetch(
    new Request('http://127.0.0.1/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key, 'x-request-id': 'the-same', ...headers },
      body: JSON.stringify({ query }),
    }),
  );
  const body = await response.text();
  return { body, headers: Object.fromEntries(response.headers), calls: system.calls() };
}

const rights: Readonly<Record<string, Rights>> = {
  'a list of models': { models: [seen] },
  'a tag': { tags: [{ key: 'team', values: ['red', 'green'] }] },
  'two tags': {
    tags: [
      { key: 'team', values: ['red'] },
      { key: 'team', values: ['red', 'blue'] },
    ],
  },
  'a list of models and a tag': { models: [seen, missing], tags: [{ key: 'team', values: ['red'] }] },
};

/** Questions about one id, whose answers must not tell whether it is there. */
const questions: readonly ((id: string) => string)[] = [
  (id) =>
    `{ trainingModel(id: "${id}") { id name createdAt readAt tags { key } versions { totalCount nodes { id } } } }`,
  (id) =>
    `{ trainingModel(id: "${id}") { versions(filter: { format: { eq: PYTORCH } }) { totalCount } latestVersion { id } } }`,
  (id) => `{ trainingModel(id: "${id}", region: "ap-guangzhou") { id } }`,
  (id) => `{ trainingModelsByIds(ids: ["${id}", "${id}"]) { id } }`,
  (id) => `{ trainingModelVersion(id: "${versionOf(id)}") { id model { id } } }`,
  (id) => `{ trainingModelVersions(modelId: "${id}") { totalCount nodes { id } } }`,
  (id) => `{ trainingModels(filter: { id: { eq: "${id}" } }) { totalCount nodes { id } } }`,
  (id) =>
    `{ trainingModels(filter: { id: { in: ["${id}"] }, name: { contains: "model" } }) { totalCount pageInfo { hasNextPage } } }`,
  (id) =>
    `{ _entities(representations: [{ __typename: "TrainingModel", id: "${id}" }]) { ... on TrainingModel { id name } } }`,
  (id) =>
    `{ _entities(representations: [{ __typename: "TrainingModelVersion", id: "${versionOf(id)}" }]) { ... on TrainingModelVersion { id } } }`,
];

/** What came before: nothing, somebody who may see it all, or the same question a while ago. */
const histories: Readonly<Record<string, (system: System, query: string) => Promise<void>>> = {
  'before anybody asked': () => Promise.resolve(),
  'after somebody else asked': async (system, query) => {
    await ask(system, query, all.key);
    await vi.advanceTimersByTimeAsync(1_500);
  },
  'a moment after the same question': async (system, query) => {
    await ask(system, query);
    await vi.advanceTimersByTimeAsync(500);
  },
  'a while after the same question': async (system, query) => {
    await ask(system, query);
    await vi.advanceTimersByTimeAsync(2_500);
  },
  'while TI-ONE is down': async (system, query) => {
    await ask(system, query);
    await vi.advanceTimersByTimeAsync(2_500);
    system.emulator.faults.set({ errorCode: 'InternalError' });
  },
};

/** The way that a question is sent. */
type Way = (query: string) => readonly [query: string, headers?: Headers];

interface Case {
  readonly right: Rights;
  readonly before: (system: System, query: string) => Promise<void>;
  readonly id: string;
}

async function expectLikeNothing(
  { right, before, id }: Case,
  question: (id: string) => string,
  way: Way = (query) => [query],
): Promise<void> {
  const told = async (asked: string): Promise<Told> => {
    const system = createGuardedSystem(right);
    await before(system, question(asked));
    const [query, headers] = way(question(asked));
    const answer = await ask(system, query, some.key, headers);
    return { ...answer, body: answer.body.replaceAll(asked, 'ID').replace(/"requestId":"[^"]*"/g, '') };
  };
  const ofHidden = await told(id);
  // Named by the right itself, it may be asked for.
  if (right.models?.includes(missing) !== true) expect(ofHidden).toEqual(await told(missing));
  expect(ofHidden.body).not.toMatch(/model of blue|mv-v1-70000000000000000[23]/);
}

test.for(
  Object.entries(rights).flatMap(([name, right]) =>
    Object.entries(histories).flatMap(([when, before]) =>
      [hidden, elsewhere].map((id) => ({ name, right, when, before, id })),
    ),
  ),
)('with rights to $name, $id is like nothing, $when', async (asked) => {
  for (const question of questions) await expectLikeNothing(asked, question);
});

/** Ways to ask how it was found out. None of them is for who may not see everything. */
const looks: Readonly<Record<string, Way>> = {
  'with a look at its calls': (query) => [query, { 'x-tione-inspect': 'calls' }],
  'with a look at what it would cost': (query) => [query, { 'x-tione-inspect': 'explain' }],
  'with a look in a field': (query) => [
    query.replace('{', '{ trainingModelUpstream { calls { params } budget { remaining } explanation { totalCalls } }'),
  ],
  'as a rehearsal': (query) => [
    query.replace('{', '{ trainingModelUpstream(dryRun: true) { explanation { totalCalls cacheHits } }'),
  ],
};

test.for(
  Object.entries(rights).flatMap(([name, right]) =>
    Object.entries(looks).map(([how, look]) => ({ name, right, how, look })),
  ),
)('with rights to $name, it is like nothing $how', async ({ right, look }) => {
  const asked = { right, before: histories['after somebody else asked'] ?? (() => Promise.resolve()), id: hidden };
  for (const question of questions) await expectLikeNothing(asked, question, look);
});

test.for(Object.entries(rights))('with rights to %s, what they allow is seen', async ([, right]) => {
  const system = createGuardedSystem(right);
  const one = await ask(
    system,
    `{ trainingModel(id: "${seen}") { id name tags { value } versions { nodes { id } } } }`,
  );
  expect(JSON.parse(one.body)).toEqual({
    data: {
      trainingModel: {
        id: seen,
        name: 'model of red',
        tags: [{ value: 'red' }],
        versions: { nodes: [{ id: versionOf(seen) }] },
      },
    },
  });
  const version = await ask(system, `{ trainingModelVersion(id: "${versionOf(seen)}") { id modelId } }`);
  expect(JSON.parse(version.body)).toEqual({ data: { trainingModelVersion: { id: versionOf(seen), modelId: seen } } });
});

test.for(Object.entries(rights))('with rights to %s, lists hold and count only what they allow', async ([, right]) => {
  const system = createGuardedSystem(right);
  for (const filter of [
    '{}',
    '{ name: { contains: "model" } }',
    '{ tags: [{ key: "team" }] }',
    '{ versionType: { notIn: [ACCELERATE] } }',
  ]) {
    const page = '{ totalCount nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage } }';
    const answer = await ask(system, `{ trainingModels(filter: ${filter}, first: 1) ${page} }`);
    const { data } = JSON.parse(answer.body) as {
      data: { trainingModels: { edges: readonly { cursor: string }[] } };
    };
    expect(data.trainingModels).toMatchObject({
      totalCount: 1,
      nodes: [{ id: seen }],
      pageInfo: { hasNextPage: false, hasPreviousPage: false },
    });
    // The same as if there was nothing else.
    const alone = createGuardedSystem(right);
    for (const id of [hidden, elsewhere]) alone.emulator.store.remove(id);
    expect((await ask(alone, `{ trainingModels(filter: ${filter}, first: 1) ${page} }`)).body).toBe(answer.body);
  }
});

test('regions that a caller may not read are as if this server did not have them', async () => {
  const system = createGuardedSystem({ regions: ['ap-guangzhou'] });
  const { body, calls } = await ask(system, `{ trainingModel(id: "${elsewhere}") { id } }`);
  expect(JSON.parse(body)).toEqual({ data: { trainingModel: null } });
  expect(calls).toHaveLength(1);
  const refused = await ask(system, '{ trainingModels(region: "ap-shanghai") { totalCount } }');
  expect(refused.body).toContain('BAD_USER_INPUT');
  expect(refused.body).not.toContain('ap-shanghai, ');
  expect(await ask(system, `{ trainingModel(id: "${elsewhere}") { id } }`, all.key)).toMatchObject({
    body: JSON.stringify({ data: { trainingModel: { id: elsewhere } } }),
  });
});

test('who may read none of the regions is told so, and nothing is asked', async () => {
  const system = createGuardedSystem({ regions: ['ap-tokyo'] });
  const { body, calls } = await ask(system, '{ trainingModels { totalCount } }');
  expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  expect(calls).toEqual([]);
});
