/**
 * Cursors: the position of an entry by its value, not by its index, so that walking on stays right while entries come
 * and go; and bound to one list with its filter and order, so that a cursor of another list is refused.
 */
import { hash } from 'node:crypto';
import type { Position } from '../loaders/seek.ts';
import { badUserInput, quoted } from './bad-user-input.ts';

/** A position, and where known how many entries were before it and in the whole list: hints of where to look for it. */
export interface CursorPlace extends Position {
  readonly index?: number;
  readonly total?: number;
}

/** Fingerprint of everything that makes a list what it is. Objects from GraphQL arguments have their keys in schema order. */
export function fingerprint(list: unknown): string {
  return hash('sha256', JSON.stringify(list, dropNull), 'base64url').slice(0, 12);
}

function dropNull(_key: string, value: unknown): unknown {
  return value === null ? undefined : value;
}

export function encodeCursor(print: string, { value, id, index, total }: CursorPlace): string {
  const hints = index === undefined ? [] : [index, total];
  return Buffer.from(JSON.stringify([print, value, id, ...hints])).toString('base64url');
}

/** What a cursor holds, and the fingerprint that it was made with. */
export interface DecodedCursor {
  readonly print: string;
  readonly place: CursorPlace;
}

/** Reads a cursor that must have been made with one of these fingerprints. */
export function decodeCursor(cursor: string, prints: readonly string[]): DecodedCursor {
  const [print, value, id, index, total] = parse(cursor);
  if (typeof print !== 'string' || typeof id !== 'string' || !isValue(value))
    throw badUserInput(
      `${quoted(cursor)} is not a cursor: take endCursor, startCursor or cursor of an earlier answer.`,
    );
  if (!prints.includes(print))
    throw badUserInput(
      'The cursor belongs to another list: walk on with the filter, order and region it was made with, or start anew without a cursor.',
    );
  return { print, place: { value, id, ...(isCount(index) && isCount(total) ? { index, total } : {}) } };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function parse(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

function isValue(value: unknown): value is Position['value'] {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
