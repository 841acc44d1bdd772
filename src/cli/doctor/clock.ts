import type { ClockCheck } from './report.ts';

/** Seconds by which TI-ONE lets the clock differ: "more than five minutes" are refused. Half of it is worth a word. */
const allowedSkewSeconds = 300;

/** By how many seconds our clock is ahead of TI-ONE's, where that is known. */
export function checkClock(skew: number | undefined): ClockCheck {
  const subject = 'clock';
  if (skew === undefined) return { verdict: 'note', subject, finding: 'no answer told its time', allowedSkewSeconds };
  // Without a negative zero.
  const skewSeconds = Math.round(skew) + 0;
  const size = Math.abs(skewSeconds);
  const verdict = size > allowedSkewSeconds ? 'FAIL' : size > allowedSkewSeconds / 2 ? 'note' : 'ok';
  const advice = verdict === 'ok' ? '' : '; set it, such as by NTP';
  const finding = `${distance(skewSeconds)} TI-ONE; up to ${String(allowedSkewSeconds)} s are allowed${advice}`;
  return { verdict, subject, finding, skewSeconds, allowedSkewSeconds };
}

function distance(skewSeconds: number): string {
  if (skewSeconds === 0) return 'in step with';
  return `${String(Math.abs(skewSeconds))} s ${skewSeconds < 0 ? 'behind' : 'ahead of'}`;
}
