/** Meets what is demanded of a model with what is remembered, so that it need not be planned. */
import type { AskedModels } from './asked.ts';
import type { Calls } from './calls.ts';
import type { ModelDemand } from './planner.ts';
import type { Round } from './round.ts';

export interface RecallOptions {
  readonly calls: Pick<Calls, 'peekRows' | 'peekListing'>;
  readonly models: Pick<AskedModels, 'of' | 'learn' | 'learnRows'>;
  /** Told of what is met. */
  readonly round: Pick<Round, 'answered'>;
}

/** Whether it could be met: all of it, by one reading that is fresh, as one call would have met it. */
export function recall(demand: ModelDemand, options: RecallOptions): boolean {
  if (demand.listing !== undefined && demand.listing !== false) return recallListing(demand, options);
  const { calls, models, round } = options;
  const filters = demand.versions === 'all' ? undefined : demand.versions;
  const found = calls.peekRows(demand, filters);
  // Without a version, there is more to be asked.
  if (found === undefined || (demand.identity === true && found.value?.length === 0)) return false;
  found.take(round.answered(demand));
  models.learnRows(demand, found.value, found.areAll ? undefined : filters);
  return true;
}

function recallListing(demand: ModelDemand, { calls, models, round }: RecallOptions): boolean {
  const wantsVersions = demand.listing === 'with-versions' || demand.versions !== undefined;
  const withVersions = wantsVersions && models.of(demand).rows === undefined;
  const found = calls.peekListing(demand, withVersions);
  if (found === undefined) return false;
  found.take(round.answered(demand));
  models.learn(demand, found.value, withVersions);
  return true;
}
