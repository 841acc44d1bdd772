/** Latency that is not the same for every call. */
import type { Random } from './random.ts';

/** Whole milliseconds: always the same, evenly spread, or with a long tail (log-normal through both points). */
export type Latency =
  number | { readonly from: number; readonly to: number } | { readonly median: number; readonly p99: number };

/** The members of a latency that is an object. */
export const latencyMembers: readonly string[] = ['from', 'to', 'median', 'p99'];

const longestMs = 600_000;

/** The value below which 99 % of a standard normal distribution are. */
const normalP99 = 2.326_347_874_040_841;

export function isDuration(value: unknown, leastMs = 0): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= leastMs && value <= longestMs;
}

export function isLatency(value: unknown): value is Latency {
  if (typeof value !== 'object' || value === null) return isDuration(value);
  const { from, to, median, p99 } = value as Readonly<Record<string, unknown>>;
  const isPair = Object.keys(value).length === 2;
  if (isDuration(from) && isDuration(to)) return isPair && from <= to;
  return isDuration(median, 1) && isDuration(p99, 1) && isPair && median <= p99;
}

/** Whole milliseconds. The tail ends at ten minutes, as every other wait does. */
export function drawLatency(latency: Latency, random: Random): number {
  if (typeof latency === 'number') return latency;
  if ('from' in latency) return latency.from + Math.floor(random() * (latency.to - latency.from + 1));
  const { median, p99 } = latency;
  const ms = median * (p99 / median) ** (drawNormal(random) / normalP99);
  return Math.min(longestMs, Math.round(ms));
}

/** Box and Muller. The logarithm of 0 is infinite, and 1 is never drawn. */
function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
