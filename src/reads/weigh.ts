/** About how many bytes a value of JSON takes in memory: measured on rows of TI-ONE, it is a little more than the heap grows by. */

const objectBytes = 32;
const propertyBytes = 8;
const textBytes = 24;
/** Latin text takes a byte for each character, any other two. */
const wide = /[\u0100-\uffff]/;

export function weigh(value: unknown): number {
  // Short texts that repeat are shared, so that this is the upper end.
  if (typeof value === 'string') return value === '' ? 0 : textBytes + value.length * (wide.test(value) ? 2 : 1);
  if (typeof value !== 'object' || value === null) return 0;
  let bytes = objectBytes;
  if (Array.isArray(value)) for (const item of value) bytes += propertyBytes + weigh(item);
  else for (const name in value) bytes += propertyBytes + weigh(value[name as keyof typeof value]);
  return bytes;
}
