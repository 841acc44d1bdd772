/** Random numbers that repeat: the same seed gives the same numbers. */
import { createHash } from 'node:crypto';

/** The next number, from 0 to just below 1. */
export type Random = () => number;

/** Mulberry32. The hash makes neighbouring seeds give numbers that have nothing to do with each other. */
export function createRandom(seed: string): Random {
  let state = createHash('sha256').update(seed).digest().readUInt32LE();
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
