/** Random choices that are the same in every run. */

export interface Dice {
  /** A whole number from 0, below the limit. */
  readonly below: (limit: number) => number;
  /** Whether something of this probability, from 0 to 1, happens. */
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
  /** Some of a list, in its order; one at the least, where there is one. */
  readonly some: <T>(choices: readonly T[], most: number) => readonly T[];
}

export function createDice(seed: number): Dice {
  const random = mulberry32(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    below,
    chance: (probability) => random() < probability,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
    some: (choices, most) => {
      const left = choices.map((choice, place) => ({ choice, place }));
      const count = Math.min(1 + below(most), left.length);
      const taken = Array.from({ length: count }, () => left.splice(below(left.length), 1)).flat();
      return taken.sort((a, b) => a.place - b.place).map(({ choice }) => choice);
    },
  };
}

/** Small, and good enough that neighbouring seeds have nothing in common. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
