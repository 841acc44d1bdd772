/** Texts that were made of rows, kept for when the rows are asked for again. */

/** Shared by all compiled operations, as the memory is. */
export interface Fragments {
  /** A new place for texts of one kind, by the row that they were made of. Texts of rows that are gone go with them. */
  readonly shelf: () => Shelf;
  readonly state: () => FragmentsState;
}

export interface Shelf {
  readonly find: (row: object) => string | undefined;
  /** Answers the text as it is kept. */
  readonly keep: (row: object, text: string) => string;
}

export interface FragmentsState {
  /** What was kept since everything was let go the last time. Rows that are gone meanwhile are counted as well. */
  readonly characters: number;
  /** How often everything was let go. */
  readonly epoch: number;
}

export interface FragmentsOptions {
  /** The most that is kept: characters of text, and `entryCharacters` for each text. @default 16777216 */
  readonly maxCharacters?: number;
}

/** What keeping a text takes beside its characters: its header, and an entry of a weak map. */
export const entryCharacters = 64;

const defaultMaxCharacters = 16 * 1024 * 1024;

export function createFragments({ maxCharacters = defaultMaxCharacters }: FragmentsOptions = {}): Fragments {
  let characters = 0;
  let epoch = 0;
  const shelf = (): Shelf => {
    let texts = new WeakMap<object, string>();
    let since = epoch;
    const current = (): WeakMap<object, string> => {
      if (since !== epoch) {
        texts = new WeakMap();
        since = epoch;
      }
      return texts;
    };
    return {
      find: (row) => current().get(row),
      keep: (row, text) => {
        const size = text.length + entryCharacters;
        if (size > maxCharacters) return text;
        // A weak map does not tell what it holds: to let go of all of it is the one bound that is sure.
        if (characters + size > maxCharacters) {
          epoch += 1;
          characters = 0;
        }
        characters += size;
        const whole = flat(text);
        current().set(row, whole);
        return whole;
      },
    };
  };
  return { shelf, state: () => ({ characters, epoch }) };
}

/** A text that was put together holds all its parts, and is slower to read, until somebody looks at a character of it. */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}
