/** What can be read of the upstream, in our own terms: null where there is no such thing. */
import type { CallOptions, Late, TioneClient } from '../tione/client.ts';
import { TioneError } from '../tione/errors.ts';
import type {
  DescribeTrainingModelsParams,
  DescribeTrainingModelsResult,
  DescribeTrainingModelVersionParams,
  DescribeTrainingModelVersionsParams,
  Filter,
  TrainingModelDTO,
  TrainingModelVersionDTO,
} from '../tione/types.ts';
import { exactFilter } from './exact-filter.ts';
import { createListLimit } from './list-limit.ts';

export type Rows = readonly TrainingModelVersionDTO[];

export interface ReadOptions extends CallOptions {
  /** Told each time that a call goes out: what it brings is not older than that. */
  readonly onSend: () => void;
}

/** Models that are asked for by id: at most 100, each with its versions or all without. */
export interface WantedModels {
  readonly ids: readonly string[];
  readonly withVersions: boolean;
}

export interface Upstream {
  /** One answer of the list action, as it comes. */
  readonly page: (
    params: Late<DescribeTrainingModelsParams>,
    options: ReadOptions,
  ) => Promise<DescribeTrainingModelsResult>;
  /** Models as the list action shows them, by id, without those that are not there. `wanted` is asked when the call goes out. */
  readonly models: (wanted: () => WantedModels, options: ReadOptions) => Promise<ReadonlyMap<string, TrainingModelDTO>>;
  /** The versions of one model, all or at least those that pass the filters. */
  readonly versions: (id: string, filters: readonly Filter[] | undefined, options: ReadOptions) => Promise<Rows | null>;
  readonly version: (id: string, options: ReadOptions) => Promise<TrainingModelVersionDTO | null>;
}

/** The smallest `Limit` that any list action of TI-ONE is known to have as its default. */
const leastLimit = 10;

export function createUpstream(client: TioneClient): Upstream {
  const listLimit = createListLimit();
  const page: Upstream['page'] = async (params, options) => {
    let limit = 0;
    const ask = async () => {
      const late = (): DescribeTrainingModelsParams => {
        options.onSend();
        const wanted = typeof params === 'function' ? params() : params;
        limit = listLimit.atMost(wanted.Limit);
        return { ...wanted, Limit: limit };
      };
      const answer = await client.call('DescribeTrainingModels', late, options);
      listLimit.worked(limit);
      return answer;
    };
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof TioneError)) throw error;
      if (error.kind === 'not-found') return { TrainingModels: [], TotalCount: 0 };
      if (error.kind === 'invalid-request' && listLimit.refused(limit)) return ask();
      throw error;
    }
  };
  return {
    page,
    models: async (wanted, options) => {
      const found = new Map<string, TrainingModelDTO>();
      let asked: WantedModels | undefined;
      let missing: readonly string[] | undefined;
      for (;;) {
        const params = (): DescribeTrainingModelsParams => {
          asked ??= wanted();
          missing ??= asked.ids;
          return modelsParams(missing, asked.withVersions);
        };
        // A further page makes what came before no younger.
        const isFirst = missing === undefined;
        const { TrainingModels, TotalCount } = await page(params, isFirst ? options : { ...options, onSend: ignore });
        const rows = TrainingModels ?? [];
        for (const row of rows) found.set(row.TrainingModelId, row);
        const before = missing ?? [];
        missing = before.filter((id) => !found.has(id));
        // The upstream's largest page is not documented. One that comes back short is asked on for what it left out, and
        // by id, because an offset would slip when a model is deleted meanwhile.
        if (missing.length === 0 || rows.length >= (TotalCount ?? 0) || missing.length === before.length) return found;
      }
    },
    versions: (id, filters, options) =>
      client
        .call('DescribeTrainingModelVersions', sending(options, versionsParams(id, filters)), options)
        .then(({ TrainingModelVersions }) => TrainingModelVersions ?? [], nullWhenNotFound),
    version: (id, options) =>
      client
        .call('DescribeTrainingModelVersion', sending(options, versionParams(id)), options)
        .then(({ TrainingModelVersion }) => TrainingModelVersion ?? null, nullWhenNotFound),
  };
}

/** Of the list action, for models by id. */
export function modelsParams(ids: readonly string[], withVersions: boolean): DescribeTrainingModelsParams {
  return {
    Filters: [exactFilter({ name: 'TrainingModelId', values: ids })],
    Offset: 0,
    // More than there can be: rows that nobody asked for must not push out those that were.
    Limit: Math.max(ids.length, leastLimit),
    WithModelVersions: withVersions,
  };
}

export function versionsParams(id: string, filters?: readonly Filter[]): DescribeTrainingModelVersionsParams {
  return { TrainingModelId: id, ...(filters === undefined ? {} : { Filters: filters }) };
}

export function versionParams(id: string): DescribeTrainingModelVersionParams {
  return { TrainingModelVersionId: id };
}

function ignore(): void {
  // Only the first call of several counts.
}

function sending<T>({ onSend }: ReadOptions, params: T): () => T {
  return () => {
    onSend();
    return params;
  };
}

function nullWhenNotFound(error: unknown): null {
  if (error instanceof TioneError && error.kind === 'not-found') return null;
  throw error;
}
