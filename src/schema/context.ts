import type { Caller } from '../access/caller.ts';
import type { Inspection } from '../inspector/inspection.ts';
import type { Loaders } from '../loaders/index.ts';

/** What resolvers get, anew for each request. */
export interface Context {
  readonly loaders: Loaders;
  /** The calls that are made for the request, for who may see them. */
  readonly inspection: Inspection;
  /** Who sent the request, and what they may see. */
  readonly caller: Caller;
  /** The regions that may be read, the default one first. */
  readonly regions: readonly [string, ...string[]];
  readonly onUnknownValue: OnUnknownValue;
  /** Whether the operation is known to be within its limits, and need not be measured. @default false */
  readonly isMeasured?: boolean | undefined;
}

/** A text of TI-ONE that an enum of the schema does not know. */
export interface UnknownValue {
  /** Such as `TrainingModelFormat`. */
  readonly enum: string;
  /** As it came; of a long one, the first 64 characters. */
  readonly value: string;
}

/** Told each time that one is asked for. Must not throw. */
export type OnUnknownValue = (unknown: UnknownValue) => void;
