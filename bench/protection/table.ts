/** The table of results, a row at a time. */
import { readdirSync, readFileSync } from 'node:fs';
import type { ActionCalls } from '../../src/emulator/calls.ts';
import type { Answer } from './client.ts';
import type { Running } from './processes.ts';
import type { Upstream } from './upstream.ts';

export interface Report {
  /** Prints a row about answers, and the calls that the upstream has got since the last row. */
  readonly row: (
    title: string,
    answers: readonly Answer[],
    upstream: Upstream,
    servers: readonly Running[],
  ) => Promise<void>;
  /** Prints a line under the last row. */
  readonly note: (text: string) => void;
  /** Whether a wrong answer was seen, or a server that ended by itself. */
  readonly isBroken: () => boolean;
}

const columns = [
  ['scenario', -30],
  ['asked', 6],
  ['calls', 6],
  ['refused', 7],
  ['max/s', 5],
  ['p50 ms', 7],
  ['p99 ms', 7],
  ['wrong', 5],
  ['MB', 4],
  ['fds', 5],
] as const;

export function createReport(print: (line: string) => void): Report {
  let isBroken = false;
  print(
    line(
      columns.map(([name]) => name),
      'errors; calls by action',
    ),
  );
  return {
    row: async (title, answers, upstream, servers) => {
      const { total, refused, byAction } = await upstream.calls();
      await upstream.reset();
      const mostPerSecond = Math.max(0, ...Object.values(byAction).map(({ maxPerSecond }) => maxPerSecond));
      const wrong = answers.flatMap((answer) => answer.wrong ?? []);
      const times = answers.map(({ ms }) => ms).sort((left, right) => left - right);
      const alive = servers.filter(({ isAlive }) => isAlive());
      const codes = countsText(answers.flatMap((answer) => answer.codes)) || 'no errors';
      const actions = Object.entries(byAction).map(([name, counts]) => actionText(name, counts));
      const figures = [
        ...[answers.length, total, refused, mostPerSecond, quantile(times, 0.5), quantile(times, 0.99), wrong.length],
        ...[sum(alive.map(residentMegabytes)), sum(alive.map(openFiles))],
      ];
      print(line([title, ...figures.map((figure) => figure.toFixed(0))], [codes, ...actions].join('; ')));
      if (wrong.length > 0) print(`  WRONG at ${countsText(wrong)}`);
      if (alive.length < servers.length) print('  A SERVER HAS ENDED BY ITSELF');
      isBroken ||= wrong.length > 0 || alive.length < servers.length;
    },
    note: (text) => {
      print(`  ${text}`);
    },
    isBroken: () => isBroken,
  };
}

function line(cells: readonly string[], last: string): string {
  const aligned = columns.map(([, width], index) => {
    const cell = cells[index] ?? '';
    return width < 0 ? cell.padEnd(-width) : cell.padStart(width);
  });
  return [...aligned, last].join('  ');
}

/** With its refusals, of which those for the rate are only a part. */
function actionText(name: string, { calls, refused }: ActionCalls): string {
  return `${name} ${String(calls)}${refused === 0 ? '' : ` (${String(refused)} refused)`}`;
}

/** Such as `THROTTLED 12, DEADLINE_EXCEEDED 3`; empty for nothing. */
export function countsText(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} ${String(count)}`).join(', ');
}

/** Of ordered values; NaN when there are none. */
function quantile(ordered: readonly number[], part: number): number {
  return ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * part))] ?? NaN;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** NaN where there is no /proc to tell. */
function residentMegabytes({ pid }: Running): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return NaN;
  }
}

function openFiles({ pid }: Running): number {
  try {
    return readdirSync(`/proc/${String(pid)}/fd`).length;
  } catch {
    return NaN;
  }
}
