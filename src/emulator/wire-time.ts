/** The two ways in which TI-ONE writes a time. Both round to the second, as its database column does. */

const chinaOffsetMs = 8 * 3_600_000;
const secondsIso = (ms: number): string => new Date(Math.round(ms / 1000) * 1000).toISOString().slice(0, 19);

/** `2022-09-06T08:34:13Z`: how versions carry it. */
export function utcTime(ms: number): string {
  return `${secondsIso(ms)}Z`;
}

/** `2022-09-06 16:34:13`, China time without saying so: how the model list carries it. */
export function chinaTime(ms: number): string {
  return secondsIso(ms + chinaOffsetMs).replace('T', ' ');
}

const pattern = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** Milliseconds of a time in either way, with an offset or without; undefined for anything else. */
export function parseWireTime(text: string): number | undefined {
  const [, date, time, offset = '+08:00'] = pattern.exec(text) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const zone = offset === 'Z' ? offset : `${offset.slice(0, 3)}:${offset.slice(3).replace(':', '') || '00'}`;
  const ms = Date.parse(`${date}T${time}${zone}`);
  return Number.isNaN(ms) ? undefined : ms;
}
