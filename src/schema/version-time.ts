/** The creation time of a version, read and written once: a record that is remembered is looked at again and again. */
import type { VersionRecord } from '../loaders/records.ts';
import { readTime, writeTime } from './date-time.ts';

interface CreationTime {
  readonly milliseconds: number | null;
  /** Made when it is asked for: most is only sorted. */
  text?: string | null;
}

const times = new WeakMap<VersionRecord, CreationTime>();

/** Milliseconds since the epoch; null when TI-ONE sends none or one that cannot be read. */
export function createdAt(version: VersionRecord): number | null {
  return timeOf(version).milliseconds;
}

/** The same, as it is answered. */
export function createdAtText(version: VersionRecord): string | null {
  const time = timeOf(version);
  time.text ??= writeTime(time.milliseconds);
  return time.text;
}

function timeOf(version: VersionRecord): CreationTime {
  const known = times.get(version);
  if (known !== undefined) return known;
  const time = { milliseconds: readTime(version.row.CreateTime) };
  times.set(version, time);
  return time;
}
