/** The creation time of a version, read once: filters and orders of one operation look at it again and again. */
import type { VersionRecord } from '../loaders/records.ts';
import { readTime } from './date-time.ts';

const times = new WeakMap<VersionRecord, { readonly milliseconds: number | null }>();

/** Milliseconds since the epoch; null when TI-ONE sends none or one that cannot be read. */
export function createdAt(version: VersionRecord): number | null {
  const known = times.get(version);
  if (known !== undefined) return known.milliseconds;
  const milliseconds = readTime(version.row.CreateTime);
  times.set(version, { milliseconds });
  return milliseconds;
}
