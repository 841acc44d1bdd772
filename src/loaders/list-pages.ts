/** Reads windows of model lists for one request: what is wanted in one tick is read together, and nothing twice. */
import DataLoader from 'dataloader';
import type { Filter, TagFilter } from '../tione/types.ts';
import type { Calls } from './calls.ts';
import { modelRow, type ModelRow } from './records.ts';
import type { Window } from './seek.ts';

/** A list of models as the upstream can give it. */
export interface UpstreamList {
  readonly region: string;
  readonly filters: readonly Filter[];
  readonly tagFilters: readonly TagFilter[];
  readonly direction: 'ASC' | 'DESC';
}

export interface WindowDemand extends UpstreamList {
  readonly offset: number;
  readonly limit: number;
  readonly withVersions: boolean;
  /** Whether an earlier answer will not do, because the list has changed since. @default false */
  readonly isFresh?: boolean;
}

/** Reads at most `limit` rows of a list from an offset on. */
export type ReadWindow = (demand: WindowDemand) => Promise<Window<ModelRow>>;

interface Read {
  readonly limit: number;
  readonly withVersions: boolean;
  readonly window: Promise<Window<ModelRow>>;
}

/** `onModel` is told of every row as it arrives, and whether it came with versions. */
export function createListPages(calls: Calls, onModel: (model: ModelRow, withVersions: boolean) => void): ReadWindow {
  const reads = new Map<string, Read>();

  const read = async (demand: WindowDemand): Promise<Window<ModelRow>> => {
    const { region, filters, tagFilters, direction, offset, limit, withVersions } = demand;
    const params = {
      ...(filters.length === 0 ? {} : { Filters: filters }),
      ...(tagFilters.length === 0 ? {} : { TagFilters: tagFilters }),
      OrderField: 'CreateTime',
      Order: direction,
      Offset: offset,
      Limit: limit,
      WithModelVersions: withVersions,
    } as const;
    const { answer, readAt } = await calls.page(region, params, demand.isFresh === true);
    const { TrainingModels, TotalCount } = answer;
    const rows = (TrainingModels ?? []).map((row) => modelRow(row, region, readAt));
    for (const row of rows) onModel(row, withVersions);
    // Documented as always there. Without it only a short page can tell that the list ends.
    const total = TotalCount ?? (rows.length < limit ? offset + rows.length : Infinity);
    return { offset, rows, total };
  };

  const round = new DataLoader<WindowDemand, Window<ModelRow>>(
    (demands) => {
      for (const [name, widest] of widestOf(demands)) {
        const known = reads.get(name);
        const serves =
          known !== undefined && known.limit >= widest.limit && (known.withVersions || !widest.withVersions);
        if (!serves || widest.isFresh === true) reads.set(name, { ...widest, window: read(widest) });
      }
      return Promise.all(
        demands.map((demand) =>
          (reads.get(nameOf(demand))?.window ?? read(demand)).then(
            (window) => ({ ...window, rows: window.rows.slice(0, demand.limit) }),
            (error: unknown) => (error instanceof Error ? error : new Error('not an error', { cause: error })),
          ),
        ),
      );
    },
    { cache: false },
  );
  return (demand) => round.load(demand);
}

/** Windows of one list that begin at the same offset are one window, as wide as the widest. */
function widestOf(demands: readonly WindowDemand[]): ReadonlyMap<string, WindowDemand> {
  const widest = new Map<string, WindowDemand>();
  for (const demand of demands) {
    const name = nameOf(demand);
    const { limit, withVersions, isFresh = false } = widest.get(name) ?? demand;
    widest.set(name, {
      ...demand,
      limit: Math.max(limit, demand.limit),
      withVersions: withVersions || demand.withVersions,
      isFresh: isFresh || demand.isFresh === true,
    });
  }
  return widest;
}

function nameOf({ region, filters, tagFilters, direction, offset }: WindowDemand): string {
  return JSON.stringify([region, filters, tagFilters, direction, offset]);
}
