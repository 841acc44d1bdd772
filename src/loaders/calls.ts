/** The calls that loaders make, in their own terms: rows with their region, and null where there is no such thing. */
import type { TioneClient } from '../tione/client.ts';
import { TioneError } from '../tione/errors.ts';
import type {
  DescribeTrainingModelsParams,
  DescribeTrainingModelsResult,
  Filter,
  TrainingModelDTO,
} from '../tione/types.ts';
import { exactFilter } from './exact-filter.ts';
import type { ListLimit } from './list-limit.ts';
import { withRegion, type Key, type VersionRecord, type Versions } from './records.ts';

export interface Calls {
  /** One answer of the list action, as it comes. */
  readonly page: (region: string, params: DescribeTrainingModelsParams) => Promise<DescribeTrainingModelsResult>;
  /** The models with these ids, at most 100, as the list action shows them; by id, without those that are not there. */
  readonly listings: (
    region: string,
    ids: readonly string[],
    withVersions: boolean,
  ) => Promise<ReadonlyMap<string, TrainingModelDTO>>;
  /** The versions of one model, all or at least those that pass the filters. */
  readonly versions: (key: Key, filters?: readonly Filter[]) => Promise<Versions | null>;
  readonly version: (key: Key) => Promise<VersionRecord | null>;
  /** Whether the list action is offered, as far as is known. */
  readonly listOffered: (region: string) => boolean;
}

/** The smallest `Limit` that any list action of TI-ONE is known to have as its default. */
const leastLimit = 10;

export interface CallsOptions {
  readonly client: TioneClient;
  /** Asked for at the first call, so that a request without upstream work arms no timer. */
  readonly signal: () => AbortSignal;
  readonly listLimit: ListLimit;
}

export function createCalls({ client, signal, listLimit }: CallsOptions): Calls {
  const page: Calls['page'] = async (region, { Limit, ...params }) => {
    const ask = async (limit: number) => {
      const answer = await client.call(
        'DescribeTrainingModels',
        { ...params, Limit: limit },
        { region, signal: signal() },
      );
      listLimit.worked(limit);
      return answer;
    };
    const limit = listLimit.atMost(Limit);
    try {
      return await ask(limit);
    } catch (error) {
      if (!(error instanceof TioneError)) throw error;
      if (error.kind === 'not-found') return { TrainingModels: [], TotalCount: 0 };
      if (error.kind === 'invalid-request' && listLimit.refused(limit)) return ask(listLimit.atMost(Limit));
      throw error;
    }
  };
  return {
    page,
    listings: async (region, ids, withVersions) => {
      const found = new Map<string, TrainingModelDTO>();
      let missing = ids;
      while (missing.length > 0) {
        const { TrainingModels, TotalCount } = await page(region, {
          Filters: [exactFilter({ name: 'TrainingModelId', values: missing })],
          Offset: 0,
          // More than there can be: rows that nobody asked for must not push out those that were.
          Limit: Math.max(missing.length, leastLimit),
          WithModelVersions: withVersions,
        });
        const rows = TrainingModels ?? [];
        for (const row of rows) found.set(row.TrainingModelId, row);
        const before = missing.length;
        missing = missing.filter((id) => !found.has(id));
        // The upstream's largest page is not documented. One that comes back short is asked on for what it left out, and
        // by id, because an offset would slip when a model is deleted meanwhile.
        if (rows.length >= (TotalCount ?? 0) || missing.length === before) break;
      }
      return found;
    },
    versions: ({ region, id }, filters) =>
      nullWhenNotFound(async () => {
        const { TrainingModelVersions } = await client.call(
          'DescribeTrainingModelVersions',
          { TrainingModelId: id, ...(filters === undefined ? {} : { Filters: filters }) },
          { region, signal: signal() },
        );
        return withRegion(TrainingModelVersions ?? [], region);
      }),
    version: ({ region, id }) =>
      nullWhenNotFound(async () => {
        const { TrainingModelVersion: row } = await client.call(
          'DescribeTrainingModelVersion',
          { TrainingModelVersionId: id },
          { region, signal: signal() },
        );
        return row == null ? null : { region, row };
      }),
    listOffered: (region) => client.offers('DescribeTrainingModels', region),
  };
}

async function nullWhenNotFound<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof TioneError && error.kind === 'not-found') return null;
    throw error;
  }
}
