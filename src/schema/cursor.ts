/**
 * Cursors: the position of an entry by its value, not by its index, so that walking on stays right while entries come
 * and go; and bound to one list with its filter and order, so that a cursor of another list is refused.
 */
import { hash } from 'node:crypto';
import { badUserInput, quoted } from './bad-user-input.ts';

/** Where an entry stands in an order: the value that is sorted by, then the id. */
export interface Position {
  readonly value: number | string | null;
  readonly id: string;
}

/** Fingerprint of everything that makes a list what it is. Objects from GraphQL arguments have their keys in schema order. */
export function fingerprint(list: unknown): string {
  return hash('sha256', JSON.stringify(list, dropNull), 'base64url').slice(0, 12);
}

function dropNull(_key: string, value: unknown): unknown {
  return value === null ? undefined : value;
}

export function encodeCursor(print: string, { value, id }: Position): string {
  return Buffer.from(JSON.stringify([print, value, id])).toString('base64url');
}

export function decodeCursor(cursor: string, print: string): Position {
  const [madeFor, value, id] = parse(cursor);
  if (typeof madeFor !== 'string' || typeof id !== 'string' || !isValue(value))
    throw badUserInput(
      `${quoted(cursor)} is not a cursor: take endCursor, startCursor or cursor of an earlier answer.`,
    );
  if (madeFor !== print)
    throw badUserInput(
      'The cursor belongs to another list: walk on with the filter, order and region it was made with, or start anew without a cursor.',
    );
  return { value, id };
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
