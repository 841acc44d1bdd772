/** JSON of which every character can be seen, wherever the text is pasted. */

/**
 * Control characters, which a terminal takes for keys; marks that reorder or hide text; line ends that some tools know and
 * others do not; halves of surrogate pairs.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/** Without the line end of an indented text: inside of strings it is escaped already. */
const unprintables = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu;

export function isPrintable(text: string): boolean {
  return !unprintable.test(text);
}

/** The JSON of a value, which is also a JavaScript expression. `indent` is the number of spaces. @default 0, on one line */
export function printableJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, undefined, indent).replaceAll(unprintables, escaped);
}

/** Each of the one or two halves of a character as `\u` and four digits. */
function escaped(character: string): string {
  return character
    .split('')
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
