/** Lists of models while TI-ONE does not offer the action that lists them. */
import { expect, it } from 'vitest';
import { createSmallSystem, failures } from '../helpers/small-system.ts';

const list = 'DescribeTrainingModels';
const ids = Array.from({ length: 3 }, (_, index) => `m-${String(index + 1)}`);

it.each([
  'nodes { id }',
  'nodes { versions { totalCount } }',
  'edges { node { latestVersion { id } tags { key } } }',
  'totalCount',
])('a list by ids of which { %s } is selected fails without a call once that is known', async (selected) => {
  const system = createSmallSystem();
  for (const TrainingModelId of ids)
    system.emulator.store.insert({ TrainingModelId, TrainingModelVersions: [{ TrainingModelVersion: 'v1' }] });
  system.emulator.faults.set({ offlineActions: [list] });
  await system.query('{ trainingModels { totalCount } }');
  expect(system.calls()).toEqual([list]);
  const answer = await system.query(
    `query ($ids: [ID!]!) { trainingModels(filter: { id: { in: $ids } }) { ${selected} } }`,
    { ids },
  );
  expect(answer.data).toEqual({ trainingModels: null });
  expect(failures(answer)).toEqual([{ path: ['trainingModels'], code: 'CAPABILITY_UNAVAILABLE' }]);
  expect(system.calls()).toEqual([]);
});
