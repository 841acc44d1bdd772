/** Numbers that stand for texts: nearly always another one for another text, at a fraction of what it costs to look a text up. */

/** Characters at the beginning and at the end of a text: there stands what is sent along with a document, whatever client sends it. */
const headLength = 128;
const tailLength = 64;

/** A whole number of 32 bits. With another `seed`, the same text has another one. */
export function markOf(text: string, seed = 0): number {
  const { length } = text;
  let mark = Math.imul(seed ^ length, prime);
  const headEnd = Math.min(length, headLength);
  for (let index = 0; index < headEnd; index += 1) mark = Math.imul(mark ^ text.charCodeAt(index), prime);
  for (let index = Math.max(headEnd, length - tailLength); index < length; index += 1)
    mark = Math.imul(mark ^ text.charCodeAt(index), prime);
  // A product carries upwards alone, and places are told by the low bits.
  return mark ^ (mark >>> 15);
}

/** Of FNV-1a, for 32 bits. */
const prime = 0x01000193;

/** Marks that were seen lately: of two that share a place, the later one. */
export interface SeenMarks {
  readonly has: (mark: number) => boolean;
  readonly add: (mark: number) => void;
}

/** A power of two. */
const places = 16_384;

export function createSeenMarks(): SeenMarks {
  const seen = new Int32Array(places);
  return {
    has: (mark) => seen[mark & (places - 1)] === mark,
    add: (mark) => {
      seen[mark & (places - 1)] = mark;
    },
  };
}
