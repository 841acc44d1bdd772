/** The reads of all requests: nothing is read twice while it is fresh or on its way, and a row that came along serves too. */
import type { Action } from '../tione/actions.ts';
import type { TioneClient } from '../tione/client.ts';
import type {
  DescribeTrainingModelsParams,
  DescribeTrainingModelsResult,
  Filter,
  TrainingModelDTO,
  TrainingModelVersionDTO,
} from '../tione/types.ts';
import { mayFailAlone } from './failures.ts';
import { createGatherer } from './gather.ts';
import { createMemory, type MemoryOptions } from './memory.ts';
import { createReader, type Loaded, type Loading, type Source } from './reader.ts';
import type { Asking, Reading } from './reading.ts';
import { createRemembered, keys, later, versionsOf } from './remembered.ts';
import type { SharedCache } from './shared-cache.ts';
import { createSharedReadings } from './shared-readings.ts';
import { createUpstream, type ReadOptions, type Rows } from './upstream.ts';

export type { Asking, Reading } from './reading.ts';
export type { SharedCache } from './shared-cache.ts';
export type { Rows } from './upstream.ts';

export interface Reads {
  /** One answer of the list action. */
  readonly page: (
    region: string,
    params: DescribeTrainingModelsParams,
    asking: Asking,
  ) => Promise<Reading<DescribeTrainingModelsResult>>;
  /** One model as the list action shows it; null when there is none. What is asked for in one tick is read together. */
  readonly model: (
    region: string,
    id: string,
    withVersions: boolean,
    asking: Asking,
  ) => Promise<Reading<TrainingModelDTO | null>>;
  /** The versions of one model, all or at least those that pass the filters; null when there is no such model. */
  readonly versions: (
    region: string,
    id: string,
    filters: readonly Filter[],
    asking: Asking,
  ) => Promise<Reading<Rows | null>>;
  readonly version: (region: string, id: string, asking: Asking) => Promise<Reading<TrainingModelVersionDTO | null>>;
  /** Whether the list action is offered, as far as is known. */
  readonly listOffered: (region: string) => boolean;
  /** Whose data is read now, for {@link Asking}. Does not reject: who has no credential shares nothing with anybody. */
  readonly identity: (signal: AbortSignal) => Promise<string>;
  /** How much is remembered, in bytes, and how many reads are on their way. */
  readonly state: () => { readonly bytes: number; readonly running: number };
}

export interface ReadsOptions extends MemoryOptions {
  readonly client: TioneClient;
  /** A cache that other processes read too. */
  readonly shared?: SharedCache | undefined;
}

/** Milliseconds within which a shared cache answers questions that were asked at once. */
const sharedLookMs = 10;

