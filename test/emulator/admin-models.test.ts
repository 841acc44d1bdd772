import { expect, test } from 'vitest';
import { admin, call, codeOf, idsOf, pinnedEmulator } from './harness.ts';

const list = 'DescribeTrainingModels';
const versionsOf = 'DescribeTrainingModelVersions';

test('a model is inserted with all that it lacks, and can be read', async () => {
  const emulator = pinnedEmulator();
  const { status, body } = await admin(emulator, 'POST', '/models', {
    Region: 'ap-shanghai',
    TrainingModelName: 'new-model',
    TrainingModelVersions: [{}, { TrainingModelFormat: 'ONNX', TrainingModelIndex: null }],
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    Region: 'ap-shanghai',
    TrainingModelName: 'new-model',
    CreateTime: '2024-05-06 15:08:10',
  });
  const id = String(body['TrainingModelId']);
  expect(id).toMatch(/^m-\d{18,19}$/);
  const answer = await call(emulator, versionsOf, { TrainingModelId: id }, { region: 'ap-shanghai' });
  expect(answer).toMatchObject({ TrainingModelVersions: body['TrainingModelVersions'] });
  const [first, second] = body['TrainingModelVersions'] as readonly Record<string, unknown>[];
  expect(Object.keys(first ?? {})).toHaveLength(31);
  expect(first?.['TrainingModelVersionId']).toBe(`mv-v1-${String(BigInt(id.slice(2)) + 1n)}`);
  expect(second).toMatchObject({ TrainingModelVersion: 'v2', TrainingModelFormat: 'ONNX', TrainingModelIndex: null });
  expect(idsOf(await call(emulator, list, { Limit: 100 }, { region: 'ap-shanghai' }))).toContain(id);
});

test('the same insertion gives the same model, and a second one another id', () => {
  const [one, other] = [pinnedEmulator(), pinnedEmulator()];
  const model = one.store.insert({ TrainingModelVersions: [{}] });
  expect(other.store.insert({ TrainingModelVersions: [{}] })).toEqual(model);
  expect(other.store.insert({}).TrainingModelId).not.toBe(model.TrainingModelId);
});

test.for([
  ['m-mine', 'm-yours'],
  ['m-608587242317024641', 'm-608587242317024642'],
] as const)('versions of %s and %s that are made at one time have ids of their own', ([one, other]) => {
  const { store } = pinnedEmulator();
  const models = [one, other].map((id) => store.insert({ TrainingModelId: id, TrainingModelVersions: [{}, {}] }));
  const ids = models.flatMap((model) => (model.TrainingModelVersions ?? []).map((row) => row.TrainingModelVersionId));
  expect(new Set(ids).size).toBe(4);
});

test('what is removed from one emulator, and then changed, stays as it is in another', () => {
  const [one, other] = [pinnedEmulator(), pinnedEmulator()];
  const [first] = one.store.models('ap-shanghai');
  const removed = one.store.remove(first?.TrainingModelId ?? '');
  Object.assign(removed?.TrainingModelVersions?.[0] ?? {}, { TrainingModelName: 'changed' });
  expect(other.store.models('ap-shanghai')[0]).toEqual(first);
});

test('a model takes its place in the order of creation', async () => {
  const emulator = pinnedEmulator({ models: 3, versions: 0 });
  const { TrainingModelId } = emulator.store.insert({ CreateTime: '2024-01-01 08:01:30' });
  expect(idsOf(await call(emulator, list, {}))[1]).toBe(TrainingModelId);
});

test('an id that exists is a conflict, in whatever region and whether of a model or a version', async () => {
  const emulator = pinnedEmulator();
  const seed = { TrainingModelId: 'm-608587242317024640', Region: 'ap-shanghai' };
  expect((await admin(emulator, 'POST', '/models', seed)).status).toBe(409);
  const twice = {
    TrainingModelVersions: [{ TrainingModelVersionId: 'mv-v1-1' }, { TrainingModelVersionId: 'mv-v1-1' }],
  };
  expect((await admin(emulator, 'POST', '/models', twice)).status).toBe(409);
  const taken = { TrainingModelVersions: [{ TrainingModelVersionId: 'mv-v1-625097625049989888' }] };
  expect((await admin(emulator, 'POST', '/models', taken)).status).toBe(409);
});

