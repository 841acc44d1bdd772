/** Memory of other processes, in bytes. NaN where there is no /proc to tell. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export function residentBytes(pid: number): number {
  return statusOf(pid, 'VmRSS');
}

/** The most that was resident since {@link forgetPeak}, or since the start. */
export function peakBytes(pid: number): number {
  return statusOf(pid, 'VmHWM');
}

export function forgetPeak(pid: number): void {
  // 5 resets the peak; see proc_pid_clear_refs(5).
  if (existsSync('/proc')) writeFileSync(`/proc/${String(pid)}/clear_refs`, '5');
}

function statusOf(pid: number, name: string): number {
  try {
    const text = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]) * 1024;
  } catch {
    return NaN;
  }
}
