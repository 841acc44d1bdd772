/** Tables of queries with the calls that they may cost: with the list action, and without it. */
import { expect, it } from 'vitest';
import { failures, sentParams } from './small-system.ts';
import type { System } from './system.ts';

export const list = 'DescribeTrainingModels';
export const versionsOf = 'DescribeTrainingModelVersions';
export const version = 'DescribeTrainingModelVersion';

export const times = (count: number, action: string): readonly string[] => Array.from({ length: count }, () => action);

export interface CallRow {
  readonly title: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly calls: readonly string[];
  /** What the calls must at least be sent with. */
  readonly sent?: readonly object[];
  readonly data: unknown;
  /** Where it is not the same as above while the list action is offline, and this query is the first to find out. */
  readonly offline?: {
    readonly calls?: readonly string[];
    readonly data?: unknown;
    /** Paths that answer CAPABILITY_UNAVAILABLE. */
    readonly unavailable?: readonly (readonly (string | number)[])[];
  };
}

/** Each row with the list action, while it is offline, and while it is known to be offline. */
export function testCallTable(rows: readonly CallRow[], create: () => System): void {
  it.each(rows)('reads $title with as few calls as can be', async ({ query, variables, calls, sent, data }) => {
    const system = create();
    expect(await system.query(query, variables)).toEqual({ data });
    expect(system.calls()).toEqual(calls);
    if (sent !== undefined) expect(sentParams(system)).toMatchObject(sent);
  });

  it.each(rows)('reads $title while the list action is offline', async (row) => {
    const system = create();
    system.emulator.faults.set({ offlineActions: [list] });
    await expectOffline(system, row);
    expect(system.calls()).toEqual(row.offline?.calls ?? row.calls);
  });

  it.each(rows)('reads $title without the list action when it is known to be offline', async (row) => {
    const system = create();
    system.emulator.faults.set({ offlineActions: [list] });
    await system.query('{ trainingModels { totalCount } }');
    expect(system.calls()).toEqual([list]);
    await expectOffline(system, row);
    expect(system.calls()).toEqual((row.offline?.calls ?? row.calls).filter((action) => action !== list));
  });
}

async function expectOffline(system: System, { query, variables, data, offline = {} }: CallRow): Promise<void> {
  const answer = await system.query(query, variables);
  expect(answer.data).toEqual(offline.data ?? data);
  expect(failures(answer)).toEqual(
    (offline.unavailable ?? []).map((path) => ({ path, code: 'CAPABILITY_UNAVAILABLE' })),
  );
}
