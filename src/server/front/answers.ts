/** Answers as they were sent, for those who ask the very same while all that they are made of is still what would be served. */
import { LRUCache } from 'lru-cache';
import type { ReadCounts } from '../../inspector/recorder.ts';
import type { UnknownValue } from '../../schema/context.ts';
import type { Freshness } from '../freshness.ts';
import type { OperationFacts } from '../operation-facts.ts';

/** An answer. */
export interface KeptAnswer {
  readonly body: Buffer;
  readonly facts: OperationFacts;
  /** The reads that it is made of, all of which would be served from memory now. */
  readonly counts: ReadCounts;
  readonly freshness: Freshness;
  /** What enums did not know in it. */
  readonly unknownValues: readonly UnknownValue[];
}

export interface Answers {
  /** Undefined where none is kept that would still be the same. */
  readonly get: (key: string) => KeptAnswer | undefined;
  /** Keeps an answer whose question has been seen before. Gives back what is to be sent. */
  readonly keep: (key: string, text: string, rest: Omit<KeptAnswer, 'body'>) => Buffer | string;
}

/** Bytes of all that is kept. */
const maxBytes = 16 * 1024 * 1024;
/** Bytes of one: ten times the largest page that makes sense. */
const maxAnswerBytes = 4 * 1024 * 1024;
/** Of an entry, beside its key and its body. */
const entryBytes = 500;

interface Entry {
  /** Undefined for a question that was asked once: most are never asked again. */
  readonly answer: KeptAnswer | undefined;
}

const seen: Entry = { answer: undefined };

export function createAnswers(): Answers {
  const kept = new LRUCache<string, Entry>({ maxSize: maxBytes, maxEntrySize: maxAnswerBytes });
  const sizeOf = (key: string): number => entryBytes + key.length;
  return {
    get: (key) => {
      const answer = kept.get(key)?.answer;
      if (answer === undefined) return undefined;
      if (answer.freshness.isUnchanged()) return answer;
      kept.set(key, seen, { size: sizeOf(key) });
      return undefined;
    },
    keep: (key, text, rest) => {
      if (kept.get(key) === undefined) {
        kept.set(key, seen, { size: sizeOf(key) });
        return text;
      }
      const body = Buffer.from(text);
      // Without it, an answer to nothing but the schema would be kept for good.
      if (rest.counts.reads.cache > 0)
        kept.set(key, { answer: { body, ...rest } }, { size: sizeOf(key) + body.length });
      return body;
    },
  };
}
