/** The calls that loaders make, in their own terms: rows with their region, and null where there is no such thing. */
import type { TioneClient } from '../tione/client.ts';
import { TioneError } from '../tione/errors.ts';
import type { Filter, TrainingModelDTO, TrainingModelVersionDTO } from '../tione/types.ts';
import { exactFilter } from './exact-filter.ts';
import type { Key, VersionRecord, Versions } from './records.ts';

export interface Calls {
  /** The list action, narrowed to one model. */
  listing(key: Key, withVersions: boolean): Promise<TrainingModelDTO | null>;
  /** The versions of one model, all or at least those that pass the filters. */
  versions(key: Key, filters?: readonly Filter[]): Promise<Versions | null>;
  version(key: Key): Promise<VersionRecord | null>;
}

/** `signal` is asked for at the first call, so that a request without upstream work arms no timer. */
export function createCalls(client: TioneClient, signal: () => AbortSignal): Calls {
  return {
    listing: ({ region, id }, withVersions) =>
      nullWhenNotFound(async () => {
        const { TrainingModels } = await client.call(
          'DescribeTrainingModels',
          {
            Filters: [exactFilter({ name: 'TrainingModelId', values: [id] })],
            Offset: 0,
            Limit: 1,
            WithModelVersions: withVersions,
          },
          { region, signal: signal() },
        );
        return TrainingModels?.find(({ TrainingModelId }) => TrainingModelId === id) ?? null;
      }),
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
  };
}

export function withRegion(rows: readonly TrainingModelVersionDTO[], region: string): Versions {
  return rows.map((row) => ({ region, row }));
}

async function nullWhenNotFound<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof TioneError && error.kind === 'not-found') return null;
    throw error;
  }
}
