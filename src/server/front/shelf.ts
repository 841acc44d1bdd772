/**
 * A bounded place for things by text. What has stood there for longest goes first, whether it is used or not: what is in use comes
 * back at once, and looking for it costs a fifth of what keeping account of its use does.
 */
export interface Shelf<T> {
  readonly get: (key: string) => T | undefined;
  /** In place of what may stand there. What is larger than the shelf is not kept. */
  readonly put: (key: string, value: T, size: number) => void;
  readonly remove: (key: string) => void;
}

/** `maxSize` of all that stands there, in the unit of `put`. */
export function createShelf<T>(maxSize: number): Shelf<T> {
  const entries = new Map<string, { readonly value: T; readonly size: number }>();
  let total = 0;
  const remove = (key: string): void => {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    total -= entry.size;
  };
  return {
    get: (key) => entries.get(key)?.value,
    put: (key, value, size) => {
      remove(key);
      if (size > maxSize) return;
      entries.set(key, { value, size });
      total += size;
      for (const oldest of entries.keys()) {
        if (total <= maxSize) break;
        remove(oldest);
      }
    },
    remove,
  };
}
