/** The list action is an accelerator, never a need: what only it knows fails alone. */
import { expect, it } from 'vitest';
import type { Faults } from '../../src/emulator/faults.ts';
import { createSmallSystem, failures, modelId, putModel } from '../helpers/small-system.ts';

const list = 'DescribeTrainingModels';
const versionsOf = 'DescribeTrainingModelVersions';
const actions = [list];

const fails: readonly { fault: string; faults: Faults; code: string }[] = [
  { fault: 'throttled', faults: { throttle: { value: true, actions } }, code: 'THROTTLED' },
  ...[
    ['InternalError', 'UPSTREAM_UNAVAILABLE'],
    ['FailedOperation.QueryDatabaseFail', 'UPSTREAM_UNAVAILABLE'],
    ['ServiceUnavailable', 'UPSTREAM_UNAVAILABLE'],
    ['InvalidAction', 'CAPABILITY_UNAVAILABLE'],
    ['NoSuchVersion', 'CAPABILITY_UNAVAILABLE'],
    ['UnsupportedOperation', 'CAPABILITY_UNAVAILABLE'],
    ['AuthFailure.UnauthorizedOperation', 'FORBIDDEN'],
    ['UnknownParameter', 'BAD_USER_INPUT'],
    ['NeverSeenBefore', 'INTERNAL_SERVER_ERROR'],
  ].map(([fault = '', code = '']) => ({ fault, faults: { errorCode: { value: fault, actions } }, code })),
  { fault: 'not JSON', faults: { notJson: { value: true, actions } }, code: 'UPSTREAM_UNAVAILABLE' },
  { fault: 'dropped', faults: { dropConnection: { value: true, actions } }, code: 'UPSTREAM_UNAVAILABLE' },
];

const queries = [
  { selection: 'name', answer: { name: 'full' } },
  {
    selection: 'name versions { totalCount } latestVersion { version }',
    answer: { name: 'full', versions: { totalCount: 1 }, latestVersion: { version: 'v1' } },
  },
];

it.each(fails.flatMap((fail) => queries.map((query) => ({ ...fail, ...query }))))(
  'answers { $selection } beside tags when the list action fails: $fault',
  async ({ faults, code, selection, answer }) => {
    const system = createSmallSystem();
    system.emulator.store.insert({ TrainingModelId: modelId, TrainingModelName: 'full', TrainingModelVersions: [{}] });
    system.emulator.faults.set(faults);
    const response = await system.query(`{ trainingModel(id: "${modelId}") { tags { key } ${selection} } }`);
    expect(failures(response)).toEqual([{ path: ['trainingModel', 'tags'], code }]);
    expect(response.data).toEqual({ trainingModel: { tags: null, ...answer } });
    expect(system.calls()).toEqual([list, versionsOf]);
  },
);

it.each(['ActionOffline', 'InvalidAction', 'UnsupportedOperation'])(
  'answers a model without versions without its name when the list action is not to be had: %s',
  async (value) => {
    const system = createSmallSystem();
    system.emulator.store.insert({ TrainingModelId: modelId });
    system.emulator.faults.set({ errorCode: { value, actions } });
    expect(await system.query(`{ trainingModel(id: "${modelId}") { id name } }`)).toEqual({
      data: { trainingModel: { id: modelId, name: null } },
    });
    expect(system.calls()).toEqual([versionsOf, list]);
  },
);

it.each([
  ['RequestLimitExceeded', 'THROTTLED'],
  ['AuthFailure.UnauthorizedOperation', 'FORBIDDEN'],
])('says so on the name alone when a model without versions cannot be looked up: %s', async (value, code) => {
  const system = createSmallSystem();
  system.emulator.store.insert({ TrainingModelId: modelId });
  system.emulator.faults.set({ errorCode: { value, actions } });
  const answer = await system.query(`{ trainingModel(id: "${modelId}") { id name versions { totalCount } } }`);
  expect(answer.data).toEqual({ trainingModel: { id: modelId, name: null, versions: { totalCount: 0 } } });
  expect(failures(answer)).toEqual([{ path: ['trainingModel', 'name'], code }]);
  expect(system.calls()).toEqual([versionsOf, list]);
});

it('asks no other action when the failure is one of all actions', async () => {
  const system = createSmallSystem();
  putModel(system, [{}]);
  system.emulator.faults.set({ errorCode: 'AuthFailure.SecretIdNotFound' });
  const answer = await system.query(
    `{ trainingModel(id: "${modelId}") { name tags { key } versions { totalCount } } }`,
  );
  expect(answer.data).toEqual({ trainingModel: null });
  expect(failures(answer)).toEqual([{ path: ['trainingModel'], code: 'UPSTREAM_AUTHENTICATION' }]);
  expect(system.calls()).toEqual([list]);
});

it('fails on versions alone when only their action fails', async () => {
  const system = createSmallSystem();
  system.emulator.store.insert({
    TrainingModelId: modelId,
    TrainingModelVersions: [{ TrainingModelVersionId: 'mv-v1-1' }],
  });
  system.emulator.faults.set({ throttle: { value: true, actions: [versionsOf] } });
  const answer = await system.query(
    '{ trainingModelVersion(id: "mv-v1-1") { version model { id versions { totalCount } } } }',
  );
  expect(answer.data).toEqual({ trainingModelVersion: { version: 'v1', model: { id: modelId, versions: null } } });
  expect(failures(answer)).toEqual([{ path: ['trainingModelVersion', 'model', 'versions'], code: 'THROTTLED' }]);
});
