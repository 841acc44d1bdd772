/** Elements for the panel. Whatever data says becomes text: nothing here takes markup. */

/**
 * @param {string | import('./types.d.ts').Component} type
 * @param {object | null} props
 * @param {readonly import('./types.d.ts').Child[]} children
 */
export const h = (type, props, ...children) => globalThis.React.createElement(type, props, ...children);

/** @param {number} ms */
export const milliseconds = (ms) => `${ms < 10 ? String(Number(ms.toFixed(1))) : String(Math.round(ms))} ms`;

/**
 * @param {number} count
 * @param {string} noun
 */
export const counted = (count, noun) => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
