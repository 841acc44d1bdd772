/** Results as files: for programs, and as charts for people. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { barChart } from './bar-chart.ts';
import type { CaseResult } from './findings.ts';
import { lineChart } from './line-chart.ts';
import type { Machine } from './machine.ts';
import { resultsDirectory } from './places.ts';
import type { Setting } from './setting.ts';

export interface Results {
  readonly machine: Machine;
  readonly setting: Setting;
  readonly results: Readonly<Record<string, CaseResult>>;
}

/** The cases of the chart of answers: what of each second. */
const answerCases = { small: '1 model × 3 versions', large: '100 models × 5 versions' } as const;

/** Writes the results of a run and returns the files; a snapshot is for the README and is committed. */
export function writeResults(results: Results, isSnapshot: boolean): readonly string[] {
  mkdirSync(resultsDirectory, { recursive: true });
  const name = isSnapshot ? 'snapshot' : 'latest';
  const files: Record<string, string> = { [`${name}.json`]: `${JSON.stringify(results, undefined, 2)}\n` };
  for (const [each, title] of Object.entries(answerCases)) {
    const { figures } = results.results[each] ?? {};
    if (figures !== undefined) files[`${name}-${each}.svg`] = barChart(`${title}: answers per second`, figures);
  }
  for (const growth of results.results['scale']?.growth ?? [])
    files[`${name}-scale-${growth.sizes.replaceAll(' ', '-')}.svg`] = lineChart(growth);
  return Object.entries(files).map(([file, text]) => {
    const path = join(resultsDirectory, file);
    writeFileSync(path, text);
    return path;
  });
}
