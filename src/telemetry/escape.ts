/**
 * What breaks a line, ends a text, turns its direction, cannot be seen, or drives a terminal: with it, a caller could write
 * lines of its own into a log. A surrogate alone is no character at all.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Cheap, and true of nearly every text. */
const isPlain = (text: string): boolean => !/[^ -~]/.test(text);

/** The text with everything unsafe spelt out as JSON spells it (`\u001b`), so that it stays within its line. */
export function escaped(text: string): string {
  return isPlain(text) ? text : text.replace(unsafe, inHex);
}

function inHex(character: string): string {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}

/** At most so many characters, the last one an ellipsis where there were more. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
