/** Notices fields of answers that this program does not know: TI-ONE adds some without a word. */
import type { Attempt } from './call.ts';
import { answers, type WireType } from './wire-fields.ts';

/** A field that came, once. What is in it is not told: it may be anything, a secret too. */
export interface UnknownField {
  /** As TI-ONE calls the type, such as `TrainingModelVersionDTO`. */
  readonly type: string;
  /** Its name, of which the first 64 characters count. */
  readonly field: string;
}

/** Told of every one in every answer. Must not throw. */
export type OnUnknownField = (unknown: UnknownField) => void;

const maxNameCharacters = 64;

/** A stage that looks through answers, once they are known to have the shape of their action's. */
export function withUnknownFields(send: Attempt, onUnknownField: OnUnknownField | undefined): Attempt {
  if (onUnknownField === undefined) return send;
  return async (call, attempt) => {
    const answer = await send(call, attempt);
    const type = answersByName.get(call.action);
    if (type !== undefined) look(answer, type, onUnknownField);
    return answer;
  };
}

const answersByName: ReadonlyMap<string, WireType> = new Map(Object.entries(answers));

function look(row: object, { name: type, fields }: WireType, tell: OnUnknownField): void {
  // Of an object that JSON made, this is all that it has, and faster than a list of its entries.
  for (const field in row) {
    const inner = fields.get(field);
    if (inner === null) continue;
    if (inner === undefined) tell({ type, field: field.slice(0, maxNameCharacters) });
    else lookInto(Reflect.get(row, field), inner, tell);
  }
}

/** Whatever stands there: a value that nobody expects concerns its own field alone. */
function lookInto(value: unknown, type: WireType, tell: OnUnknownField): void {
  if (isObject(value)) look(value, type, tell);
  else if (Array.isArray(value))
    for (const one of value as readonly unknown[]) if (isObject(one)) look(one, type, tell);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
