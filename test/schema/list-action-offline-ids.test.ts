/** A list that is narrowed to ids is a list all the same: without the list action it fails, and asks nothing else. */
import { expect, it } from 'vitest';
import { list, times } from '../helpers/call-table.ts';
import { createManyModels, down, idOf } from '../helpers/many-models.ts';
import { failures } from '../helpers/small-system.ts';

const selections = ['totalCount', 'nodes { id tags { key } }', 'nodes { id versions { totalCount } }'];

it.each(
  selections.flatMap((selection) =>
    [
      { size: 1, calls: 1 },
      { size: 3, calls: 1 },
      { size: 150, calls: 2 },
    ].map((row) => ({ ...row, selection })),
  ),
)('a list of $size ids with { $selection } fails for no more than $calls calls', async ({ size, calls, selection }) => {
  const system = createManyModels({ models: 150 });
  system.emulator.faults.set({ offlineActions: [list] });
  const query = `query ($ids: [ID!]!) { trainingModels(filter: { id: { in: $ids } }) { ${selection} } }`;
  for (const expected of [times(calls, list), []]) {
    const answer = await system.query(query, { ids: down(149, size).map(idOf) });
    expect(answer.data).toEqual({ trainingModels: null });
    expect(failures(answer)).toEqual([{ path: ['trainingModels'], code: 'CAPABILITY_UNAVAILABLE' }]);
    expect(system.calls()).toEqual(expected);
  }
});
