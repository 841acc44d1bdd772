/** The largest page that the list action gives is not documented. What is found out about it, for the life of the process. */
import { filterLimits } from '../tione/types.ts';

export interface ListLimit {
  /** The `Limit` to send where a page of `wanted` rows would be wanted. */
  readonly atMost: (wanted: number) => number;
  /** A page with this `Limit` was answered. */
  readonly worked: (limit: number) => void;
  /** A page with this `Limit` was refused for a parameter. Whether a smaller one, from {@link atMost}, may do better. */
  readonly refused: (limit: number) => boolean;
}

/** Ten is the default of a sibling action, twenty of another: no list action of TI-ONE is known to take less. */
const carefulLimit = 10;

export function createListLimit(): ListLimit {
  let most: number = filterLimits.values;
  let proven = carefulLimit;
  return {
    atMost: (wanted) => Math.min(wanted, most),
    worked: (limit) => {
      proven = Math.max(proven, limit);
    },
    refused: (limit) => {
      if (limit <= proven) return false;
      most = carefulLimit;
      return true;
    },
  };
}
