/** Processor time of other processes. */
import { readFileSync } from 'node:fs';

/** Of Linux, on every machine that Node runs on. */
const ticksPerSecond = 100;

/** Milliseconds of processor time that a process has taken, with all its threads. NaN where there is no /proc to tell. */
export function cpuMsOf(pid: number): number {
  try {
    // After the name, which may hold anything but comes in brackets.
    const fields =
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')
        .at(-1)
        ?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerSecond;
  } catch {
    return NaN;
  }
}