test.for<[unknown, RegExp]>([
  ['[', /the body must be JSON/],
  [[], /model: must be an object/],
  [{ Region: 'eu-frankfurt' }, /model.Region: must be one of ap-guangzhou/],
  [{ TrainingModelId: 'm 1' }, /model.TrainingModelId: must be an id/],
  [{ TrainingModelId: null }, /model.TrainingModelId: must be an id/],
  [{ Tags: {} }, /model.Tags: must be list/],
  [{ Tags: ['team=a'] }, /model.Tags: must be a list of objects/],
  [{ TrainingModelVersions: [{ IsQAT: 'false' }] }, /model.TrainingModelVersions\[0\].IsQAT: must be boolean/],
  [{ TrainingModelVersions: [{ AutoClean: false }] }, /\.AutoClean: must be text/],
  [{ trainingModelName: 'x' }, /model.trainingModelName: must be written TrainingModelName/],
  [{ TrainingModelVersions: [{ GpuType: 'T4' }] }, /model.TrainingModelVersions\[0\].GpuType: must be written GPUType/],
  [{ CreateTime: 'yesterday' }, /model.CreateTime: must be a time such as/],
  [{ CreateTime: 5 }, /model.CreateTime: must be text/],
  [{ TrainingModelVersions: [{ CreateTime: '2022-13-01T00:00:00Z' }] }, /\[0\].CreateTime: must be a time such as/],
])('the model %j is refused', async ([model, message]) => {
  const { status, body } = await admin(pinnedEmulator(), 'POST', '/models', model);
  expect(status).toBe(400);
  expect(body['message']).toMatch(message);
});

test('a model is removed with its versions', async () => {
  const emulator = pinnedEmulator();
  const seed = 'm-608587242317024640';
  expect(idsOf(await call(emulator, list, { Limit: 100 }))).toContain(seed);
  const removed = await admin(emulator, 'DELETE', `/models/${seed}`);
  expect([removed.status, removed.body['TrainingModelName']]).toEqual([200, 'test-model']);
  expect((await admin(emulator, 'DELETE', `/models/${seed}`)).status).toBe(404);
  expect(idsOf(await call(emulator, list, { Limit: 100 }))).not.toContain(seed);
  expect(await codeOf(emulator, versionsOf, { TrainingModelId: seed })).toBe('ResourceNotFound.NoModel');
  const version = { TrainingModelVersionId: 'mv-v1-625097625049989888' };
  expect(await codeOf(emulator, 'DescribeTrainingModelVersion', version)).toBe('ResourceNotFound');
});

test('a removed model can be put back where it was', async () => {
  const emulator = pinnedEmulator();
  const before = emulator.store.models('ap-shanghai');
  const removed = await admin(emulator, 'DELETE', `/models/${before[3]?.TrainingModelId ?? ''}`);
  expect(removed.body['Region']).toBe('ap-shanghai');
  expect((await admin(emulator, 'POST', '/models', removed.body)).status).toBe(201);
  expect(emulator.store.models('ap-shanghai')).toEqual(before);
});

test('times that are absent are kept as they are, and members that nobody knows too', async () => {
  const version = { CreateTime: null, NewMember: { a: 1 } };
  const model = { CreateTime: '', NewMember: [1], TrainingModelVersions: [version] };
  expect((await admin(pinnedEmulator(), 'POST', '/models', model)).body).toMatchObject(model);
});

test('a model whose versions are null has null in the list, an empty list of versions, and comes back like that', async () => {
  const emulator = pinnedEmulator({ models: 0 });
  const inserted = await admin(emulator, 'POST', '/models', { TrainingModelVersions: null });
  expect(inserted.body).toMatchObject({ TrainingModelVersions: null });
  const { TrainingModelId } = inserted.body;
  for (const choices of [{}, { versionOrder: 'newest-first', versionsOfFilteredModel: 'matching' }] as const) {
    const other = pinnedEmulator({ models: 0, choices });
    other.store.insert({ TrainingModelVersions: null });
    const answer = await call(other, list, { WithModelVersions: true, Limit: 1 });
    expect(answer['TrainingModels']).toMatchObject([{ TrainingModelId, TrainingModelVersions: null }]);
  }
  expect(await call(emulator, versionsOf, { TrainingModelId })).toMatchObject({ TrainingModelVersions: [] });
  expect(emulator.store.models('ap-guangzhou')[0]?.TrainingModelVersions).toEqual([]);
  const removed = await admin(emulator, 'DELETE', `/models/${String(TrainingModelId)}`);
  expect(removed.body).toEqual(inserted.body);
});

test('a test in this process may insert times that are none, to see what a client makes of them', async () => {
  const emulator = pinnedEmulator();
  const { TrainingModelId } = emulator.store.insert({ TrainingModelVersions: [{ CreateTime: 'yesterday' }] });
  const answer = await call(emulator, versionsOf, { TrainingModelId });
  expect(answer).toMatchObject({ TrainingModelVersions: [{ CreateTime: 'yesterday' }] });
});
