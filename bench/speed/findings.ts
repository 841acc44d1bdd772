/** What a case has found. */
import type { Spread } from './statistics.ts';

export interface Target {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** One number that matters, and what it ought to be. */
export interface Finding {
  readonly what: string;
  /** What it was measured against, at the same time. */
  readonly against: string;
  readonly unit: '×' | 'ms' | 's' | '%' | '';
  readonly spread: Spread;
  /** The same ratio of processor time for each answer, which others on this machine change least. */
  readonly byCpu?: Spread;
  readonly target?: Target;
}

/** How one server or client did. */
export interface Figure {
  readonly contestant: string;
  readonly perSecond: Spread;
  /** Microseconds of processor time for each answer or call. */
  readonly cpuMicros: Spread;
  readonly p50Ms?: Spread;
  readonly p99Ms?: Spread;
}

/** How the cost of an operation grows. */
export interface Series {
  readonly operation: string;
  readonly points: readonly SeriesPoint[];
}

export interface SeriesPoint {
  readonly size: number;
  readonly ms: number;
  /** Processor time of the server. */
  readonly cpuMs: number;
  readonly upstreamCalls: number;
}

export interface Growth {
  /** What the sizes count. */
  readonly sizes: string;
  readonly series: readonly Series[];
}

export interface CaseResult {
  readonly findings: readonly Finding[];
  readonly figures?: readonly Figure[];
  readonly growth?: readonly Growth[];
  /** What must be known to read the numbers. */
  readonly notes?: readonly string[];
}

/** A finding without a target holds. */
export function holds({ spread: { median }, target = {} }: Finding): boolean {
  const { atLeast = -Infinity, atMost = Infinity } = target;
  return median >= atLeast && median <= atMost;
}
