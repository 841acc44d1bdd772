/** A list action that TI-ONE does not offer: what fails meanwhile, how long it is remembered, and how all recovers. */
import { expect, it } from 'vitest';
import { at, failures } from '../helpers/small-system.ts';
import { list, times, versionsOf, version } from '../helpers/call-table.ts';
import { createSystem, type System } from '../helpers/system.ts';

const defaultRetryMs = 300_000;

const first = 'm-700000000000000010';
const second = 'm-700000000000000020';
const firstVersion = 'mv-v1-700000000000000011';
const here = 'ap-guangzhou';
const elsewhere = 'ap-shanghai';

interface TimedSystem extends System {
  readonly pass: (ms: number) => void;
  readonly setOffline: (isOffline: boolean) => void;
}

function createTimedSystem(actionRetryMs?: number): TimedSystem {
  let nowMs = Date.parse('2024-06-01T00:00:00Z');
  const system = createSystem({
    emulator: { models: 0, now: () => nowMs },
    client: actionRetryMs === undefined ? {} : { actionRetryMs },
  });
  system.emulator.store.insert({
    TrainingModelId: first,
    TrainingModelName: 'first',
    Tags: [{ TagKey: 'team', TagValue: 'vision' }],
    TrainingModelVersions: [{ TrainingModelVersionId: firstVersion }, {}],
  });
  system.emulator.store.insert({ TrainingModelId: second, TrainingModelName: 'second', TrainingModelVersions: [{}] });
  return {
    ...system,
    pass: (ms) => {
      nowMs += ms;
    },
    setOffline: (isOffline) => {
      system.emulator.faults.set(isOffline ? { offlineActions: [list] } : {});
    },
  };
}

const all = 'id region name createdAt versions { totalCount nodes { id version modelId } } latestVersion { id }';
const listQuery = '{ trainingModels { totalCount } }';
const listed = { data: { trainingModels: { totalCount: 3 } } };
const tagsQuery = `{ trainingModel(id: "${first}") { name tags { key } } }`;
const tagsRead = { data: { trainingModel: { name: 'first', tags: [{ key: 'team' }] } } };

/** A query for each field of the schema but the list, and its calls while the list action is known to be offline. */
const others = [
  {
    field: '_entities',
    query: `{ _entities(representations: [
      { __typename: "TrainingModel", id: "${second}" }, { __typename: "TrainingModelVersion", id: "${firstVersion}" }
      { __typename: "TrainingModel", id: "${second}" }
    ]) { ... on TrainingModel { ${all} } ... on TrainingModelVersion { version model { name } } } }`,
    calls: [versionsOf, version],
  },
  { field: '_service', query: '{ _service { sdl } }', calls: [] },
  { field: 'trainingModel', query: `{ trainingModel(id: "${first}") { ${all} } }`, calls: [versionsOf] },
  {
    field: 'trainingModelsByIds',
    query: `{ trainingModelsByIds(ids: ["${second}", "m-1", "${first}"], region: "${here}") { ${all} } }`,
    calls: times(3, versionsOf),
  },
  {
    field: 'trainingModelVersion',
    query: `{ trainingModelVersion(id: "${firstVersion}") { id version model { ${all} } } }`,
    calls: [version, versionsOf],
  },
  {
    field: 'trainingModelVersions',
    query: `{ trainingModelVersions(modelId: "${first}", first: 1) { totalCount nodes { id model { ${all} } } } }`,
    calls: [versionsOf],
  },
];

it.each(others)('answers $field as ever while the list action is offline', async ({ field, query, calls }) => {
  const system = createTimedSystem();
  const usual = await system.query(query);
  expect(usual.errors).toBeUndefined();
  expect(at(usual.data, field)).toBeTruthy();
  system.setOffline(true);
  expect(await system.query(query)).toEqual(usual);
  await system.query(listQuery);
  system.calls();
  expect(await system.query(query)).toEqual(usual);
  expect(system.calls()).toEqual(calls);
});

it('has a query here for every field of the schema', async () => {
  const { data } = await createTimedSystem().query('{ __schema { queryType { fields { name } } } }');
  const fields = at(data, '__schema', 'queryType', 'fields');
  // The list itself, and what tells of calls and not of models.
  const apart = [{ name: 'trainingModels' }, { name: 'trainingModelUpstream' }];
  expect(fields).toEqual([...others.map(({ field }) => ({ name: field })), ...apart].sort(byName));
});