export function createReads({ client, shared, ...limits }: ReadsOptions): Reads {
  const { ttlMs, staleMs } = limits;
  const memory = createMemory(limits);
  const remembered = createRemembered(memory);
  const upstream = createUpstream(client);
  const isShared = shared !== undefined && ttlMs > 0;
  const gatherer = createGatherer(client, upstream, isShared ? sharedLookMs : 0);
  let unknown = 0;
  const identityNow: Reads['identity'] = (signal) =>
    client.identity(signal).catch(() => `unknown-${String((unknown += 1))}`);
  const reader = createReader({
    memory,
    shared: isShared ? createSharedReadings({ cache: shared, ttlMs, staleMs }) : undefined,
    revalidateMs: Math.min(ttlMs, staleMs),
    isStill: async (identity, signal) => (await identityNow(signal)) === identity,
  });

  const readVersions = async (
    region: string,
    id: string,
    filters: readonly Filter[] | undefined,
    { signal, deadline }: Loading,
  ): Promise<Loaded<Rows | null>> => {
    const { options, sentAt } = sending(region, signal, deadline);
    const value = await upstream.versions(id, filters, options);
    return {
      value,
      sentAt: sentAt(),
      learn: () => {
        remembered.learnRows(value ?? []);
      },
    };
  };
  /** By a call of its own, or, while calls must wait, all of them and with others. */
  const readRows: typeof readVersions = async (region, id, filters, loading) => {
    // Asked just before the call: of many who come at one moment, only the first need not wait.
    if (!gatherer.isBetter(region, loading)) return readVersions(region, id, filters, loading);
    const outcome = await gatherer.add({ ...loading, region, id, withVersions: true, isUrgent: false });
    if ('error' in outcome) {
      if (loading.signal.aborted || !mayFailAlone(outcome.error, outcome.width)) throw outcome.error;
      return readVersions(region, id, filters, loading);
    }
    const learn = (): void => {
      remembered.learnModel(region, outcome, loading.identity);
    };
    return { value: versionsOf(outcome.model), sentAt: outcome.sentAt, learn };
  };

  return {
    page: (region, params, asking) => {
      const key = keys.page(region, params);
      const source: Source<DescribeTrainingModelsResult> = {
        key,
        subject: subject('DescribeTrainingModels', region),
        known: (identity) => remembered.under(key, identity),
        load: async ({ signal, deadline, identity }) => {
          const { options, sentAt } = sending(region, signal, deadline);
          const value = await upstream.page(params, options);
          const withVersions = params.WithModelVersions === true;
          const learn = (): void => {
            for (const model of value.TrainingModels ?? [])
              remembered.learnModel(region, { model, withVersions, sentAt: sentAt() }, identity);
          };
          return { value, sentAt: sentAt(), learn };
        },
      };
      return reader.read(source, asking);
    },
    model: (region, id, withVersions, asking) => {
      const source: Source<TrainingModelDTO | null> = {
        key: keys.model(region, id, withVersions),
        subject: subject('DescribeTrainingModels', region),
        known: (identity) => remembered.model(region, id, withVersions, identity),
        load: async (loading) => {
          const outcome = await gatherer.add({ ...loading, region, id, withVersions, isUrgent: true });
          if ('error' in outcome) throw outcome.error;
          const { model, sentAt } = outcome;
          const learn = (): void => {
            // It may have come with more than was asked for.
            if (outcome.withVersions !== withVersions) remembered.learnModel(region, outcome, loading.identity);
            else remembered.learnRows(versionsOf(model) ?? []);
          };
          return { value: model, sentAt, learn };
        },
      };
      return reader.read(source, asking);
    },
    versions: (region, id, filters, asking) => {
      const all: Source<Rows | null> = {
        key: keys.versions(region, id),
        subject: subject('DescribeTrainingModelVersions', region),
        known: (identity) => remembered.versions(region, id, identity),
        load: (loading) => readRows(region, id, undefined, loading),
      };
      if (filters.length === 0) return reader.read(all, asking);
      const key = keys.filtered(region, id, filters);
      // Filters only save the upstream work: all versions serve as well, where they are at hand or on their way.
      const known = (identity: string) => later(remembered.under<Rows | null>(key, identity), all.known(identity));
      if (!asking.isFresh && reader.isOnItsWay(all.key, asking.identity)) return reader.read({ ...all, known }, asking);
      const some = { ...all, key, known, load: (loading: Loading) => readRows(region, id, filters, loading) };
      return reader.read(some, asking);
    },
    version: (region, id, asking) => {
      const source: Source<TrainingModelVersionDTO | null> = {
        key: keys.version(region, id),
        subject: subject('DescribeTrainingModelVersion', region),
        known: (identity) => remembered.version(region, id, identity),
        load: async ({ signal, deadline }) => {
          const { options, sentAt } = sending(region, signal, deadline);
          return { value: await upstream.version(id, options), sentAt: sentAt(), learn: () => undefined };
        },
      };
      return reader.read(source, asking);
    },
    listOffered: (region) => client.offers('DescribeTrainingModels', region),
    identity: identityNow,
    state: () => ({ bytes: memory.bytes(), running: reader.running() }),
  };
}

function subject(action: Action, region: string) {
  return { action, region };
}

/** Options of a call that note when it goes out. */
function sending(region: string, signal: AbortSignal, deadline: number) {
  let time = performance.now();
  const options: ReadOptions = {
    region,
    signal,
    deadline,
    onSend: () => {
      time = performance.now();
    },
  };
  return { options, sentAt: () => time };
}
