/** Scenarios of load and failure against real processes, and the table of what came of them. */
import { crowd } from './crowd.ts';
import { faults } from './faults.ts';
import { hot } from './hot.ts';
import { offline } from './offline.ts';
import { outage } from './outage.ts';
import { replicas } from './replicas.ts';
import { createReport, type Report } from './table.ts';

type Scenario = (report: Report) => Promise<void>;

const scenarios: Readonly<Record<string, Scenario>> = { crowd, offline, hot, outage, faults, replicas };

export const scenarioNames: readonly string[] = Object.keys(scenarios);

/** All scenarios unless some are named. False when an answer was wrong, or a server ended by itself. */
export async function protection(names: readonly string[]): Promise<boolean> {
  const report = createReport((line) => {
    console.log(line);
  });
  for (const [name, run] of Object.entries(scenarios)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.error(`… ${name}`);
    await run(report);
  }
  return !report.isBroken();
}