it.each([
  { query: listQuery, path: ['trainingModels'], data: { trainingModels: null }, calls: [] },
  {
    query: tagsQuery,
    path: ['trainingModel', 'tags'],
    data: { trainingModel: { name: 'first', tags: null } },
    calls: [versionsOf],
  },
])('says what is not to be had, for as long as it is remembered: $query', async ({ query, path, data, calls }) => {
  const system = createTimedSystem();
  system.setOffline(true);
  for (const expected of [[list, ...calls], calls, calls]) {
    const answer = await system.query(query);
    expect(answer.data).toEqual(data);
    expect(failures(answer)).toEqual([{ path, code: 'CAPABILITY_UNAVAILABLE' }]);
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      upstreamCode: 'ActionOffline',
      action: list,
      region: here,
      retryable: false,
    });
    expect(system.calls()).toEqual(expected);
  }
});

it('stays ready while the list action is offline', async () => {
  const system = createTimedSystem();
  system.setOffline(true);
  await system.query(listQuery);
  const { status } = await system.server.fetch(new Request('http://127.0.0.1/health/ready'));
  expect(status).toBe(200);
});

it.each([{ retryMs: undefined }, { retryMs: 60_000 }, { retryMs: 1 }])(
  'tries again when the time is over, not before, and recovers without a restart: $retryMs',
  async ({ retryMs }) => {
    const system = createTimedSystem(retryMs);
    const wait = retryMs ?? defaultRetryMs;
    system.setOffline(true);
    for (const round of ['first', 'still offline']) {
      expect(failures(await system.query(listQuery)), round).toHaveLength(1);
      expect(system.calls(), round).toEqual([list]);
      system.pass(wait - 1);
      expect(failures(await system.query(listQuery)), round).toHaveLength(1);
      expect(system.calls(), round).toEqual([]);
      system.pass(1);
    }
    expect(failures(await system.query(listQuery))).toHaveLength(1);
    system.setOffline(false);
    expect(failures(await system.query(listQuery))).toHaveLength(1);
    expect(system.calls()).toEqual([list]);
    system.pass(wait);
    expect(await system.query(listQuery)).toEqual(listed);
    expect(await system.query(tagsQuery)).toEqual(tagsRead);
    const byIds = await system.query(`{ trainingModelsByIds(ids: ["${first}", "${second}"]) { name } }`);
    expect(byIds).toEqual({ data: { trainingModelsByIds: [{ name: 'first' }, { name: 'second' }] } });
    expect(system.calls()).toEqual([list, list, list]);
  },
);

it('remembers it for each region alone', async () => {
  const system = createTimedSystem();
  const inRegion = (region: string): string => `{ trainingModels(region: "${region}") { totalCount } }`;
  system.setOffline(true);
  await system.query(inRegion(elsewhere));
  system.setOffline(false);
  expect(await system.query(inRegion(here))).toEqual(listed);
  expect(system.calls()).toEqual([list, list]);
  const answer = await system.query(inRegion(elsewhere));
  expect(failures(answer)).toEqual([{ path: ['trainingModels'], code: 'CAPABILITY_UNAVAILABLE' }]);
  expect(answer.errors?.[0]?.extensions?.['region']).toBe(elsewhere);
  expect(system.calls()).toEqual([]);
});

const actions = [list];

it.each([
  ...['ActionOffline', 'InvalidAction', 'NoSuchVersion', 'UnsupportedRegion', 'UnsupportedOperation'].map((value) => ({
    what: value,
    fault: { errorCode: { value, actions } },
    isRemembered: true,
  })),
  ...['InternalError', 'AuthFailure.UnauthorizedOperation', 'UnknownParameter', 'AuthFailure.SignatureExpire'].map(
    (value) => ({ what: value, fault: { errorCode: { value, actions } }, isRemembered: false }),
  ),
  { what: 'a throttled call', fault: { throttle: { actions } }, isRemembered: false },
  { what: 'a dropped connection', fault: { dropConnection: { actions } }, isRemembered: false },
  { what: 'a page instead of an answer', fault: { notJson: { actions } }, isRemembered: false },
])('$what is remembered: $isRemembered', async ({ fault, isRemembered }) => {
  const system = createTimedSystem();
  system.emulator.faults.set(fault);
  expect((await system.query(listQuery)).data).toEqual({ trainingModels: null });
  system.emulator.faults.set({});
  expect((await system.query(listQuery)).data).toEqual(isRemembered ? { trainingModels: null } : listed.data);
  expect(system.calls()).toEqual(isRemembered ? [list] : [list, list]);
});

it('remembers nothing of a published action, which has no other way', async () => {
  const system = createTimedSystem();
  const query = `{ trainingModel(id: "${first}") { name } }`;
  system.emulator.faults.set({ offlineActions: [versionsOf] });
  expect(failures(await system.query(query))).toEqual([{ path: ['trainingModel'], code: 'CAPABILITY_UNAVAILABLE' }]);
  system.emulator.faults.set({});
  expect(await system.query(query)).toEqual({ data: { trainingModel: { name: 'first' } } });
  expect(system.calls()).toEqual([versionsOf, versionsOf]);
});

function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name < right.name ? -1 : 1;
}
