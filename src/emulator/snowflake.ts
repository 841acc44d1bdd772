/** TI-ONE ids: a prefix and a 63-bit number that holds the time of creation. Decoded from published pairs of id and time. */

/** 2020-05-20T00:00:00+08:00, the epoch of the numbers. */
const epochMs = 1_589_904_000_000n;
/** Bits below the milliseconds: 16 of the node, 7 of the sequence. */
const timeShift = 23n;
const nodeShift = 7n;

export interface Snowflake {
  /** UNIX milliseconds; times before the epoch count as the epoch. */
  readonly ms: number;
  /** 0 to 65535. */
  readonly node: number;
  /** 0 to 127. */
  readonly sequence: number;
}

/** The digits of an id. */
export function snowflake({ ms, node, sequence }: Snowflake): string {
  const sinceEpoch = BigInt(Math.max(ms, Number(epochMs))) - epochMs;
  return String((sinceEpoch << timeShift) | (BigInt(node) << nodeShift) | BigInt(sequence));
}

const maxSequence = 127;

/**
 * Node and sequence of an id, for numbers that follow it as those of versions follow their model's. An id of free text
 * gets some of its own, so that versions of two such models made at one time have two ids.
 */
export function snowflakeOrigin(id: string): Omit<Snowflake, 'ms'> {
  const digits = /-(\d{18,19})$/.exec(id)?.[1];
  const bits = digits === undefined ? textHash(id) : Number(BigInt(digits) & 0x7fffffn);
  return { node: bits >>> Number(nodeShift), sequence: bits & maxSequence };
}

/** 23 bits of FNV-1a. */
function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) >>> 9;
}

/** The ids of 2021 used another scheme, and numbers of 17 digits. */
const oldDigits = 17;
const oldEpochMs = 1_288_834_974_657n;
const oldTimeShift = 16n;

/** UNIX milliseconds held by an id such as `m-608587242317024640`; undefined when it has no such number. */
export function creationMs(id: string): number | undefined {
  const digits = /(?:^|-)(\d{16,19})$/.exec(id)?.[1];
  if (digits === undefined) return undefined;
  const number = BigInt(digits);
  return Number(digits.length <= oldDigits ? (number >> oldTimeShift) + oldEpochMs : (number >> timeShift) + epochMs);
}
