/** The tables. */
import { holds, type CaseResult, type Finding, type Growth, type Target } from './findings.ts';
import type { Spread } from './statistics.ts';

/** Findings with their targets beside them. */
export function findingLines(results: readonly CaseResult[]): readonly string[] {
  const rows = results.flatMap(({ findings }) => findings).map(findingCells);
  return tableLines(['what', 'against', 'measured', 'by CPU', 'target', ''], rows);
}

/** How the contestants of a case did, in numbers of this machine alone. */
export function figureLines({ figures = [] }: CaseResult): readonly string[] {
  const rows = figures.map(({ contestant, perSecond, cpuMicros, p50Ms, p99Ms }) => [
    contestant,
    spreadText(perSecond),
    spreadText(cpuMicros),
    p50Ms === undefined ? '' : spreadText(p50Ms),
    p99Ms === undefined ? '' : spreadText(p99Ms),
  ]);
  return rows.length === 0 ? [] : tableLines(['', 'in a second', 'CPU µs each', 'p50 ms', 'p99 ms'], rows);
}

/** A row for each operation, a column for each size: milliseconds, those of the server's processor, and upstream calls. */
export function growthLines({ sizes, series }: Growth): readonly string[] {
  const [{ points } = { points: [] }] = series;
  const rows = series.map(({ operation, points: own }) => [
    operation,
    ...own.map(
      ({ ms, cpuMs, upstreamCalls }) => `${figure(ms)} ms, ${figure(cpuMs)} CPU, ${figure(upstreamCalls)} calls`,
    ),
  ]);
  return tableLines([sizes, ...points.map(({ size }) => size.toLocaleString('en'))], rows);
}

function findingCells(finding: Finding): readonly string[] {
  const { what, against, unit, spread, byCpu, target } = finding;
  const verdict = target === undefined ? '' : holds(finding) ? 'met' : 'MISSED';
  return [
    what,
    against,
    spreadText(spread, unit),
    byCpu ? figure(byCpu.median) : '',
    targetText(target, unit),
    verdict,
  ];
}

function targetText({ atLeast, atMost }: Target = {}, unit: string): string {
  const text = (value: number): string => [figure(value), unit].filter((part) => part !== '').join(' ');
  if (atLeast !== undefined) return atLeast === atMost ? text(atLeast) : `≥ ${text(atLeast)}`;
  return atMost === undefined ? '' : `≤ ${text(atMost)}`;
}

function spreadText({ median, min, max }: Spread, unit = ''): string {
  const range = min === max ? '' : ` (${figure(min)}–${figure(max)})`;
  return `${figure(median)}${unit === '' ? '' : ` ${unit}`}${range}`;
}

/** Three digits say all that can be said of such numbers. */
function figure(value: number): string {
  if (Number.isNaN(value)) return '–';
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 });
}

function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}
