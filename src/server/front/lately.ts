/**
 * Texts that came lately, in two generations: when the younger one is full, the older one goes. Nothing is taken out of a set, which
 * would cost more than all else that is done with it.
 */
export interface Lately {
  readonly has: (text: string) => boolean;
  readonly add: (text: string) => void;
}

/** `maxCharacters` of all texts. */
export function createLately(maxCharacters: number): Lately {
  let younger = new Set<string>();
  let older = new Set<string>();
  let characters = 0;
  return {
    has: (text) => younger.has(text) || older.has(text),
    add: (text) => {
      if (characters + text.length > maxCharacters / 2) {
        older = younger;
        younger = new Set();
        characters = 0;
      }
      younger.add(text);
      characters += text.length;
    },
  };
}
