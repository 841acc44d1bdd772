/** Texts that enums do not know, kept back until it is certain that the answer is sent from here: elsewhere they are told anew. */
import type { OnUnknownValue, UnknownValue } from '../../schema/context.ts';

export interface UnknownValues {
  readonly take: OnUnknownValue;
  readonly taken: readonly UnknownValue[];
  /** Takes no more: what comes is told to whoever is to know. */
  readonly passOn: () => void;
}

export function createUnknownValues(onUnknownValue: OnUnknownValue): UnknownValues {
  const taken: UnknownValue[] = [];
  let isKept = true;
  return {
    take: (value) => {
      if (isKept) taken.push(value);
      else onUnknownValue(value);
    },
    taken,
    passOn: () => {
      isKept = false;
    },
  };
}
