/** What a function may read of its arguments, as far as that can be told. */

/**
 * How many of its arguments a function may read: the parameters that it declares, or `Infinity` where `length` does not tell: with
 * rest parameters, defaults, `arguments`, or code that cannot be read (bound and built-in functions).
 */
export function parametersOf(given: (...args: never[]) => unknown): number {
  const text = Function.prototype.toString.call(given);
  const end = /=>|\)\s*\{/.exec(text)?.index ?? text.length;
  const isPlain = !/=|\.\.\./.test(text.slice(0, end)) && !/\barguments\b|\[native code\]/.test(text);
  return isPlain ? given.length : Infinity;
}
