/**
 * A bounded place for things by text or number. What has stood there for longest goes first, whether it is used or not: what is in use comes
 * back at once, and looking for it costs a fifth of what keeping account of its use does.
 */
export interface Shelf<K, T> {
  readonly get: (key: K) => T | undefined;
  /** In place of what may stand there. What is larger than the shelf is not kept. */
  readonly put: (key: K, value: T, size: number) => void;
  readonly remove: (key: K) => void;
}

/**
 * `maxSize` of all that stands there, in the unit of `put`. What `isOver` says of what has stood there for longest is of no use any
 * more, and goes when something is put there. @default never
 */
export function createShelf<K extends string | number, T>(
  maxSize: number,
  isOver: (value: T) => boolean = () => false,
): Shelf<K, T> {
  const entries = new Map<K, { readonly value: T; readonly size: number }>();
  let total = 0;
  const remove = (key: K): void => {
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
      for (const [oldest, entry] of entries) {
        if (total <= maxSize && !isOver(entry.value)) break;
        remove(oldest);
      }
    },
    remove,
  };
}
