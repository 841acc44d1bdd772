/** Answers as they were sent, for those who ask the very same while all that they are made of is still what would be served. */
import type { ReadCounts } from '../../inspector/recorder.ts';
import type { UnknownValue } from '../../schema/context.ts';
import type { Freshness } from '../freshness.ts';
import type { OperationFacts } from '../operation-facts.ts';
import { createLately } from './lately.ts';
import { createShelf } from './shelf.ts';

/** What is sent. */
export interface Sendable {
  /** Short ones as text, which Node sends together with the head; of others, the bytes. */
  readonly body: Buffer | string;
  /** Length of the body. */
  readonly bytes: number;
}

/** An answer. */
export interface KeptAnswer extends Sendable {
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
  readonly keep: (key: string, text: string, rest: Omit<KeptAnswer, keyof Sendable>) => Sendable;
}

/** Bytes of all answers that are kept. */
const maxBytes = 16 * 1024 * 1024;
/** Bytes of one: ten times the largest page that makes sense. */
const maxAnswerBytes = 4 * 1024 * 1024;
/** Of an entry, beside its key and its body; and of each read, whose question is kept to be asked again. */
const entryBytes = 500;
const readBytes = 700;
/** Characters of a text for which one write of the system costs less than that of two parts. */
const maxTextLength = 16 * 1024;
/** Characters of questions that were asked once lately: most are never asked again. */
const maxSeenCharacters = 1024 * 1024;

export function createAnswers(): Answers {
  const kept = createShelf<KeptAnswer>(maxBytes);
  const seen = createLately(maxSeenCharacters);
  return {
    get: (key) => {
      const answer = kept.get(key);
      if (answer === undefined || answer.freshness.isUnchanged()) return answer;
      kept.remove(key);
      return undefined;
    },
    keep: (key, text, rest) => {
      if (!seen.has(key)) {
        seen.add(key);
        return { body: text, bytes: Buffer.byteLength(text) };
      }
      const sendable = sendableOf(text);
      const { bytes } = sendable;
      // What is made of nothing that was read would be kept for good.
      if (rest.counts.reads.cache > 0 && bytes <= maxAnswerBytes)
        kept.put(key, { ...sendable, ...rest }, entryBytes + key.length + bytes + readBytes * rest.counts.reads.cache);
      return sendable;
    },
  };
}

function sendableOf(text: string): Sendable {
  if (text.length <= maxTextLength) return { body: text, bytes: Buffer.byteLength(text) };
  const body = Buffer.from(text);
  return { body, bytes: body.length };
}
