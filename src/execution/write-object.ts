/** How objects become pieces of the answer: field by field, and what may be kept of them as a whole. */
import type { GraphQLObjectType } from 'graphql';
import type { Fragments } from './fragments.ts';
import type { InfoParts } from './info.ts';
import { jsonText } from './json-text.ts';
import type { FieldPlan, ObjectPlan } from './plan.ts';
import type { Piece, Run } from './run.ts';
import { fieldWriter } from './write-field.ts';
import type { WriteObject } from './write-value.ts';

/**
 * Whether the objects of a type never change, and live for as long as what they show; or, told of each of them, whether that one
 * does.
 */
export type Stability = boolean | ((source: object) => boolean);

/** What is kept, and when. */
export interface Keeping {
  readonly fragments: Fragments;
  readonly isStable: (type: GraphQLObjectType) => Stability;
  /** Grows with what the resolvers of a run have done beside answering. */
  readonly effects: (run: Run) => number;
}

/** Scalars and enums that are worth a look into a weak map. */
const minLeaves = 2;

/** `keeping` is undefined where nothing is kept; `isKept`: the text is part of one that is to be kept. */
export function objectPlanWriter(
  { type, fields }: ObjectPlan,
  parts: InfoParts,
  keeping: Keeping | undefined,
  isKept = false,
): WriteObject {
  const stability = keeping?.isStable(type) ?? false;
  // Where not every object is, and in the text of one that is, rows are kept by themselves, too.
  const keepingBelow = stability === true ? undefined : keeping;
  const member = (plan: FieldPlan, isPartKept: boolean): Member => {
    const objects = [...plan.below.values()].map((object) => ({
      type: object.type,
      write: objectPlanWriter(object, parts, isPartKept ? keepingBelow : keeping, isPartKept),
    }));
    const below = new Map(objects.map((object) => [object.type.name, object]));
    return { lead: `${jsonText(plan.key)}:`, write: fieldWriter(plan, below, parts, isPartKept) };
  };
  if (keeping === undefined || stability === false)
    return sequence(
      fields.map((plan) => member(plan, isKept)),
      '{',
      '}',
    );
  const members = runsOf(fields).flatMap((run): readonly Member[] => {
    if (!isWorthKeeping(run)) return run.map((plan) => member(plan, isKept));
    const write = sequence(
      run.map((plan) => member(plan, true)),
      '',
      '',
    );
    return [{ lead: '', write: kept(write, keeping, stability) }];
  });
  return sequence(members, '{', '}');
}

/** Neighbours that are pure, and each other field by itself. */
function runsOf(fields: readonly FieldPlan[]): readonly (readonly FieldPlan[])[] {
  const runs: FieldPlan[][] = [];
  for (const field of fields) {
    const last = runs.at(-1);
    if (field.isPure && last?.[0]?.isPure === true) last.push(field);
    else runs.push([field]);
  }
  return runs;
}

function isWorthKeeping(run: readonly FieldPlan[]): boolean {
  return run.every(({ isPure }) => isPure) && leavesOf(run) >= minLeaves;
}

function leavesOf(fields: readonly FieldPlan[]): number {
  const counts = fields.map(({ below }) =>
    below.size === 0 ? 1 : [...below.values()].reduce((sum, object) => sum + leavesOf(object.fields), 0),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function kept(write: WriteObject, { fragments, effects }: Keeping, stability: Exclude<Stability, false>): WriteObject {
  const shelf = fragments.shelf();
  return (source, run, path) => {
    if (typeof source !== 'object' || source === null) return write(source, run, path);
    if (stability !== true && !stability(source)) return write(source, run, path);
    const found = shelf.find(source);
    if (found !== undefined) return found;
    const doubts = run.doubts + effects(run);
    const piece = write(source, run, path);
    // What is waited for is not kept: it is not told whether it is the same next time.
    if (typeof piece !== 'string' || run.doubts + effects(run) !== doubts) return piece;
    return shelf.keep(source, piece);
  };
}

/** A part of an object: what stands before its text, and what makes it. */
interface Member {
  readonly lead: string;
  readonly write: WriteObject;
}

function sequence(members: readonly Member[], open: string, close: string): WriteObject {
  if (members.length === 0) return () => open + close;
  const parts = members.map(({ lead, write }, index) => ({ lead: (index === 0 ? open : ',') + lead, write }));
  return (source, run, path) => {
    let text = '';
    let pieces: Piece[] | undefined;
    for (const { lead, write } of parts) {
      text += lead;
      const piece = write(source, run, path);
      if (typeof piece === 'string') text += piece;
      else {
        (pieces ??= []).push(text, piece);
        text = '';
      }
    }
    text += close;
    if (pieces === undefined) return text;
    pieces.push(text);
    return { pieces };
  };
}
