/** Tables of queries with the calls that they may cost: with the list action, and without it. */
import { expect, it } from 'vitest';
import { countsOf, explain, explainedCounts } from './inspected.ts';
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
  /** The calls that are explained before, where what is there decides: nobody knows it without a call. */
  readonly explained?: readonly string[];
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

  it.each(rows)('explains $title before it is read', async ({ query, variables, calls, explained = calls }) => {
    const system = create();
    const explanation = await explain(system, query, variables);
    expect(explainedCounts(explanation)).toEqual(countsOf(explained));
    expect(explanation.totalCalls).toBe(explained.length);
    expect(explanation.atMostCalls).toBeGreaterThanOrEqual(Math.max(calls.length, explained.length));
    expect(system.calls()).toEqual([]);
    // Nothing was remembered or learned: it costs what it would have cost.
    await system.query(query, variables);
    expect(system.calls()).toEqual(calls);
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
    const expected = (row.offline?.calls ?? row.calls).filter((action) => action !== list);
    const { totalCalls, atMostCalls } = await explain(system, row.query, row.variables);
    const further = Math.max(0, (row.explained ?? row.calls).length - row.calls.length);
    expect(totalCalls).toBe(expected.length + further);
    expect(atMostCalls).toBeGreaterThanOrEqual(expected.length);
    await expectOffline(system, row);
    expect(system.calls()).toEqual(expected);
  });
}

async function expectOffline(system: System, { query, variables, data, offline = {} }: CallRow): Promise<void> {
  const answer = await system.query(query, variables);
  expect(answer.data).toEqual(offline.data ?? data);
  expect(failures(answer)).toEqual(
    (offline.unavailable ?? []).map((path) => ({ path, code: 'CAPABILITY_UNAVAILABLE' })),
  );
}
