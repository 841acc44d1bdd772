/** Keeps what was read, bounded in bytes; what was not used for longest goes first. */
import { LRUCache } from 'lru-cache';
import { absentMs, type Reading } from './reading.ts';
import { weigh } from './weigh.ts';

export interface MemoryOptions {
  /** Milliseconds for which what was read counts as fresh; 0 keeps nothing. */
  readonly ttlMs: number;
  /** Milliseconds beyond that for which it may serve while the upstream cannot be read. */
  readonly staleMs: number;
  readonly maxBytes: number;
}

/** What is kept under a key: of any type, as the key says. */
export type Kept = Reading<unknown>;

export interface Memory {
  /** Undefined when nothing is kept that may still be served. */
  readonly get: (key: string) => Kept | undefined;
  /** A reading of what the upstream was asked for at that moment (`performance.now()`). */
  readonly date: <T>(value: T, sentAt: number) => Reading<T>;
  /** Keeps a reading, unless a later one is kept. */
  readonly keep: <T>(key: string, reading: Reading<T>) => Reading<T>;
  readonly forget: (key: string) => void;
  readonly bytes: () => number;
  /** Another number each time that something else is kept than before. */
  readonly revision: () => number;
}

/** A memory of its own for what is kept, which finds what `memory` keeps too. */
export function createMemoryView(memory: Memory, options: MemoryOptions): Memory {
  const own = createMemory(options);
  return {
    ...own,
    get: (key) => own.get(key) ?? memory.get(key),
    revision: () => own.revision() + memory.revision(),
  };
}

/** Of an entry and the list it is in. */
const entryBytes = 300;

export function createMemory({ ttlMs, staleMs, maxBytes }: MemoryOptions): Memory {
  const kept = new LRUCache<string, Kept>({ maxSize: maxBytes, maxEntrySize: maxBytes });
  let revision = 0;
  return {
    get: (key) => {
      const reading = kept.get(key);
      if (reading === undefined) return undefined;
      const bound = reading.value === null ? 0 : staleMs;
      if (performance.now() < reading.freshUntil + bound) return reading;
      kept.delete(key);
      revision += 1;
      return undefined;
    },
    date: (value, sentAt) => {
      const lifeMs = value === null ? Math.min(ttlMs, absentMs) : ttlMs;
      const readAt = Date.now() - (performance.now() - sentAt);
      return { value, readAt, sentAt, freshUntil: sentAt + lifeMs, isStale: false };
    },
    keep: (key, reading) => {
      // A read that took long must not replace what was read after it had begun.
      if (ttlMs > 0 && (kept.peek(key)?.sentAt ?? -Infinity) <= reading.sentAt) {
        // It may push out others.
        kept.set(key, reading, { size: entryBytes + weigh(key) + weigh(reading.value) });
        revision += 1;
      }
      return reading;
    },
    forget: (key) => {
      kept.delete(key);
      revision += 1;
    },
    bytes: () => kept.calculatedSize,
    revision: () => revision,
  };
}

/** What is remembered for one identity is nothing to another. */
export function nameOf(key: string, identity: string): string {
  return `${identity} ${key}`;
}
