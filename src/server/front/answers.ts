/** Answers as they were sent, for those who ask the very same while all that they are made of is still what would be served. */
import { noReads, type ReadCounts } from '../../inspector/recorder.ts';
import type { UnknownValue } from '../../schema/context.ts';
import type { Freshness } from '../freshness.ts';
import type { OperationFacts } from '../operation-facts.ts';
import { createSeenMarks, markOf } from './marks.ts';
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

/** What is asked, and by whom. */
export interface Asked {
  readonly body: string;
  /** What callers of the same name are answered the same; empty for those who may see everything. */
  readonly rights: string;
  /** Stands for both. */
  readonly mark: number;
}

export function asked(body: string, rights: string): Asked {
  return { body, rights, mark: markOf(body, rights === '' ? 0 : markOf(rights)) };
}

export interface Answers {
  /** Undefined where none is kept that would still be the same. */
  readonly get: (asked: Asked) => KeptAnswer | undefined;
  /** Keeps an answer whose question has been seen before; `rest.counts` is how it was made. Gives back what is to be sent. */
  readonly keep: (asked: Asked, text: string, rest: Omit<KeptAnswer, keyof Sendable>) => Sendable;
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

interface Entry {
  readonly asked: Asked;
  readonly answer: KeptAnswer;
}

export function createAnswers(): Answers {
  const kept = createShelf<number, Entry>(maxBytes, ({ answer }) => answer.freshness.leftMs() === 0);
  // Most questions are never asked again.
  const seen = createSeenMarks();
  return {
    get: ({ mark, body, rights }) => {
      const entry = kept.get(mark);
      if (entry?.asked.body !== body || entry.asked.rights !== rights) return undefined;
      if (entry.answer.freshness.isUnchanged()) return entry.answer;
      kept.remove(mark);
      return undefined;
    },
    keep: (asked, text, rest) => {
      const { mark, body, rights } = asked;
      if (!seen.has(mark)) {
        seen.add(mark);
        return { body: text, bytes: Buffer.byteLength(text) };
      }
      const sendable = sendableOf(text);
      const { bytes } = sendable;
      const counts = asKept(rest.counts);
      const { cache } = counts.reads;
      const size = entryBytes + body.length + rights.length + bytes + readBytes * cache;
      // What is made of nothing that was read would be kept for good.
      if (cache > 0 && bytes <= maxAnswerBytes)
        kept.put(mark, { asked, answer: { ...sendable, ...rest, counts } }, size);
      return sendable;
    },
  };
}

function sendableOf(text: string): Sendable {
  if (text.length <= maxTextLength) return { body: text, bytes: Buffer.byteLength(text) };
  const body = Buffer.from(text);
  return { body, bytes: body.length };
}

/** What the same reads are counted as when they come again. */
function asKept({ reads }: ReadCounts): ReadCounts {
  const cache = Object.values(reads).reduce((sum, count) => sum + count, 0);
  return { reads: { ...noReads, cache }, upstreamCalls: 0 };
}
