/** Meets what is demanded of a model with what is remembered, so that it need not be planned. */
import type { AskedModels } from './asked.ts';
import type { ModelDemand } from './planner.ts';
import type { Peeks } from './peeks.ts';
import type { Round } from './round.ts';

export interface RecallOptions {
  readonly calls: Peeks;
  readonly models: Pick<AskedModels, 'of' | 'learn' | 'learnRows'>;
  /** Told of what is met. */
  readonly answered: Round['answered'];
}

/** Whether it could be met: all of it, by one reading that is fresh, as one call would have met it. */
export type Recall = (demand: ModelDemand) => boolean;

export function createRecall({ calls, models, answered }: RecallOptions): Recall {
  const recallListing = (demand: ModelDemand): boolean => {
    const wantsVersions = demand.listing === 'with-versions' || demand.versions !== undefined;
    const withVersions = wantsVersions && models.of(demand).rows === undefined;
    const found = calls.peekListing(demand, withVersions);
    if (found === undefined) return false;
    found.take(answered(demand));
    models.learn(demand, found.value, withVersions);
    return true;
  };
  return (demand) => {
    if (demand.listing !== undefined && demand.listing !== false) return recallListing(demand);
    const filters = demand.versions === 'all' ? undefined : demand.versions;
    const found = calls.peekRows(demand, filters);
    // Without a version, there is more to be asked.
    if (found === undefined || (demand.identity === true && found.value?.length === 0)) return false;
    found.take(answered(demand));
    models.learnRows(demand, found.value, found.areAll ? undefined : filters);
    return true;
  };
}
